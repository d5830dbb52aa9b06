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
            case P2P, ERROR, UNKNOWN -> text;
        };
    }
}
