package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.Golden;
import dev.shmfit.probes.format.CaptureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/security.md says what the list of what is taken says, and shows what the command prints. */
class SecurityDocTest {
    private static final Path DOC = Path.of(System.getProperty("shmfit.root"), "docs/security.md");
    private static final int LONGEST = 150;

    @Test
    void the_table_is_the_list_that_the_probers_go_by() throws IOException {
        String doc = Files.readString(DOC);
        Golden.check(DOC, () -> between(doc, "<!-- taken -->\n", "<!-- /taken -->", table()));
    }

    @Test
    void the_redacted_log_is_what_the_command_prints() throws IOException {
        String doc = Files.readString(DOC);
        String log = doc.substring(doc.indexOf("```text\n") + 8, doc.indexOf("```\n\nremains"));
        Ran ran = Shell.with(log).run("explain", "--redact", "-");
        assertThat(ran.exitCode()).isZero();
        Golden.check(
                DOC,
                () -> between(doc, "$ shmfit explain --redact train.log\n", "```\n\nIt errs", ran.out() + ran.err()));
    }

    private static String between(String doc, String start, String end, String text) {
        int from = doc.indexOf(start) + start.length();
        int to = doc.indexOf(end, from);
        assertThat(to).as(start).isGreaterThan(from - 1);
        return doc.substring(0, from) + text + doc.substring(to);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| file | from | read by |\n|---|---|---|\n");
        CaptureTable.ROWS.forEach((file, rows) -> {
            Set<String> from = new LinkedHashSet<>();
            Set<String> readers = new LinkedHashSet<>();
            rows.forEach(row -> {
                from.add(row.from());
                readers.addAll(row.readers());
            });
            table.append("| `")
                    .append(file)
                    .append("` | ")
                    .append(sources(from))
                    .append(" | ");
            table.append(String.join(", ", readers)).append(" |\n");
        });
        return table.toString();
    }

    /** Long lists are cut: they stand in the list itself. */
    private static String sources(Set<String> from) {
        List<String> shown = new ArrayList<>();
        int words = 0;
        int length = 0;
        for (String source : from) {
            words += source.split(" ", -1).length;
            if (length + source.length() <= LONGEST) {
                shown.add("`" + source.replace("|", "\\|") + "`");
                length += source.length();
            }
        }
        String all = String.join(", ", shown);
        return shown.size() == from.size() ? all : all + (all.isEmpty() ? "" : " … ") + "(" + words + " names in all)";
    }
}
