package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import dev.shmfit.units.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What in NCCL_ALGO or NCCL_PROTO a version of NCCL does not understand. */
public final class AlgorithmSetting {
    /**
     * What is wrong with it.
     *
     * @param why as a sentence part
     * @param remedy the words that NCCL knows
     * @param fails whether NCCL refuses the whole setting and fails, as it does from 2.24.3 on
     */
    public record Refusal(Text why, Text remedy, boolean fails, String source) {}

    private AlgorithmSetting() {}

    /** Empty where all is understood, and for every other variable. */
    public static Optional<Refusal> refusal(String name, String text, NcclVersion version) {
        return switch (name) {
            case "NCCL_ALGO" -> refusal(text, version, AlgoEligibility.algorithmWords(version));
            case "NCCL_PROTO" -> refusal(text, version, AlgoEligibility.protocolWords());
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> refusal(String text, NcclVersion version, List<String> words) {
        boolean strict = AlgoEligibility.STRICT_LISTS.at(version);
        String source = AlgoEligibility.STRICT_LISTS.entryAt(version).source();
        Text known = Text.of("nccl/words-out-of", "words", String.join(", ", words), "hint", hint(text, words));
        if (strict) {
            return SelectionList.strict(text, words).error().map(why -> new Refusal(why, known, true, source));
        }
        List<String> strange = Arrays.stream((text.startsWith("^") ? text.substring(1) : text).split(",", -1))
                .filter(w -> !w.isEmpty() && !isOneOf(words, w))
                .toList();
        return strange.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Refusal(Text.of("nccl/list-element", "element", strange.get(0)), known, false, source));
    }

    private static boolean isOneOf(List<String> words, String word) {
        return words.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)));
    }

    private static Text hint(String text, List<String> words) {
        return Arrays.stream(text.split("[,;:^]", -1))
                .filter(w -> !w.isEmpty() && !isOneOf(words, w))
                .findFirst()
                .flatMap(w -> DidYouMean.among(words, w))
                .map(w -> Text.of("setting/did-you-mean", "word", w))
                .orElse(Text.EMPTY);
    }
}
