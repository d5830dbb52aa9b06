package dev.shmfit.web;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.probes.format.CaptureLayout;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.RedactedTexts;
import dev.shmfit.probes.redact.LogRedactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a link holds of a question, without names and secrets. */
final class LinkContent {
    /** What the page calls the text in its field. */
    private static final String FIELD = "standard input";

    private LinkContent() {}

    /**
     * The texts of the files as {@code shmfit capture} would redact them, by name; what was written about the workload, the
     * manifests and the command, redacted as a log.
     */
    static Map<String, Object> of(Asked asked) {
        Map<String, Object> held = new LinkedHashMap<>();
        boolean node = asked.files().isEmpty() || !asked.text("node").isEmpty();
        held.put("files", node ? Map.of() : files(asked));
        held.put("workload", LogRedactor.of(asked.text("workload")).text());
        held.put("command", LogRedactor.of(asked.text("command")).text());
        List<String> manifests = new ArrayList<>();
        asked.manifests()
                .forEach(m -> manifests.add(
                        LogRedactor.of(CaptureReader.text(m.content().get(), m.name()))
                                .text()));
        held.put("manifests", manifests);
        return held;
    }

    private static Map<String, String> files(Asked asked) {
        Capture capture = Inputs.of(asked).capture();
        Map<String, String> texts = new LinkedHashMap<>();
        int pasted = 0;
        for (Map.Entry<String, String> e : RedactedTexts.of(capture).texts().entrySet()) {
            boolean field = capture.items().size() == 1
                    && capture.items().get(e.getKey()) instanceof CapturedItem.Pasted p
                    && p.name().equals(FIELD);
            boolean any = capture.items().get(e.getKey()) instanceof CapturedItem.Pasted;
            // What the user called a file tells more than is needed.
            texts.put(field ? FIELD : any ? CaptureLayout.pasted(pasted++) : e.getKey(), e.getValue());
        }
        return texts;
    }
}
