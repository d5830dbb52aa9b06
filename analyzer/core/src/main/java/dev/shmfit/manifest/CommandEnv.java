package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Variables that command lines set themselves: before a command, by {@code export} and {@code env}, by Open MPI's
 * {@code -x} and by srun's {@code --export}.
 */
final class CommandEnv {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[A-Za-z_]\\w*=.*");

    private CommandEnv() {}

    /** The variables, later ones over earlier ones. */
    static Map<String, Reading<String>> of(List<List<Word>> commands) {
        Map<String, Reading<String>> all = new LinkedHashMap<>();
        for (List<Word> words : commands) {
            int first = behind(words);
            words.subList(0, first).forEach(w -> put(w, all));
            String program =
                    first < words.size() ? CommandWords.base(words.get(first).text()) : "";
            switch (program) {
                case "export", "env", "declare" ->
                    words.subList(first + 1, words.size()).forEach(w -> put(w, all));
                case "mpirun", "mpiexec", "horovodrun" -> {
                    for (int i = first; i + 1 < words.size(); i++) {
                        if (words.get(i).text().equals("-x")) {
                            put(words.get(i + 1), all);
                        }
                    }
                }
                case "srun" ->
                    LaunchReader.option(words, List.of("--export")).ifPresent(w -> {
                        for (String part : w.text().split(",", -1)) {
                            put(new Word(part, w.at()), all);
                        }
                    });
                default -> {}
            }
        }
        return all;
    }

    /** How many words at the beginning of a command set variables for it. */
    static int behind(List<Word> words) {
        int i = 0;
        while (i < words.size() && ASSIGNMENT.matcher(words.get(i).text()).matches()) {
            i++;
        }
        return i;
    }

    private static void put(Word w, Map<String, Reading<String>> into) {
        if (ASSIGNMENT.matcher(w.text()).matches()) {
            int equals = w.text().indexOf('=');
            String value = w.text().substring(equals + 1);
            into.put(
                    w.text().substring(0, equals),
                    value.contains("$") || value.contains("`")
                            ? Reading.absent("a shell computes it")
                            : Reading.known(value, w.at().source()));
        }
    }
}
