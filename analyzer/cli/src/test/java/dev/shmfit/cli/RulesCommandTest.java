package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.reports.rules.RuleV1;
import dev.shmfit.reports.rules.RulesReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesCommandTest {
    private static final Path PAGE = Path.of(System.getProperty("shmfit.root"), "docs", "nccl", "rules.md");

    /** Every value of every rule from the release on where it begins: no edge moves without a change to this page. */
    @Test
    void the_page_of_the_documentation_holds_the_whole_register() {
        Golden.check(PAGE, () -> RulesReport.markdown(RuleV1.all()));
    }

    @Test
    void every_rule_is_listed_with_its_versions_in_80_columns() {
        Ran ran = Shell.quiet().run("rules");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
        String words = ran.out().replaceAll("\\s+", " ");
        for (VersionRule<?> rule : RuleRegister.all()) {
            List<String> changes = rule.changes().stream().map(String::valueOf).toList();
            assertThat(words).contains(" " + rule.id() + " " + String.join(", ", changes) + " ");
        }
    }

    @Test
    void a_rule_shows_its_values_and_where_they_were_read() {
        Ran ran = Shell.quiet().run("rules", "cumem-host-tried-first");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("  before 2.26.3  no\n", "  from 2.26.3    yes\n", "ncclCuMemHostEnable@v2.26.3-1\n");
    }

    @Test
    void as_json_each_value_has_its_version_and_source() {
        Ran ran = Shell.quiet().run("rules", "shm-appended", "--format", "json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .startsWith("{\n  \"$schema\": \"urn:shmfit:schema:rules-1\"")
                .contains("\"from\" : \"2.16.2\"", "\"value\" : \"4\"", "ncclShmOpen@v2.16.2-1");
    }

    @Test
    void an_unknown_id_is_wrong_usage_and_gets_the_nearest() {
        Ran ran = Shell.quiet().run("rules", "cumem-host-tried-frist");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("did you mean cumem-host-tried-first?", "\"shmfit rules\" lists them");
        assertThat(Shell.quiet().run("rules", "zzzzzzzz").err()).contains("no rule \"zzzzzzzz\"; \"shmfit rules\"");
    }

    /** Values are told apart by their text, or the page would not hold an edge. */
    @Test
    void neighbouring_values_read_differently() {
        for (RuleV1 rule : RuleV1.all()) {
            for (int i = 1; i < rule.values().size(); i++) {
                assertThat(rule.values().get(i).value())
                        .as("%s %s", rule.id(), rule.values().get(i).from())
                        .isNotEqualTo(rule.values().get(i - 1).value())
                        .doesNotContain("@");
            }
        }
    }
}
