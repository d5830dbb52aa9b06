package dev.shmfit.probes.live;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.probes.format.CaptureManifest;
import dev.shmfit.probes.format.KeptText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What probes have taken so far: texts by file name, reasons for those that are missing, the commands that were run. */
final class ProbedTexts {
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, String> missing = new TreeMap<>();
    private final List<CaptureManifest.Command> commands = new ArrayList<>();

    synchronized void text(String file, String text) {
        texts.put(file, text);
    }

    synchronized void missing(String file, String why) {
        missing.put(file, why);
    }

    /** Takes a text that is there and not empty, else says why it is missing. */
    void kept(String file, String text, String why) {
        if (text.isEmpty()) {
            missing(file, why);
        } else {
            text(file, text);
        }
    }

    /** Says why a file is missing, unless it is there, or something has said so already. */
    synchronized void missingUnlessTaken(String file, String why) {
        if (!texts.containsKey(file)) {
            missing.putIfAbsent(file, why);
        }
    }

    /** Takes what is kept of what a command printed, its complaints included, and notes how it ended. */
    void printed(String file, CommandResult result, Duration limit) {
        synchronized (this) {
            commands.add(new CaptureManifest.Command(file, result.command(), result.exitCode(), result.millis()));
        }
        if (result.exitCode().isEmpty()) {
            missing(file, result.words() + " " + NotCaptured.NO_ANSWER + " within " + limit.toSeconds() + " s");
            return;
        }
        int code = result.exitCode().getAsInt();
        String text = code == 0 ? result.output() : result.output() + result.errors();
        kept(
                file,
                KeptText.of(file, text, false),
                result.words() + " ended with exit code " + code + " and printed nothing that is read");
    }

    synchronized Map<String, String> texts() {
        return Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    synchronized Map<String, String> missing() {
        return Collections.unmodifiableMap(new TreeMap<>(missing));
    }

    synchronized List<CaptureManifest.Command> commands() {
        List<CaptureManifest.Command> sorted = new ArrayList<>(commands);
        sorted.sort(java.util.Comparator.comparing(CaptureManifest.Command::file));
        return List.copyOf(sorted);
    }
}
