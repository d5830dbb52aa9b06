package dev.shmfit.reports.number;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Explains the numbers of a report, each by its name. */
public final class Numbers {
    private static final Pattern ITEM = Pattern.compile("\\[[^\\]]*\\]");

    private final Map<String, String> values;
    private final List<Part> parts;

    /** Explains the numbers of one part of the report. */
    interface Part {
        /** Empty where the name is of another part. */
        Optional<NumberExplanation> explain(Path path);
    }

    private Numbers(Map<String, String> values, List<Part> parts) {
        this.values = values;
        this.parts = parts;
    }

    /** The numbers of {@code report}, which shows {@code analysis}. */
    public static Numbers of(Analysis analysis, ReportV1 report) {
        return new Numbers(
                NumberNames.of(report),
                List.of(
                        new ShmNumbers(analysis, report),
                        new LoaderNumbers(analysis),
                        new NcclNumbers(analysis, report),
                        new RemainingNumbers(report)));
    }

    /** Every name, in the order of the JSON. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /**
     * How a number came about.
     *
     * @throws MalformedText where no number has that name, with those that come near
     */
    public NumberExplanation explain(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new MalformedText("no number of this report is called \"" + name + "\"" + near(name));
        }
        Path path = Path.of(name);
        for (Part part : parts) {
            Optional<NumberExplanation> found = part.explain(path);
            if (found.isPresent()) {
                return found.get().of(name, value);
            }
        }
        throw new IllegalStateException("nothing explains " + name);
    }

    /** A name without its items is taken for the first of that shape, which is what people write from memory. */
    private String near(String name) {
        String shape = ITEM.matcher(name).replaceAll("");
        Optional<String> same = values.keySet().stream()
                .filter(n -> ITEM.matcher(n).replaceAll("").equals(shape))
                .findFirst();
        return same.map(n -> "; did you mean " + n + "?").orElseGet(() -> DidYouMean.hint(values.keySet(), name));
    }
}
