package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.VersionRule;
import java.util.List;
import java.util.stream.Stream;

/** How NCCL reads settings that are words, by version. */
public final class SettingRules {
    private static final String DEBUG = "src/debug.cc ncclDebugInit@v";
    private static final List<String> OLDEST = List.of("INIT", "COLL", "P2P", "SHM", "NET", "GRAPH", "TUNING", "ALL");

    static final VersionRule<List<String>> SUBSYSTEMS = subsystems();

    static final VersionRule<Boolean> WORDS_FOR_LAUNCH = VersionRule.from(
            "launch-mode-words",
            "whether NCCL_LAUNCH_MODE is compared with its words",
            13,
            4,
            "src/init.cc ncclCommInitRankFunc@v2.13.4-1");

    static final VersionRule<Boolean> WORDS_FOR_POLICY = VersionRule.from(
                    "cta-policy-words",
                    "whether NCCL_CTA_POLICY has words",
                    29,
                    2,
                    "src/init.cc getEnvCtaPolicyOnce@v2.29.2-1")
            .unseenBefore("NCCL_CTA_POLICY is a number");

    static final VersionRule<Boolean> TYPED = VersionRule.from(
            "settings-typed",
            "whether settings have types, and what does not parse is the default",
            30,
            7,
            "src/include/param/parser_default.h@v2.30.7-1");

    private SettingRules() {}

    /** Every rule of this package. */
    public static List<VersionRule<?>> all() {
        return List.of(SUBSYSTEMS, WORDS_FOR_LAUNCH, WORDS_FOR_POLICY, TYPED, NumberRule.NUMBERS);
    }

    private static VersionRule<List<String>> subsystems() {
        VersionRule<List<String>> rule = VersionRule.of("debug-subsystems", "the words of NCCL_DEBUG_SUBSYS")
                .since(5, 6, OLDEST, DEBUG + "2.5.6-1");
        rule = more(rule, 7, 3, "ENV");
        rule = more(rule, 9, 9, "ALLOC");
        rule = more(rule, 13, 4, "CALL");
        rule = more(rule, 17, 1, "NVLS");
        rule = more(rule, 18, 1, "PROXY");
        rule = more(rule, 21, 5, "BOOTSTRAP", "REG");
        rule = more(rule, 22, 3, "PROFILE");
        rule = more(rule, 24, 3, "RAS");
        rule = more(rule, 30, 3, "DESTROY");
        return more(rule, 30, 7, "ALLOC_HOST");
    }

    private static VersionRule<List<String>> more(
            VersionRule<List<String>> rule, int minor, int patch, String... words) {
        List<String> known = rule.entries().get(rule.entries().size() - 1).value();
        return rule.then(
                minor,
                patch,
                Stream.concat(known.stream(), Stream.of(words)).toList(),
                DEBUG + "2." + minor + "." + patch + "-1");
    }
}
