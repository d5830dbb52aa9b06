package dev.shmfit.probes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public CaptureManifest {
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    /**
     * Reads the text of a manifest. What it does not say is unknown; fields that it has beyond these are passed over.
     *
     * @throws UnreadableInput where it is not JSON, or of a later format
     */
    static CaptureManifest parse(String text) {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnreadableInput("it is not well-formed JSON: " + firstLine(e.getOriginalMessage()), e);
        }
        if (!root.isObject()) {
            throw new UnreadableInput("it is no JSON object");
        }
        int version = root.path("formatVersion").asInt(FORMAT_VERSION);
        if (version != FORMAT_VERSION) {
            throw new UnreadableInput(
                    "it is of format version " + version + "; this shmfit knows version " + FORMAT_VERSION);
        }
        Map<String, String> missing = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("missing").properties()) {
            if (missing.size() < MOST_ENTRIES) {
                String why = shortened(entry.getValue().asText());
                missing.put(shortened(entry.getKey()), why.isEmpty() ? "no reason given" : why);
            }
        }
        return new CaptureManifest(
                time(root.path("time").asText("")), root.path("redacted").asBoolean(false), missing);
    }

    private static Optional<String> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String firstLine(String message) {
        return shortened(message.lines().findFirst().orElse(""));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
