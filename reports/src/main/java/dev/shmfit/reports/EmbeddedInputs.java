package dev.shmfit.reports;

import dev.shmfit.units.JsonText;
import dev.shmfit.units.MalformedText;
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
                .filter(tree -> tree.member("tool").member("name").text("").equals("shmfit"))
                .map(tree -> list(tree.member("inputs")));
    }

    private static Optional<JsonText> read(String json) {
        try {
            return Optional.of(JsonText.parse(json));
        } catch (MalformedText e) {
            return Optional.empty();
        }
    }

    private static List<ReportV1.Input> list(JsonText array) {
        List<ReportV1.Input> inputs = new ArrayList<>();
        for (JsonText input : array.items()) {
            inputs.add(new ReportV1.Input(
                    input.member("name").text(""), input.member("text").text("")));
        }
        return inputs;
    }
}
