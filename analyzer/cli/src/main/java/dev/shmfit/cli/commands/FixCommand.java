package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.manifest.ManifestFiles;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.result.ResultFile;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.lint.Fixer;
import dev.shmfit.lint.ManifestPatch;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.lint.UnifiedDiff;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.units.DidYouMean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit fix}: the smallest change that mends what lint finds. */
@Command(
        name = "fix",
        sortOptions = false,
        description =
                "Print the smallest change that mends what \"shmfit lint\" finds, as a unified diff. Comments, order,"
                        + " anchors and style of everything else stay.",
        customSynopsis = "shmfit fix [OPTION]... FILE...",
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhat to mend:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the change was printed or written, or there is none to make",
            " 2:the command line is wrong",
            " 3:a file cannot be read",
            "69:shmfit could not start, or could not write its result",
            "70:a bug in shmfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit fix deploy.yaml",
            "  shmfit fix --node l40s-x8 deploy.yaml | git apply",
            "  shmfit fix --write compose.yaml",
            "  helm template chart | shmfit fix --patch kustomize -"
        })
public final class FixCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, directories, or - for standard input, as \"shmfit lint\" takes them.")
    private List<String> files = List.of();

    @Mixin
    private NeedOptions need;

    @Option(names = "--write", description = "Change the files in place of printing the change.")
    private boolean write;

    @Option(
            names = "--patch",
            paramLabel = "FORM",
            description =
                    "For a file that is generated, a patch in place of the diff: kustomize (a kustomization with JSON"
                            + " patches), json (RFC 6902), strategic (a strategic merge patch, for Kubernetes' own kinds),"
                            + " compose-override (a second compose file), or runtimePatches (a TrainJob's part, for a training runtime).")
    private @Nullable String patch;

    @Mixin
    private Output output;

    public FixCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (write && (files.contains("-") || output.file() != null)) {
            throw new UsageError("--write changes files; it goes neither with standard input nor with -o");
        }
        Optional<ManifestPatch.Form> form = form();
        List<ManifestText> texts = ManifestFiles.read(files, context.in(), false, output::message);
        NodeNeed.Source sizes = need.source(context, output::message);
        StringBuilder diff = new StringBuilder();
        Map<String, String> changed = new LinkedHashMap<>();
        for (ManifestText t : texts) {
            String mended = Fixer.fix(t, texts, sizes, text -> ManifestFiles.parsed(t.name(), text));
            if (!mended.equals(t.text())) {
                changed.put(t.name(), mended);
                diff.append(
                        form.map(f -> patch(f, t, mended)).orElseGet(() -> UnifiedDiff.of(t.name(), t.text(), mended)));
            }
        }
        if (!changed.isEmpty() && !need.given()) {
            output.message("sizes are a rule of thumb; --node NODE computes them");
        }
        if (write) {
            ResultFile.write(changed);
            changed.keySet().forEach(name -> output.message("changed " + name));
        } else {
            output.write(diff.toString());
        }
        return ExitCode.OK;
    }

    private Optional<ManifestPatch.Form> form() {
        if (patch == null) {
            return Optional.empty();
        }
        String asked = patch;
        List<String> known =
                Arrays.stream(ManifestPatch.Form.values()).map(FixCommand::word).toList();
        if (write) {
            throw new UsageError("--write changes files, and --patch leaves them alone; give one of the two");
        }
        return Optional.of(Arrays.stream(ManifestPatch.Form.values())
                .filter(f -> word(f).equals(asked))
                .findFirst()
                .orElseThrow(() -> new UsageError("--patch: \"" + ErrorText.shown(asked) + "\" is not known"
                        + DidYouMean.hint(known, asked) + "; known are " + String.join(", ", known))));
    }

    private static String word(ManifestPatch.Form form) {
        return form == ManifestPatch.Form.RUNTIME_PATCHES
                ? "runtimePatches"
                : form.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String patch(ManifestPatch.Form form, ManifestText before, String mended) {
        String text = ManifestPatch.of(form, before, ManifestFiles.parsed(before.name(), mended));
        if (text.isEmpty()) {
            output.message(
                    before.name() + " has changes that " + word(form) + " cannot say; print them without --patch");
        }
        return text;
    }
}
