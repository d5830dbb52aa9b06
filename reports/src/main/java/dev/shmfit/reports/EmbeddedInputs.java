package dev.shmfit.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The captured texts that a report of shmfit's carries, to analyse them again. */
public final class EmbeddedInputs {
    private static final Pattern PAGE =
            Pattern.compile("<script type=\"application/json\" id=\"inputs-data\">(.*?)</script>", Pattern.DOTALL);
    private static final int LOOKED_AT = 4096;

    private EmbeddedInputs() {}

    /** The texts; empty where this is no report of shmfit's. A report that carries none has an empty list. */
    public static Optional<List<ReportV1.Input>> of(String text) {
        String start = text.substring(0, Math.min(text.length(), LOOKED_AT));
        if (start.stripLeading().startsWith("{")) {
            return start.contains("\"schemaVersion\"") && start.contains("\"shmfit\"")
                    ? ofJson(text)
                    : Optional.empty();
        }
        if (!start.stripLeading().startsWith("<")) {
            return Optional.empty();
        }
        Matcher page = PAGE.matcher(text);
        return page.find() ? read(page.group(1)).map(EmbeddedInputs::list) : Optional.empty();
    }

    private static Optional<List<ReportV1.Input>> ofJson(String text) {
        return read(text)
                .filter(tree -> tree.path("tool").path("name").asText("").equals("shmfit"))
                .map(tree -> list(tree.path("inputs")));
    }

    private static Optional<JsonNode> read(String json) {
        try {
            return Optional.ofNullable(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<ReportV1.Input> list(JsonNode array) {
        List<ReportV1.Input> inputs = new ArrayList<>();
        for (JsonNode input : array) {
            inputs.add(new ReportV1.Input(
                    input.path("name").asText(""), input.path("text").asText("")));
        }
        return inputs;
    }
}
