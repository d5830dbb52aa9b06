package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.workload.Preset;
import dev.shmfit.reports.Schemas;
import dev.shmfit.units.DidYouMean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit schema}: the JSON Schemas of what shmfit reads and writes. */
@Command(
        name = "schema",
        sortOptions = false,
        description = "Print the JSON Schema of a format that shmfit writes or reads. A document names its own under"
                + " \"$schema\".",
        synopsisHeading = "",
        customSynopsis = "shmfit schema [OPTION]... [NAME]",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhich:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  shmfit schema", "  shmfit schema report -o report-1.schema.json", "  shmfit schema workload"})
public final class SchemaCommand implements Callable<Integer> {
    private static final Map<String, String> NAMES = names();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "report, plan, explain, verify, number, findings, rules, nodes, watch, lint, workload or settings."
                            + " Default: a list of them.")
    private @Nullable String name;

    @Mixin
    private Output output;

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("report", "analyze, check, and verify with a capture (--format json)");
        names.put("plan", "plan --format json");
        names.put("explain", "explain --format json");
        names.put("verify", "verify --format json of a log alone");
        names.put("number", "analyze --explain-number NAME --format json");
        names.put("findings", "findings --format json");
        names.put("rules", "rules --format json");
        names.put("nodes", "nodes --format json");
        names.put("watch", "a line of watch, where nobody looks on");
        names.put("lint", "lint --format json");
        names.put("workload", "what --workload reads");
        names.put("settings", "what .shmfit.yaml says");
        return names;
    }

    @Override
    public Integer call() {
        output.write(name == null ? list() : text(name));
        return ExitCode.OK;
    }

    private static String list() {
        StringBuilder text = new StringBuilder();
        NAMES.forEach((word, of) -> text.append(word)
                .append(" ".repeat(10 - word.length()))
                .append(of)
                .append('\n'));
        return text.toString();
    }

    private static String text(String word) {
        if (!NAMES.containsKey(word)) {
            throw new UsageError("there is no schema \"" + ErrorText.shown(word) + "\""
                    + DidYouMean.hint(NAMES.keySet(), word) + "; known are " + String.join(", ", NAMES.keySet()));
        }
        return switch (word) {
            case "workload" -> Preset.schema();
            case "settings" -> Preset.settingsSchema();
            default -> Schemas.text(word);
        };
    }
}
