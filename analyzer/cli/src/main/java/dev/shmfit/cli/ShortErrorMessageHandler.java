package dev.shmfit.cli;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.units.DidYouMean;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong command line with one sentence, a suggestion where there is one, and where to read on. */
final class ShortErrorMessageHandler implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        if (e instanceof MissingParameterException) {
            // What is missing is often there, mistyped.
            CommandLine command = e.getCommandLine();
            Set<String> known = command.getCommandSpec().optionsMap().keySet();
            for (String arg : args) {
                String option = arg.split("=", 2)[0];
                if (option.startsWith("--") && option.length() > 2 && !known.contains(option)) {
                    return explain(
                            command,
                            "Unknown option: '" + ErrorText.shown(option) + "'" + DidYouMean.hint(known, option));
                }
            }
        }
        StringWriter suggestions = new StringWriter();
        UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions, true));
        return explain(e.getCommandLine(), (e.getMessage() + System.lineSeparator() + suggestions).strip());
    }

    /** Says what is wrong with the command line, and gives the exit code for it. */
    static int explain(CommandLine command, String wrong) {
        String name = command.getCommandSpec().qualifiedName(" ");
        PrintWriter err = command.getErr();
        err.println(VisibleText.visible(name + ": " + wrong, true));
        err.println("Run '" + name + " --help' for what it takes.");
        err.flush();
        return ExitCode.USAGE;
    }
}
