package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stories of docs/planning.md show what the commands print. */
class PlanningDocTest {
    private static final Path DOC = Path.of(System.getProperty("shmfit.root"), "docs/planning.md");
    private static final Pattern BLOCK =
            Pattern.compile("```console\n\\$ shmfit ((?:[^\n]*\\\\\n)*[^\n]*)\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_output_in_the_stories_is_what_the_command_prints() throws IOException {
        String doc = Files.readString(DOC);
        StringBuilder printed = new StringBuilder();
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(doc);
        while (block.find()) {
            String command = block.group(1);
            commands.add(command);
            String[] arguments = command.replace("\\\n", " ").strip().split("\\s+", -1);
            String now = "```console\n$ shmfit " + command + "\n"
                    + Shell.quiet().run(arguments).out() + "```";
            block.appendReplacement(printed, Matcher.quoteReplacement(now));
        }
        block.appendTail(printed);
        if (Boolean.getBoolean("approve")) {
            Files.writeString(DOC, printed.toString());
        }
        assertThat(commands).hasSizeGreaterThan(8);
        assertThat(printed.toString()).isEqualTo(Files.readString(DOC));
    }
}
