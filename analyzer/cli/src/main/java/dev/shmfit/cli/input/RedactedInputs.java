package dev.shmfit.cli.input;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.probes.format.RedactedTexts;
import dev.shmfit.reports.RedactedV1;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The redacted form of what a page embeds, by the redaction of {@code shmfit capture}. */
public final class RedactedInputs {
    private RedactedInputs() {}

    /**
     * The redacted form of the texts of a capture, which are the inputs of its report.
     *
     * @param name of the capture, as the report shows it
     */
    public static RedactedV1 of(Capture capture, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        capture.items().forEach((file, item) -> {
            if (item instanceof CapturedItem.Text text) {
                texts.put(file, text.text());
            } else if (item instanceof CapturedItem.Pasted pasted) {
                texts.put(pasted.name(), pasted.text());
            }
        });
        RedactedTexts redacted = RedactedTexts.of(texts);
        List<RedactedV1.File> files = new ArrayList<>();
        redacted.texts()
                .forEach((file, after) -> files.add(RedactedV1.File.of(file, texts.getOrDefault(file, ""), after)));
        return new RedactedV1(redacted.redactor().redact(name), files);
    }
}
