package dev.shmfit.log;

import dev.shmfit.nccl.plan.Transport;

/**
 * What stands behind {@code via}.
 *
 * @param transport the kind
 * @param text as printed: {@code SHM/direct/direct}, {@code P2P/CUMEM/read}, {@code NET/IB/1/Shared}
 * @param whole false where the line breaks off within it
 */
public record Via(Transport transport, String text, boolean whole) {
    /** One word for the same thing in all versions: {@code direct shared memory} is {@code SHM/direct/direct}. */
    public String normal() {
        return switch (transport) {
            case SHM -> text.equals("direct shared memory") || text.equals("SHM/direct") ? "SHM/direct/direct" : text;
            case NET -> "NET";
            // The relay's device is a bus id or an index, by version; its rank tells enough.
            case P2P -> text.startsWith("P2P/indirect/") ? text.replaceFirst("\\[[^\\]]*\\]", "") : text;
            case ERROR, UNKNOWN -> text;
        };
    }
}
