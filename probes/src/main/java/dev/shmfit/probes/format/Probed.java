package dev.shmfit.probes.format;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.probes.redact.Redactor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a machine said.
 *
 * @param time when, ISO 8601
 * @param texts by the name of the file in a capture
 * @param missing the reason by the file that could not be taken
 * @param commands that were run
 * @param redactor with which it was redacted; empty where it was not
 */
public record Probed(
        String time,
        Map<String, String> texts,
        Map<String, String> missing,
        List<CaptureManifest.Command> commands,
        Optional<Redactor> redactor) {
    public Probed {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        missing = Collections.unmodifiableMap(new TreeMap<>(missing));
        commands = List.copyOf(commands);
    }

    /**
     * The same, with pseudonyms in place of names and addresses. They are derived from what only this boot of this
     * machine knows, so that captures of the machine and of its containers have the same.
     */
    public Probed redacted() {
        RedactedTexts hidden = RedactedTexts.of(texts);
        Map<String, String> why = new TreeMap<>();
        missing.forEach((file, reason) -> why.put(file, hidden.redactor().redact(reason)));
        return new Probed(time, hidden.texts(), why, commands, Optional.of(hidden.redactor()));
    }

    /** The text of {@code capture.json}. */
    public String manifest(String tool) {
        return CaptureManifest.text(this, tool);
    }

    /**
     * As a capture in memory, as if it had been written and read again.
     *
     * @param id what it is called
     */
    public Capture capture(String id, String tool) {
        Map<String, CapturedItem> items = new LinkedHashMap<>();
        items.put(CaptureLayout.MANIFEST, new CapturedItem.Text(CaptureLayout.MANIFEST, manifest(tool)));
        for (String file : CaptureLayout.READ) {
            String text = texts.get(file);
            if (text != null) {
                items.put(file, new CapturedItem.Text(file, text));
            }
        }
        missing.forEach((file, why) -> items.putIfAbsent(file, new CapturedItem.NotCaptured(file, why)));
        return Capture.of(id, new ArrayList<>(items.values()));
    }
}
