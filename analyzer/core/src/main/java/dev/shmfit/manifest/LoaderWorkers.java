package dev.shmfit.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The workers of a DataLoader in a command line: an option, or a key as Hydra and Lightning's command line write it. */
final class LoaderWorkers {
    /** The last part of a name, which says by itself what works. */
    private static final Set<String> NAMES = Set.of(
            "num_workers",
            "dataloader_num_workers",
            "data_loader_num_workers",
            "dataloader_workers",
            "loader_num_workers",
            "loader_workers",
            "data_workers",
            "num_data_workers",
            "train_num_workers",
            "num_workers_per_gpu",
            "workers_per_gpu",
            "num_dataloader_workers",
            "nworkers");

    /** What servers of requests, preprocessors and make call their processes, too. */
    private static final Set<String> COMMON = Set.of("workers", "j");

    private static final Pattern OPTION = Pattern.compile("(?:-{1,2}|\\+{0,2})([A-Za-z_][\\w.-]*)(=.*)?");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,3}");
    /** What only a program that trains is told. */
    private static final Pattern TRAINS = Pattern.compile(
            "(?i)(?!-)(?:.*[/.])?[\\w-]*train[\\w-]*(?:\\.py)?|main\\.py|"
                    + "(?:--?|\\+{0,2})(?:[\\w-]+\\.){0,32}(?:b|lr|arch|(?:\\w+[_-])?(?:batch[_-]size|epochs?|learning[_-]rate|optimizer|max[_-]steps))(?:=.*)?");

    private LoaderWorkers() {}

    /** The count of workers; empty where no option gives one. */
    static Optional<Word> of(List<Word> words) {
        Optional<Word> found = Optional.empty();
        boolean trains = words.stream().anyMatch(w -> TRAINS.matcher(w.text()).matches());
        for (int i = 0; i < words.size(); i++) {
            Matcher m = OPTION.matcher(words.get(i).text());
            if (!m.matches() || !isLoader(m.group(1), trains)) {
                continue;
            }
            Optional<Word> value = value(words, i, m.group(2) == null ? "" : m.group(2));
            found = value.filter(w -> COUNT.matcher(w.text()).matches());
        }
        return found;
    }

    private static Optional<Word> value(List<Word> words, int i, String joined) {
        if (!joined.isEmpty()) {
            return Optional.of(new Word(joined.substring(1), words.get(i).at()));
        }
        boolean option = words.get(i).text().startsWith("-");
        return option && i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
    }

    private static boolean isLoader(String name, boolean trains) {
        String last =
                name.substring(name.lastIndexOf('.') + 1).replace('-', '_').toLowerCase(Locale.ROOT);
        return NAMES.contains(last) || (trains && COMMON.contains(last));
    }
}
