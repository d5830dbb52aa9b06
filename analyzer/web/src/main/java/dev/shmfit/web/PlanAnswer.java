package dev.shmfit.web;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.commands.PlanInverse;
import dev.shmfit.cli.commands.PlanTally;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.plan.PlanNode;
import dev.shmfit.plan.PlanPoint;
import dev.shmfit.plan.Planner;
import dev.shmfit.plan.Sweep;
import dev.shmfit.plan.SweepParser;
import dev.shmfit.reports.plan.CsvPlan;
import dev.shmfit.reports.plan.HtmlPlan;
import dev.shmfit.reports.plan.JsonPlan;
import dev.shmfit.reports.plan.PlanWriter;
import dev.shmfit.reports.plan.TextPlan;
import dev.shmfit.units.MalformedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What {@code shmfit plan} answers about one node, with its heat map. */
record PlanAnswer(PlanNode node, Sweep axes, List<String> remarks, List<PlanPoint> points) {
    /** Progress is told after so many points. */
    private static final int TOLD = 100;

    static PlanAnswer of(Asked asked, Engine.Progress progress) {
        CaptureInput input = Inputs.of(asked);
        AnalysisRequest request =
                StatedOptions.question(asked.words(), asked.job()).apply(input);
        List<String> words = Arrays.stream(asked.text("sweep").strip().split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList();
        try {
            Sweep axes = SweepParser.parse(words);
            PlanNode node = new PlanNode(input.origin().name(), request);
            Planner planner = new Planner(List.of(node), axes);
            if (planner.points() > HtmlPlan.MOST_POINTS) {
                throw new Refused(ExitCode.USAGE, Said.of("many-points", planner.points(), HtmlPlan.MOST_POINTS));
            }
            List<PlanPoint> points = new ArrayList<>();
            planner.run(p -> {
                points.add(p);
                if (points.size() % TOLD == 0) {
                    progress.told(points.size(), planner.points());
                }
            });
            List<String> remarks = input.remarks().stream()
                    .map(r -> r.summary() + " See: shmfit nodes show "
                            + input.origin().name())
                    .toList();
            return new PlanAnswer(node, axes, remarks, points);
        } catch (MalformedText e) {
            throw new UsageError("--sweep: " + e.sentence(), e);
        }
    }

    Result result() {
        long failing = tally().failing();
        Said message = points.size() == 1 ? Said.of("one-point", failing) : Said.of("points", points.size(), failing);
        return Result.of(ExitCode.OK, message, formats(), List.of());
    }

    private Map<String, Supplier<String>> formats() {
        Map<String, Supplier<String>> formats = new LinkedHashMap<>();
        formats.put("page", () -> written(out -> new HtmlPlan(out, remarks)));
        formats.put("text", () -> written(TextPlan::new) + behind());
        formats.put("csv", () -> written(CsvPlan::new));
        formats.put("json", () -> written(JsonPlan::new));
        return formats;
    }

    /** What the command says behind its table. */
    private String behind() {
        PlanTally tally = tally();
        StringBuilder text =
                new StringBuilder(tally.ending() + tally.why(List.of(node)) + PlanInverse.of(List.of(node), axes));
        remarks.forEach(r -> text.append('\n').append(r).append('\n'));
        return text.toString();
    }

    private PlanTally tally() {
        PlanTally tally = new PlanTally();
        points.forEach(tally::add);
        return tally;
    }

    private String written(Function<Appendable, PlanWriter> to) {
        StringBuilder text = new StringBuilder();
        PlanWriter writer = to.apply(text);
        try {
            for (PlanPoint point : points) {
                writer.point(point);
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
