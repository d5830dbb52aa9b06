package dev.shmfit.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's manual page, in the language of man(7), from the same description as its help. */
public final class ManPage {
    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** The page of a command; that of {@code shmfit} itself lists the others. */
    static String of(CommandLine command) {
        return new ManPage(command.getCommandSpec()).write();
    }

    /** {@code shmfit-analyze}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private String write() {
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        macro("TH", name(spec).toUpperCase(java.util.Locale.ROOT) + " 1 \"\" shmfit");
        heading("NAME");
        page.append(escaped(name(spec)))
                .append(" \\- ")
                .append(escaped(firstSentence()))
                .append('\n');
        heading("SYNOPSIS");
        macro("nf", "");
        text(help.synopsis(0));
        macro("fi", "");
        heading("DESCRIPTION");
        lines(spec.usageMessage().description());
        subcommands();
        options();
        exitCodes();
        examples();
        return page.toString();
    }

    private String firstSentence() {
        String all = String.join(" ", spec.usageMessage().description());
        int end = all.indexOf(". ");
        return (end < 0 ? all : all.substring(0, end)).replaceFirst("[.]$", "");
    }

    private void subcommands() {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        heading("COMMANDS");
        for (Map.Entry<String, CommandLine> sub : spec.subcommands().entrySet()) {
            if (!sub.getValue().getCommandSpec().usageMessage().hidden()) {
                term(sub.getKey());
                lines(sub.getValue().getCommandSpec().usageMessage().description());
            }
        }
    }

    private void options() {
        heading("OPTIONS");
        for (PositionalParamSpec p : spec.positionalParameters()) {
            if (!p.hidden()) {
                term(p.paramLabel());
                lines(p.description());
            }
        }
        for (OptionSpec o : spec.options()) {
            if (!o.hidden()) {
                List<String> names = new ArrayList<>();
                for (String name : o.names()) {
                    names.add(o.typeInfo().isBoolean() ? name : name + " " + o.paramLabel());
                }
                term(String.join(", ", names));
                lines(o.description());
            }
        }
    }

    private void exitCodes() {
        if (spec.usageMessage().exitCodeList().isEmpty()) {
            return;
        }
        heading("EXIT STATUS");
        spec.usageMessage().exitCodeList().forEach((code, meaning) -> {
            term(code.strip());
            text(meaning);
        });
    }

    private void examples() {
        if (spec.usageMessage().footer().length == 0) {
            return;
        }
        heading("EXAMPLES");
        macro("nf", "");
        lines(spec.usageMessage().footer());
        macro("fi", "");
    }

    private void heading(String words) {
        macro("SH", words);
    }

    private void term(String words) {
        macro("TP", "");
        page.append("\\fB").append(escaped(words)).append("\\fR\n");
    }

    private void lines(String[] all) {
        for (String line : all) {
            text(line);
        }
    }

    private void text(String words) {
        for (String line : words.replace("%n", "\n").replace("%%", "%").split("\n", -1)) {
            if (!line.isBlank()) {
                page.append(escaped(line)).append('\n');
            }
        }
    }

    private void macro(String name, String rest) {
        page.append('.')
                .append(name)
                .append(rest.isEmpty() ? "" : " ")
                .append(rest)
                .append('\n');
    }

    /** A leading point or apostrophe would be a request; a plain hyphen would become a typographic one. */
    private static String escaped(String words) {
        String safe = words.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
