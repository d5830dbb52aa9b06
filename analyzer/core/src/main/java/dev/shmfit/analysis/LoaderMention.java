package dev.shmfit.analysis;

import dev.shmfit.ingest.Coverage;
import dev.shmfit.units.UserInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What prose says of a DataLoader near its count of workers: the call is often written over several lines. */
final class LoaderMention {
    /** Lines before and behind. */
    private static final int NEAR = 8;
    /** Of a rank: what DeepSpeed calls {@code train_batch_size} is the whole job's. */
    private static final Pattern BATCH = Pattern.compile(
            "(?:(?<![A-Za-z_])(?<![A-Za-z]-)|(?<=per[_-]device[_-]train[_-])|(?<=micro[_-]))batch[_-]size[\"' =:]{1,4}(\\d{1,6})\\b");

    private static final Pattern PREFETCH = Pattern.compile("\\bprefetch[_-]factor[\"' =:]{1,4}(\\d{1,4})\\b");
    private static final String NOT_SAID = "…";

    private LoaderMention() {}

    /**
     * The option that states the loader.
     *
     * @param workers the mention of their count
     * @param prose all of it
     */
    static String option(Mention workers, List<Coverage.Prose> prose) {
        List<String> near = prose.stream()
                .filter(p -> p.source().item().equals(workers.source().item())
                        && Math.abs(p.source().line() - workers.source().line()) <= NEAR)
                .map(Coverage.Prose::text)
                .toList();
        return UserInput.LOADER + " workers=" + workers.value()
                + first(PREFETCH, near).map(p -> ",prefetch=" + p).orElse("")
                + ",batch=" + first(BATCH, near).orElse(NOT_SAID) + ",sample=" + NOT_SAID;
    }

    private static Optional<String> first(Pattern pattern, List<String> lines) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .findFirst();
    }
}
