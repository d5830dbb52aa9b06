package dev.shmfit.cli.options;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What stands behind {@code --} on a command line: the command that starts the job. */
public final class BehindOptions {
    private BehindOptions() {}

    /**
     * The words behind {@code --}; none where there is no such mark.
     *
     * @param positional all words that are no options, on both sides of the mark
     */
    public static List<String> command(CommandSpec spec, List<String> positional) {
        List<String> args = spec.commandLine().getParseResult().originalArgs();
        int delimiter = args.indexOf("--");
        int count = delimiter < 0 ? 0 : args.size() - delimiter - 1;
        return positional.subList(Math.max(0, positional.size() - count), positional.size());
    }
}
