package dev.shmfit.nccl.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.transport.TransportVersionRules;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleRegisterTest {
    private static final ImportOption SHIPPED =
            location -> !location.contains("/test-classes/") && !location.contains("/test/");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(SHIPPED).importPackages("dev.shmfit");

    /** Where a version may be written down: the register's own parts, and tables about other things than rules. */
    private static final Set<String> NAME_VERSIONS = Set.of(
            "dev.shmfit.nccl.VersionRule",
            "dev.shmfit.nccl.VersionRule$Named",
            "dev.shmfit.nccl.NcclVersion",
            "dev.shmfit.nccl.KnownVersions",
            "dev.shmfit.nccl.register.RuleRegister",
            "dev.shmfit.analysis.stated.TorchBundles",
            "dev.shmfit.analysis.stated.ImageBundles",
            "dev.shmfit.analysis.stated.TorchBundles$OtherBuild");

    /** Lists of releases, NCCL's and PyTorch's, examples of what an option takes, and a format's own version. */
    private static final Set<String> TABLES = Set.of(
            "NcclReleases.java", "TorchBundles.java", "ImageBundles.java", "AssumeHelp.java", "SarifReport.java");

    @Test
    void every_rule_in_the_code_is_in_the_register() throws ReflectiveOperationException {
        List<Object> found = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(VersionRule.class)) {
                    Field reflected = field.reflect();
                    reflected.setAccessible(true);
                    found.add(reflected.get(null));
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(100);
        assertThat(new ArrayList<Object>(RuleRegister.all())).containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void no_version_is_written_down_outside_of_rules() {
        List<String> elsewhere = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(NcclVersion.class)
                            && call.getName().equals("of"))
                    .filter(call -> !NAME_VERSIONS.contains(type.getName()))
                    .filter(call -> !type.getPackageName().startsWith("dev.shmfit.bench"))
                    .forEach(call -> elsewhere.add(call.getDescription()));
        }
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void ids_are_unique_and_spelt_alike() {
        List<String> ids = RuleRegister.all().stream().map(VersionRule::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    }

    @Test
    void every_entry_changes_something_has_a_source_with_its_tag_and_begins_at_a_release() {
        for (VersionRule<?> rule : RuleRegister.all()) {
            assertThat(rule.decides()).as(rule.id()).isNotBlank();
            for (int i = 0; i < rule.entries().size(); i++) {
                VersionRule.Entry<?> entry = rule.entries().get(i);
                assertThat(entry.source()).as(rule.id()).contains("src/");
                if (i > 0) {
                    assertThat(entry.value())
                            .as("%s: something changes at %s", rule.id(), entry.from())
                            .isNotEqualTo(rule.entries().get(i - 1).value());
                    assertThat(NcclReleases.ALL.contains(entry.from())
                                    || entry.from().compareTo(KnownVersions.OLDEST) < 0)
                            .as("%s: %s", rule.id(), entry.from())
                            .isTrue();
                    assertThat(entry.source())
                            .as("%s: the source of a change is its own tag", rule.id())
                            .contains("@v" + entry.from());
                }
            }
        }
    }

    @Test
    void change_points_are_all_there_and_no_others() {
        Set<NcclVersion> points = new HashSet<>(List.of(KnownVersions.OLDEST));
        RuleRegister.all().forEach(rule -> points.addAll(rule.changes()));
        // A file of an older version is known by its size, but no forecast is made for it.
        points.removeIf(v -> v.compareTo(KnownVersions.OLDEST) < 0);
        assertThat(RuleRegister.changePoints()).isSorted().hasSameElementsAs(points);
        assertThat(RuleRegister.changePoints())
                .contains(NcclVersion.of(2, 16, 5), NcclVersion.of(2, 27, 6), NcclVersion.of(2, 29, 7));
    }

    /** A text for people takes a version from the rule: one that is written down would outlive it. Examples are none. */
    @Test
    void no_text_names_a_version_of_nccl_that_it_does_not_have_from_a_rule() throws IOException {
        Pattern literal = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        Pattern version = Pattern.compile("(?:(?<![\\w.@v])2\\.\\d{1,2}\\.\\d{1,2}"
                + "|(?:NCCL|versions?|before|from|since|until|to|in) \\(?2\\.\\d{1,2})(?![\\w.]|-1| GT)");
        Path root = Path.of(System.getProperty("shmfit.root", "../.."));
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (String module : List.of("analyzer/core", "reports")) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(root.resolve(module + "/src/main/java"))) {
                files = walk.filter(f -> f.toString().endsWith(".java"))
                        .sorted()
                        .toList();
            }
            for (Path file : files) {
                if (TABLES.contains(file.getFileName().toString())) {
                    continue;
                }
                for (String line : Files.readAllLines(file)) {
                    Matcher text = literal.matcher(line);
                    while (text.find()) {
                        seen++;
                        if (version.matcher(text.group(1)).find()
                                && !text.group(1).contains("such as")
                                && !line.matches(".*(src/|POSTSET|[a-z]+ torch |measured with ).*")) {
                            wrong.add(file.getFileName() + ": " + text.group(1));
                        }
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(2000);
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_newest_known_version_is_the_newest_release() {
        assertThat(KnownVersions.NEWEST).isEqualTo(NcclReleases.ALL.get(NcclReleases.ALL.size() - 1));
        assertThat(KnownVersions.OLDEST).isEqualTo(NcclReleases.ALL.get(0));
    }

    @Test
    void every_rule_is_found_by_its_id() {
        assertThat(RuleRegister.all())
                .allSatisfy(rule -> assertThat(RuleRegister.of(rule.id()))
                        .hasValueSatisfying(found -> assertThat((Object) found).isSameAs(rule)));
        assertThat(RuleRegister.of("no-such-rule")).isEmpty();
    }

    @Test
    void the_release_before_is_the_last_that_is_older() {
        assertThat(NcclReleases.before(NcclVersion.of(2, 22, 3))).isEqualTo(NcclVersion.of(2, 21, 5));
        assertThat(NcclReleases.before(NcclVersion.of(2, 22, 0))).isEqualTo(NcclVersion.of(2, 21, 5));
        assertThat(NcclReleases.before(NcclVersion.of(2, 16, 5))).isEqualTo(NcclVersion.of(2, 16, 2));
    }

    @Test
    void a_change_is_found_by_its_number_and_the_last_by_its_rule() {
        assertThat(RuleRegister.change("p2p-copy-engine", 1)).isEqualTo(NcclVersion.of(2, 13, 4));
        assertThat(RuleRegister.latest("p2p-copy-engine")).isEqualTo(NcclVersion.of(2, 13, 4));
        assertThat(RuleRegister.change("shm-file-extended-by", 1)).isEqualTo(NcclVersion.of(2, 12, 7));
        assertThat(RuleRegister.latest("shm-file-extended-by")).isEqualTo(NcclVersion.of(2, 19, 1));
        assertThatThrownBy(() -> RuleRegister.change("p2p-copy-engine", 0)).hasMessageContaining("no change 0");
        assertThatThrownBy(() -> RuleRegister.change("p2p-copy-engine", 2)).hasMessageContaining("no change 2");
        assertThatThrownBy(() -> RuleRegister.latest("no-such-rule")).hasMessageContaining("no-such-rule");
    }

    /** src/transport/p2p.cc initCeOperation came with 2.13.4; ncclTopoCheckP2p reads the level from amd's own default. */
    @Test
    void what_texts_ask_for_is_what_the_rules_say() {
        assertThat(TransportVersionRules.copiesByEngine(NcclVersion.of(2, 12, 12)))
                .isFalse();
        assertThat(TransportVersionRules.copiesByEngine(NcclVersion.of(2, 13, 4)))
                .isTrue();
        assertThat(RuleRegister.amdLevelChanged()).isEqualTo(RuleRegister.latest("p2p-level-default"));
    }
}
