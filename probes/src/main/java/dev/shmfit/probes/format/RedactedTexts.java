package dev.shmfit.probes.format;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
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
    private static final String HOSTNAME = "hostname.txt";
    private static final String LOG = "nccl.log";
    private static final String QUERY = "nvidia-smi-q.xml";
    private static final String DEVICES = "sys-pci.txt";

    public RedactedTexts {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /**
     * Keeps of the files of one capture what is read, and redacts that. Lines keep their numbers. The pseudonyms are derived
     * from what only this boot of this machine knows, so that captures of the machine and of its containers have the same.
     *
     * @param texts by the name of the file in a capture
     */
    public static RedactedTexts of(Map<String, String> texts) {
        String boot = texts.getOrDefault("boot-id.txt", "").strip();
        Redactor redactor = boot.isEmpty() ? Redactor.numbering() : Redactor.salted(boot);
        redactor.hidingHost(texts.getOrDefault(HOSTNAME, ""));
        // Whole UUIDs come before settings that state the beginning of one.
        redactor.redactForms(texts.getOrDefault(QUERY, ""));
        Set<String> devices = KeptText.networkDevices(texts.getOrDefault(DEVICES, ""));
        Map<String, String> hidden = new LinkedHashMap<>();
        texts.forEach((file, text) -> hidden.put(file, redacted(redactor, file, text, devices)));
        return new RedactedTexts(hidden, redactor);
    }

    /**
     * The texts of a capture, as far as it has them, by the names of its items. From texts of which nobody said what they are,
     * of which no table says what to keep, names and secrets go as from a log.
     */
    public static RedactedTexts of(Capture capture) {
        Map<String, String> files = new LinkedHashMap<>();
        capture.items().forEach((name, item) -> {
            if (item instanceof CapturedItem.Text text) {
                files.put(name, text.text());
            }
        });
        RedactedTexts redacted = of(files);
        Map<String, String> all = new LinkedHashMap<>();
        capture.items().forEach((name, item) -> {
            if (item instanceof CapturedItem.Text) {
                all.put(name, redacted.texts().getOrDefault(name, ""));
            } else if (item instanceof CapturedItem.Pasted pasted) {
                all.put(name, redacted.redactor().redactLog(pasted.text()));
            }
        });
        return new RedactedTexts(all, redacted.redactor());
    }

    private static String redacted(Redactor redactor, String file, String text, Set<String> devices) {
        if (file.equals(CaptureLayout.MANIFEST)) {
            return CaptureManifest.redacted(redactor.redact(text));
        }
        if (file.equals(LOG)) {
            return redactor.redactLog(text);
        }
        if (CaptureTable.rows(file).isEmpty()) {
            // Read where it is there, and not taken.
            return redactor.redactLog(text);
        }
        String kept = KeptText.of(file, text, true, devices);
        return file.equals(HOSTNAME) ? redactor.redact(kept) : redactor.redactForms(kept);
    }
}
