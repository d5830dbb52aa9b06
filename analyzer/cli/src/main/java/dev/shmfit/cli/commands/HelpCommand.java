package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.units.DidYouMean;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code shmfit help}: a topic, or a command's options. */
@Command(
        name = "help",
        sortOptions = false,
        description = "Explain a topic, or the options of a command.",
        synopsisHeading = "",
        customSynopsis = "shmfit help [TOPIC|COMMAND]",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhich:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  shmfit help", "  shmfit help loaders", "  shmfit help exit codes", "  shmfit help analyze"})
public final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "TOPIC",
            description = "facts, groups, loaders, platforms, exit codes, or a command. Default: a list of both.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(words.isEmpty() ? overview() : of(String.join(" ", words)));
        out.flush();
        return ExitCode.OK;
    }

    private Map<String, CommandLine> commands() {
        return spec.root().subcommands();
    }

    private String of(String written) {
        Optional<HelpTopic> topic = HelpTopic.of(written);
        if (topic.isPresent()) {
            return topic.get().text();
        }
        CommandLine command = commands().get(written);
        if (command == null) {
            List<String> known = new ArrayList<>(HelpTopic.words());
            known.addAll(commands().keySet());
            throw new UsageError("there is no help on \"" + ErrorText.shown(written) + "\""
                    + DidYouMean.hint(known, written) + "; topics are " + String.join(", ", HelpTopic.words())
                    + "; commands are " + String.join(", ", commands().keySet()));
        }
        return command.getUsageMessage();
    }

    private String overview() {
        StringBuilder text = new StringBuilder("Three questions, one command each:\n");
        line(text, "shmfit explain LOG", "it died: of what, and what to do");
        line(text, "shmfit check", "will it fit here? Run it where the job runs");
        line(text, "shmfit plan NODE", "what to order for a node that is not there yet");
        text.append("\nTopics (shmfit help TOPIC):\n");
        for (HelpTopic topic : HelpTopic.values()) {
            line(text, topic.word(), topic.summary());
        }
        text.append("\nCommands (shmfit help COMMAND):\n");
        commands().forEach((name, command) -> {
            String[] lines = command.getCommandSpec().usageMessage().description();
            line(text, name, lines.length == 0 ? "" : firstSentence(lines[0]));
        });
        return text.toString();
    }

    /** The first sentence of a description, or what stands before its colon. */
    private static String firstSentence(String description) {
        String cut = description.split("(?<=[A-Za-z)])[.:;](?= )", 2)[0];
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static void line(StringBuilder text, String word, String says) {
        int width = 20;
        text.append("  ").append(word).append(" ".repeat(Math.max(2, width - word.length())));
        int at = width + 1;
        String gap = "";
        for (String part : says.split(" ", -1)) {
            if (at + part.length() + 1 > 79) {
                gap = "\n" + " ".repeat(width + 2);
                at = width + 1;
            }
            text.append(gap).append(part);
            at += part.length() + 1;
            gap = " ";
        }
        text.append('\n');
    }
}
