package dev.shmfit.cli.commands;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lists a command's options under headings: those of a mixin that has a name with a blank under that name, the others
 * last. Picocli's own groups give headings too, but lose what is given to a group twice.
 */
public final class GroupedHelp implements IHelpSectionRenderer {
    private GroupedHelp() {}

    /** Gives a command this help. */
    public static CommandLine on(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedHelp());
        return command;
    }

    /** The heading for a mixin: {@link Mixin#name()}. */
    private static boolean isHeading(String mixinName) {
        return mixinName.indexOf(' ') > 0;
    }

    @Override
    public String render(Help help) {
        CommandSpec spec = help.commandSpec();
        List<OptionSpec> rest = new ArrayList<>(spec.options());
        StringBuilder text = new StringBuilder();
        spec.mixins().forEach((name, mixin) -> {
            if (isHeading(name)) {
                List<OptionSpec> options = spec.options().stream()
                        .filter(o -> mixin.findOption(o.longestName()) != null)
                        .toList();
                rest.removeAll(options);
                section(text, name, options, help);
            }
        });
        section(text, "More options", rest, help);
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, List<OptionSpec> options, Help help) {
        Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        text.append(System.lineSeparator())
                .append(heading)
                .append(':')
                .append(System.lineSeparator())
                .append(layout);
    }
}
