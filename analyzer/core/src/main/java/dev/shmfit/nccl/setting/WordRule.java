package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.graph.PathOrder;
import dev.shmfit.text.Text;
import dev.shmfit.topology.PathType;
import dev.shmfit.units.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which words NCCL understands in the variables that it reads as text. */
final class WordRule {
    private WordRule() {}

    /**
     * What is wrong with a text.
     *
     * @param otherwise what NCCL does with it, as a sentence part after "NCCL"
     * @param remedy what it takes
     */
    record Broken(Text otherwise, Text remedy, String source) {}

    static Optional<Broken> broken(String name, NcclVersion version, String text) {
        return switch (name) {
            case "NCCL_P2P_LEVEL", "NCCL_NET_GDR_LEVEL" -> level(version, text);
            case "NCCL_DEBUG" ->
                oneOf(
                        text,
                        List.of("VERSION", "WARN", "INFO", "ABORT", "TRACE"),
                        Text.of("setting/logs-nothing"),
                        "src/debug.cc ncclDebugInit");
            case "NCCL_DEBUG_SUBSYS" -> subsystems(version, text);
            case "NCCL_LAUNCH_MODE" ->
                SettingRules.WORDS_FOR_LAUNCH.at(version)
                        ? oneOf(
                                text,
                                List.of("GROUP", "PARALLEL"),
                                Text.of("setting/takes", "word", "PARALLEL"),
                                "src/init.cc")
                        : Optional.empty();
            case "NCCL_SOCKET_FAMILY" ->
                List.of("AF_INET", "AF_INET6").contains(text)
                        ? Optional.empty()
                        : Optional.of(new Broken(
                                Text.of("setting/any-family"),
                                Text.of("setting/capitals", "words", "AF_INET, AF_INET6"),
                                "src/misc/socket.cc envSocketFamily"));
            case "NCCL_CHECK_MODE" ->
                oneOf(
                        text,
                        List.of("DEBUG_GLOBAL", "DEBUG_LOCAL"),
                        Text.of("setting/as-if-not-set"),
                        "src/init.cc@v2.29.7-1");
            case "NCCL_NETDEVS_POLICY" ->
                text.toUpperCase(Locale.ROOT).matches("MAX:\\s*[1-9]\\d*.*")
                        ? Optional.empty()
                        : oneOf(
                                text,
                                List.of("AUTO", "ALL", "MAX:1"),
                                Text.of("setting/takes", "word", "AUTO"),
                                "src/graph/topo.cc getNetDevsPolicyOnce@v2.28.3-1");
            case "NCCL_CTA_POLICY" -> SettingRules.WORDS_FOR_POLICY.at(version) ? policy(text) : Optional.empty();
            case "NCCL_SET_THREAD_NAME", "NCCL_WARN_ENABLE_DEBUG_INFO" ->
                SettingRules.TYPED.at(version) ? truth(text) : Optional.empty();
            case "NCCL_PARAM_DUMP_ALL" -> truth(text);
            default -> Optional.empty();
        };
    }

    /** Words are compared letter for letter; what begins with a digit is one of the old levels; all else is passed over. */
    private static Optional<Broken> level(NcclVersion version, String text) {
        List<String> words =
                PathOrder.of(version).levels().stream().map(PathType::name).toList();
        boolean number = !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
        if (words.contains(text) || number) {
            return Optional.empty();
        }
        return Optional.of(new Broken(
                Text.of("setting/as-if-not-set"),
                Text.of("setting/capitals-or-number", "words", String.join(", ", words), "hint", hint(words, text)),
                "src/graph/paths.cc ncclGetLevel"));
    }

    private static Optional<Broken> oneOf(String text, List<String> words, Text otherwise, String source) {
        return words.stream().anyMatch(w -> w.equalsIgnoreCase(text))
                ? Optional.empty()
                : Optional.of(new Broken(
                        otherwise,
                        Text.of("setting/one-of", "words", String.join(", ", words), "hint", hint(words, text)),
                        source));
    }

    private static Optional<Broken> subsystems(NcclVersion version, String text) {
        VersionRule.Entry<List<String>> known = SettingRules.SUBSYSTEMS.entryAt(version);
        List<String> strange = Arrays.stream((text.startsWith("^") ? text.substring(1) : text).split(",", -1))
                .map(String::strip)
                .filter(w -> !w.isEmpty() && known.value().stream().noneMatch(k -> k.equalsIgnoreCase(w)))
                .toList();
        if (strange.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", strange);
        Text otherwise = SettingRules.TYPED.at(version)
                ? Text.of("setting/default-subsystems", "words", names)
                : Text.of("setting/passes-over", "words", names);
        return Optional.of(new Broken(
                otherwise,
                Text.of(
                        "nccl/words-out-of",
                        "words",
                        String.join(", ", known.value()),
                        "hint",
                        hint(known.value(), strange.get(0))),
                "src/debug.cc@v" + known.from() + "-1"));
    }

    private static Optional<Broken> policy(String text) {
        boolean old = text.matches("[012].*");
        boolean words = Arrays.stream(text.split("\\|", -1))
                .filter(w -> !w.isEmpty())
                .allMatch(w -> List.of("DEFAULT", "EFFICIENCY", "ZERO").contains(w.toUpperCase(Locale.ROOT)));
        return old || words
                ? Optional.empty()
                : Optional.of(new Broken(
                        Text.of("setting/passes-over-unknown"),
                        Text.of("setting/joined", "words", "DEFAULT, EFFICIENCY, ZERO"),
                        "src/init.cc getEnvCtaPolicyOnce@v2.29.2-1"));
    }

    private static Optional<Broken> truth(String text) {
        return List.of("0", "1", "F", "T", "FALSE", "TRUE").contains(text.toUpperCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Broken(
                        Text.of("setting/takes-default"),
                        Text.verbatim("1, T, TRUE, 0, F, FALSE"),
                        "src/include/param/parser_default.h@v2.30.7-1"));
    }

    /** The word that was meant, perhaps. */
    static Text hint(List<String> words, String text) {
        return DidYouMean.among(words, text)
                .map(w -> Text.of("setting/did-you-mean", "word", w))
                .orElse(Text.EMPTY);
    }
}
