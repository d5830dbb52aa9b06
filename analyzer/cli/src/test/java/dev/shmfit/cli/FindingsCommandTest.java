package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.reports.rules.FindingsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingsCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Pattern RAISED = Pattern.compile("Finding\\.of\\(\\s*\"([a-z0-9-]+)\"");

    @Test
    void the_page_of_the_documentation_holds_everything_that_can_be_said() {
        Golden.check(ROOT.resolve("docs/findings.md"), () -> FindingsReport.markdown(Explanations.all()));
        assertThat(Shell.quiet().run("findings", "--format=markdown").out())
                .isEqualTo(FindingsReport.markdown(Explanations.all()));
    }

    @Test
    void every_id_is_an_address_in_the_page() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/findings.md"));
        for (Explanation e : Explanations.all()) {
            assertThat(page).contains("\n### " + e.id() + "\n");
        }
        String json =
                Shell.quiet().run("findings", "shm-too-small", "--format=json").out();
        assertThat(json).contains("\"address\" : \"docs/findings.md#shm-too-small\"");
    }

    @Test
    void every_check_of_a_report_raises_a_finding_that_is_listed() throws IOException {
        List<String> raised = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("analyzer/core/src/main/java/dev/shmfit"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                RAISED.matcher(Files.readString(file)).results().forEach(m -> raised.add(m.group(1)));
            }
        }
        assertThat(raised).hasSizeGreaterThan(40);
        List<String> known = Explanations.all().stream().map(Explanation::id).toList();
        // An id that ends in a dash is completed by the status that nvidia-smi prints.
        assertThat(raised)
                .allSatisfy(id -> assertThat(known).anyMatch(k -> id.endsWith("-") ? k.startsWith(id) : k.equals(id)));
    }

    @Test
    void the_list_fits_into_80_columns_and_one_finding_tells_cause_remedy_and_address() {
        Ran list = Shell.quiet().run("findings");
        assertThat(list.out().lines()).allMatch(l -> l.length() <= 80);
        assertThat(list.out())
                .contains(
                        "A space problem",
                        "\n  shm-too-small\n",
                        Explanations.all().size() + " findings");
        Ran one = Shell.quiet().run("findings", "shm-too-small");
        assertThat(one.out()).contains("WHY", "DO", "NOT", "docs/findings.md#shm-too-small");
    }

    @Test
    void an_unknown_id_is_wrong_usage_and_gets_the_nearest() {
        Ran ran = Shell.quiet().run("findings", "shm-to-small");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("did you mean shm-too-small");
    }
}
