package dev.shmfit.nccl.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.setting.NcclVariable;
import dev.shmfit.nccl.setting.NcclVariables;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two tables date NCCL's settings: the register of rules, which the forecast asks, and the list of variables that a script
 * reads out of NCCL's source. What both tell has one date.
 */
class SettingsInRegisterTest {
    private static final Pattern NAME = Pattern.compile("NCCL_[A-Z0-9_]*[A-Z0-9]");
    private static final Pattern IS_READ =
            Pattern.compile("^whether NCCL_[A-Z0-9_]+(?: and NCCL_[A-Z0-9_]+)* (?:is|are) read\\.?$");

    private static List<String> settings(VersionRule<?> rule) {
        return NAME.matcher(rule.decides()).results().map(MatchResult::group).toList();
    }

    private static NcclVersion first(String setting) {
        return NcclVariables.named(setting).stream()
                .map(NcclVariable::first)
                .findFirst()
                .orElseThrow(() -> new AssertionError(setting + " is no variable of NCCL's"));
    }

    private static NcclVersion firstChange(VersionRule<?> rule) {
        return rule.changes().get(0);
    }

    private static boolean isAboutReading(VersionRule<?> rule) {
        String decides = rule.decides();
        return IS_READ.matcher(decides.substring(0, 1).toLowerCase(Locale.ROOT) + decides.substring(1))
                .matches();
    }

    static Stream<VersionRule<?>> rules() {
        return RuleRegister.all().stream().filter(r -> !settings(r).isEmpty());
    }

    static Stream<VersionRule<?>> rulesAboutReading() {
        return rules().filter(SettingsInRegisterTest::isAboutReading);
    }

    @Test
    void there_are_rules_of_both_sorts() {
        assertThat(rules()).hasSizeGreaterThan(15);
        assertThat(rulesAboutReading()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void no_rule_is_older_than_the_setting_that_it_is_about(VersionRule<?> rule) {
        for (String setting : settings(rule)) {
            if (first(setting).compareTo(KnownVersions.OLDEST) > 0) {
                assertThat(firstChange(rule)).as(rule.id()).isGreaterThanOrEqualTo(first(setting));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rulesAboutReading")
    void a_setting_is_read_from_the_version_on_that_has_it(VersionRule<?> rule) {
        for (String setting : settings(rule)) {
            assertThat(rule.changes()).as(rule.id()).containsExactly(first(setting));
        }
    }
}
