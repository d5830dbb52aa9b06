package dev.shmfit.probes.format;

import dev.shmfit.probes.redact.Redactor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The files of one capture with pseudonyms in place of names and addresses: how {@code shmfit capture} redacts, for a
 * capture that is being taken and for one that was taken before.
 *
 * @param texts by the name of the file in a capture, in the order in which they were given
 * @param redactor that knows what was replaced
 */
public record RedactedTexts(Map<String, String> texts, Redactor redactor) {
    /** In these a host is never named, and a word that is one may well mean something else. */
    private static final Set<String> ABOUT_DEVICES = Set.of(
            "sys-pci.txt",
            "lscpu.txt",
            "numa.txt",
            "meminfo.txt",
            "cgroup.txt",
            "limits.txt",
            "status.txt",
            "namespaces.txt");

    /** A version may look like an address. */
    private static final Set<String> LEFT_ALONE = Set.of("versions.txt");

    private static final String LOG = "nccl.log";

    public RedactedTexts {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /**
     * Redacts the files of one capture. The pseudonyms are derived from what only this boot of this machine knows, so that
     * captures of the machine and of its containers have the same.
     *
     * @param texts by the name of the file in a capture
     */
    public static RedactedTexts of(Map<String, String> texts) {
        String boot = texts.getOrDefault("boot-id.txt", "").strip();
        Redactor redactor = boot.isEmpty() ? Redactor.numbering() : Redactor.salted(boot);
        redactor.hidingHost(texts.getOrDefault("hostname.txt", ""));
        Map<String, String> hidden = new LinkedHashMap<>();
        texts.forEach((file, text) -> hidden.put(file, redacted(redactor, file, text)));
        return new RedactedTexts(hidden, redactor);
    }

    private static String redacted(Redactor redactor, String file, String text) {
        if (LEFT_ALONE.contains(file)) {
            return text;
        }
        if (file.equals(CaptureLayout.MANIFEST)) {
            return CaptureManifest.redacted(redactor.redact(text));
        }
        if (file.equals(LOG)) {
            return redactor.redactLog(text);
        }
        boolean devices = file.startsWith("nvidia-smi") || file.endsWith(".xml") || ABOUT_DEVICES.contains(file);
        return devices ? redactor.redactForms(text) : redactor.redact(text);
    }
}
