package dev.shmfit.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.lint.LintRule;
import dev.shmfit.reports.FindingAddress;
import dev.shmfit.reports.rules.RuleV1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site that the build makes of the documentation. */
class SiteTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir
    private static Path site;

    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void build() throws IOException {
        Path analyzer = Files.writeString(site.resolve("analyzer"), "<!doctype html><title>analyzer</title>");
        Path out = site.resolve("site");
        SiteBuilder.main(new String[] {
            ROOT.toString(),
            ROOT.resolve("analyzer/web/src/main/site/page.html").toString(),
            analyzer.toString(),
            out.toString()
        });
        try (Stream<Path> all = Files.walk(out)) {
            for (Path page : all.filter(p -> p.toString().endsWith(".html")).toList()) {
                PAGES.put(out.relativize(page).toString(), Files.readString(page));
            }
        }
    }

    @Test
    void every_finding_cause_and_rule_has_a_page_at_its_address() {
        List<String> findings = Explanations.all().stream().map(Explanation::id).toList();
        assertThat(findings).hasSizeGreaterThan(50);
        for (String id : findings) {
            assertThat(PAGES).containsKey("findings/" + id + ".html");
            assertThat(FindingAddress.absolute(id)).endsWith("/findings/" + id + ".html");
        }
        for (LintRule rule : LintRule.values()) {
            assertThat(PAGES).containsKey("lint/" + rule.id() + ".html");
            assertThat(FindingAddress.ofManifestRule(rule.id())).endsWith("/lint/" + rule.id() + ".html");
        }
        for (RuleV1 rule : RuleV1.all()) {
            assertThat(PAGES).containsKey("rules/" + rule.id() + ".html");
        }
    }

    @Test
    void every_link_leads_somewhere_in_the_site() {
        List<String> broken = PAGES.entrySet().stream()
                .flatMap(page -> named(page.getValue()).stream()
                        .filter(link -> !link.matches("[a-z]+:.*") && !leads(page.getKey(), link))
                        .map(link -> page.getKey() + ": " + link))
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void a_page_of_a_finding_tells_what_the_documentation_tells() {
        assertThat(PAGES.get("findings/shm-too-small.html"))
                .contains("<h1 id=\"shm-too-small\">shm-too-small</h1>", "What to do:", "NCCL_SHM_DISABLE=1")
                .doesNotContain("ray-store-exceeds-shm")
                .contains("href=\"../docs/findings.html#shm-too-small\"");
    }

    @Test
    void the_page_about_the_analyzer_holds_it_and_no_page_asks_elsewhere() {
        assertThat(PAGES.get("docs/web-page.html")).contains("<iframe src=\"../try.html\"");
        PAGES.forEach((name, page) -> {
            if (!name.equals("try.html")) {
                assertThat(page).as(name).contains("default-src 'none'").doesNotContain("<script", "src=\"http");
            }
        });
    }

    private static List<String> named(String page) {
        return NAMED.matcher(page).results().map(r -> r.group(1)).collect(Collectors.toList());
    }

    private static boolean leads(String from, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        String file = path.isEmpty()
                ? from
                : Path.of(from).resolveSibling(path).normalize().toString();
        if (hash < 0 || hash == link.length() - 1) {
            return Files.isRegularFile(site.resolve("site").resolve(file));
        }
        Matcher id = Pattern.compile(" id=\"" + Pattern.quote(link.substring(hash + 1)) + "\"")
                .matcher(PAGES.getOrDefault(file, ""));
        return id.find();
    }
}
