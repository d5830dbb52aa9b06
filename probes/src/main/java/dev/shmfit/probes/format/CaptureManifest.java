package dev.shmfit.probes.format;

import dev.shmfit.units.JsonText;
import dev.shmfit.units.JsonWriter;
import dev.shmfit.units.MalformedText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code capture.json} says about a capture.
 *
 * <pre>{@code
 * {"formatVersion": 1,
 *  "tool": "shmfit 0.1.0",
 *  "time": "2026-11-20T10:00:00Z",
 *  "commands": [{"file": "nvidia-smi-topo-m.txt", "command": ["nvidia-smi", "topo", "-m"], "exitCode": 0, "millis": 120}],
 *  "missing": {"nccl-topology.xml": "NCCL_TOPO_DUMP_FILE is not set"},
 *  "redacted": true}
 * }</pre>
 *
 * @param capturedAt when, ISO 8601
 * @param redacted whether names and addresses were replaced
 * @param missing the reason by the file that could not be taken
 */
public record CaptureManifest(Optional<String> capturedAt, boolean redacted, Map<String, String> missing) {
    /** Of a capture that has no manifest. */
    static final CaptureManifest NONE = new CaptureManifest(Optional.empty(), false, Map.of());

    private static final int FORMAT_VERSION = 1;
    private static final int MOST_ENTRIES = 1000;
    private static final int LONGEST = 500;

    /**
     * A command that was run for a capture.
     *
     * @param file which of its files the output is
     * @param command the program and its arguments
     * @param exitCode empty where it did not end in time
     * @param millis how long it took
     */
    public record Command(String file, List<String> command, OptionalInt exitCode, long millis) {
        public Command {
            command = List.copyOf(command);
        }
    }

    public CaptureManifest {
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    /**
     * Reads the text of a manifest. What it does not say is unknown; fields that it has beyond these are passed over.
     *
     * @throws UnreadableInput where it is not JSON, or of a later format
     */
    static CaptureManifest parse(String text) {
        JsonText root;
        try {
            root = JsonText.parse(text);
        } catch (MalformedText e) {
            throw new UnreadableInput("it is not well-formed JSON: " + shortened(e.sentence()), e);
        }
        if (!root.isObject()) {
            throw new UnreadableInput("it is no JSON object");
        }
        int version = root.member("formatVersion").number(FORMAT_VERSION);
        if (version != FORMAT_VERSION) {
            throw new UnreadableInput(
                    "it is of format version " + version + "; this shmfit knows version " + FORMAT_VERSION);
        }
        Map<String, String> missing = new LinkedHashMap<>();
        for (Map.Entry<String, JsonText> entry :
                root.member("missing").members().entrySet()) {
            if (missing.size() < MOST_ENTRIES) {
                String why = shortened(entry.getValue().text(""));
                missing.put(shortened(entry.getKey()), why.isEmpty() ? "no reason given" : why);
            }
        }
        return new CaptureManifest(
                CaptureTime.read(root.member("time").text("")),
                root.member("redacted").isTrue(),
                missing);
    }

    /** The same text, saying that the capture is redacted; a text that is no manifest stays as it is. */
    static String redacted(String text) {
        try {
            JsonText root = JsonText.parse(text);
            return !root.isObject() || root.member("redacted").isTrue() ? text : root.with("redacted", true) + "\n";
        } catch (MalformedText e) {
            return text;
        }
    }

    /** The text of the manifest of what was taken. */
    static String text(Probed probed, String tool) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("tool", tool);
        root.put("time", probed.time());
        root.put(
                "commands",
                probed.commands().stream().map(CaptureManifest::told).toList());
        root.put("missing", probed.missing());
        root.put("redacted", probed.redactor().isPresent());
        return JsonWriter.write(JsonWriter.Layout.LINES, root) + "\n";
    }

    private static Map<String, Object> told(Command c) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("file", c.file());
        command.put("command", c.command());
        if (c.exitCode().isPresent()) {
            command.put("exitCode", c.exitCode().getAsInt());
            command.put("millis", c.millis());
        } else {
            command.put("timedOut", true);
        }
        return command;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
