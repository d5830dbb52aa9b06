package dev.shmfit.cli.input;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.probes.format.CaptureLayout;
import dev.shmfit.probes.format.RedactedTexts;
import dev.shmfit.reports.RedactedV1;
import java.util.ArrayList;
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
        RedactedTexts redacted = RedactedTexts.of(capture);
        List<RedactedV1.File> files = new ArrayList<>();
        int pasted = 0;
        for (Map.Entry<String, CapturedItem> e : capture.items().entrySet()) {
            String after = redacted.texts().getOrDefault(e.getKey(), "");
            if (e.getValue() instanceof CapturedItem.Text text) {
                files.add(RedactedV1.File.of(e.getKey(), text.text(), after));
            } else if (e.getValue() instanceof CapturedItem.Pasted text) {
                files.add(RedactedV1.File.of(CaptureLayout.pasted(pasted++), text.text(), after));
            }
        }
        return new RedactedV1(redacted.redactor().redact(name), files);
    }
}
