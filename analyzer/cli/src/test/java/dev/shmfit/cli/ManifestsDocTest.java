package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.Golden;
import dev.shmfit.lint.LintRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on manifests lists every rule, in its own words. */
class ManifestsDocTest {
    private static final Path PAGE = Path.of(System.getProperty("shmfit.root"), "docs", "manifests.md");
    private static final String RULES = "## Rules\n";

    @Test
    void the_page_holds_every_rule_with_its_severity_and_reason() throws IOException {
        String page = Files.readString(PAGE);
        int at = page.indexOf(RULES);
        String head = at < 0 ? page : page.substring(0, at);
        String rules = Arrays.stream(LintRule.values())
                .map(r -> "\n### " + r.id() + "\n\nA " + r.severity().word() + ": " + r.title() + ". " + r.why() + "\n")
                .collect(Collectors.joining());
        Golden.check(PAGE, () -> head + RULES + rules);
    }

    @Test
    void every_rule_is_shown_by_a_file_of_the_corpus() throws IOException {
        String corpus =
                Files.readString(Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests", "corpus.tsv"));
        assertThat(Arrays.stream(LintRule.values()).map(LintRule::id).filter(id -> !corpus.contains(id)))
                .isEmpty();
    }
}
