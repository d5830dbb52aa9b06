package dev.shmfit.cli;

import dev.shmfit.cli.commands.AnalyzeCommand;
import dev.shmfit.cli.commands.CaptureCommand;
import dev.shmfit.cli.commands.CheckCommand;
import dev.shmfit.cli.commands.CompletionCommand;
import dev.shmfit.cli.commands.ExplainCommand;
import dev.shmfit.cli.commands.FindingsCommand;
import dev.shmfit.cli.commands.FixCommand;
import dev.shmfit.cli.commands.GroupedHelp;
import dev.shmfit.cli.commands.HelpCommand;
import dev.shmfit.cli.commands.LintCommand;
import dev.shmfit.cli.commands.ManCommand;
import dev.shmfit.cli.commands.NodesCommand;
import dev.shmfit.cli.commands.NodesShowCommand;
import dev.shmfit.cli.commands.PlanCommand;
import dev.shmfit.cli.commands.RulesCommand;
import dev.shmfit.cli.commands.SchemaCommand;
import dev.shmfit.cli.commands.ServeAdmissionCommand;
import dev.shmfit.cli.commands.ServeCommand;
import dev.shmfit.cli.commands.ShmCommand;
import dev.shmfit.cli.commands.VerifyCommand;
import dev.shmfit.cli.commands.WatchCommand;
import dev.shmfit.cli.commands.WorkloadCommand;
import dev.shmfit.cli.terminal.CommandContext;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** The subcommands of {@code shmfit}, each built only where it is needed. */
final class Subcommands {
    /** All of them, in the order in which the help lists them. */
    static final List<String> NAMES = List.of(
            "check",
            "analyze",
            "verify",
            "capture",
            "watch",
            "shm",
            "explain",
            "lint",
            "fix",
            "serve",
            "workload",
            "plan",
            "nodes",
            "rules",
            "findings",
            "schema",
            "help",
            "completion",
            "man");

    /** Those that tell about the others. */
    private static final Set<String> ABOUT_ALL = Set.of("help", "completion", "man");

    private Subcommands() {}

    /** The subcommands that a command line needs: one that it begins with alone, none to tell the version, else all. */
    static List<String> neededFor(String... arguments) {
        if (arguments.length == 0) {
            return NAMES;
        }
        String first = arguments[0];
        if (arguments.length == 1 && (first.equals("--version") || first.equals("-V"))) {
            return List.of();
        }
        return NAMES.contains(first) && !ABOUT_ALL.contains(first) ? List.of(first) : NAMES;
    }

    /** Builds one. */
    static CommandLine create(String name, CommandContext context) {
        return switch (name) {
            case "check" -> GroupedHelp.on(new CommandLine(new CheckCommand(context)));
            case "analyze" -> GroupedHelp.on(new CommandLine(new AnalyzeCommand(context)));
            case "verify" -> GroupedHelp.on(new CommandLine(new VerifyCommand(context)));
            case "capture" -> GroupedHelp.on(new CommandLine(new CaptureCommand(context)));
            case "watch" -> GroupedHelp.on(new CommandLine(new WatchCommand(context)));
            case "shm" -> new CommandLine(new ShmCommand(context));
            case "explain" -> new CommandLine(new ExplainCommand(context));
            case "lint" -> new CommandLine(new LintCommand(context));
            case "fix" -> new CommandLine(new FixCommand(context));
            case "serve" -> new CommandLine(new ServeCommand()).addSubcommand(new ServeAdmissionCommand(context));
            case "workload" -> new CommandLine(new WorkloadCommand(context));
            case "plan" -> GroupedHelp.on(new CommandLine(new PlanCommand(context)));
            case "nodes" -> new CommandLine(new NodesCommand()).addSubcommand(new NodesShowCommand(context));
            case "rules" -> new CommandLine(new RulesCommand());
            case "findings" -> new CommandLine(new FindingsCommand(context));
            case "schema" -> new CommandLine(new SchemaCommand());
            case "help" -> new CommandLine(new HelpCommand());
            case "completion" -> new CommandLine(new CompletionCommand());
            case "man" -> new CommandLine(new ManCommand());
            default -> throw new IllegalArgumentException("no subcommand: " + name);
        };
    }
}
