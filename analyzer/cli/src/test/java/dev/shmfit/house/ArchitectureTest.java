package dev.shmfit.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.shmfit");

    private static final JavaClasses SAMPLE = new ClassFileImporter().importPackages("dev.shmfit.house.sample");

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfTheProject")
    void the_project_keeps(ArchRule rule) {
        rule.check(PROJECT);
    }

    @ParameterizedTest(name = "{0} because of {1}")
    @MethodSource("rulesAndTheirBreakers")
    void the_sample_breaks(ArchRule rule, String breaker) {
        assertThatThrownBy(() -> rule.check(SAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated")
                .hasMessageContaining(breaker);
    }

    @Test
    void every_stage_of_the_street_and_every_module_is_looked_at() {
        assertThat(PROJECT.stream().map(c -> c.getPackageName().split("\\.", 4)[2]))
                .contains(
                        "units",
                        "capture",
                        "facts",
                        "parse",
                        "topology",
                        "nccl",
                        "shm",
                        "verdict",
                        "ingest",
                        "analysis")
                .contains("fixtures", "probes", "reports", "cli")
                .doesNotContain("house");
    }

    static Stream<ArchRule> rulesOfTheProject() {
        HouseRules rules = new HouseRules("dev.shmfit");
        return Stream.of(
                        List.of(
                                rules.street(),
                                rules.everyPackageHasItsPlace(),
                                rules.smallRecords(),
                                rules.roomsOfCli(),
                                rules.noInputOrOutput(),
                                rules.noClockNoEnvironment(),
                                rules.reportIsSelfContained()),
                        rules.noCycles(),
                        rules.jgraphtOnlyInTopology(),
                        rules.modulesAround())
                .flatMap(List::stream);
    }

    static Stream<Arguments> rulesAndTheirBreakers() {
        HouseRules rules = new HouseRules("dev.shmfit.house.sample");
        return Stream.of(
                Arguments.of(rules.street(), "SeesAStageAfterIt"),
                Arguments.of(rules.street(), "SeesText"),
                Arguments.of(rules.street(), "ReadsTheCaptureAgain"),
                Arguments.of(rules.everyPackageHasItsPlace(), "HasNoPlace"),
                Arguments.of(rules.smallRecords(), "HoldsTooMuch"),
                Arguments.of(rules.roomsOfCli(), "AsksACommand"),
                Arguments.of(rules.roomsOfCli(), "SeesTheFrame"),
                Arguments.of(rules.noInputOrOutput(), "OpensAFile"),
                Arguments.of(rules.noClockNoEnvironment(), "ReadsTheClock"),
                Arguments.of(rules.noClockNoEnvironment(), "ReportV1"),
                Arguments.of(rules.reportIsSelfContained(), "ReportV1"),
                Arguments.of(rules.noCycles().get(0), "SeesAStageAfterIt"),
                Arguments.of(rules.noCycles().get(1), "SeesAGraphLibrary"),
                Arguments.of(rules.noCycles().get(1), "ProbesAMachine"),
                Arguments.of(rules.noCycles().get(1), "AsksTheWhole"),
                Arguments.of(rules.jgraphtOnlyInTopology().get(0), "SeesAGraphLibrary"),
                Arguments.of(rules.jgraphtOnlyInTopology().get(1), "ShowsItsGraph"),
                Arguments.of(rules.modulesAround().get(0), "KnowsAModuleAround"),
                Arguments.of(rules.modulesAround().get(1), "SeesCore"),
                Arguments.of(rules.modulesAround().get(2), "GivesAMeaning"),
                Arguments.of(rules.modulesAround().get(3), "ReportV1"));
    }
}
