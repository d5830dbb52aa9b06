package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.units.DidYouMean;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script with which bash or zsh completes commands and options.",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(shmfit completion bash)",
            "  shmfit completion bash > ~/.local/share/bash-completion/completions/shmfit",
            "  source <(shmfit completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash or zsh. Default: bash.")
    private @Nullable String shell;

    @Override
    public Integer call() {
        String wanted = shell == null ? SHELLS.get(0) : shell;
        if (!SHELLS.contains(wanted)) {
            throw new UsageError("\"" + ErrorText.shown(wanted) + "\" is not a shell that can be served"
                    + DidYouMean.hint(SHELLS, wanted) + "; known are " + String.join(", ", SHELLS));
        }
        // The script tells the two shells apart itself.
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("shmfit", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
