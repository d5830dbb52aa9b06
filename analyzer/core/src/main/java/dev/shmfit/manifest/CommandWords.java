package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command lines of a container: its command and arguments, and the script where a shell runs one. */
final class CommandWords {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");

    private CommandWords() {}

    /** Of a container of Kubernetes', Argo's script among them. */
    static List<List<Word>> ofTree(Tree container) {
        List<Word> words = new ArrayList<>(list(container.get("command")));
        words.addAll(list(container.get("args")));
        List<List<Word>> all = new ArrayList<>(expanded(words));
        container.leaf("source").ifPresent(l -> all.addAll(ShellText.ofLeaf(l).commands()));
        return all;
    }

    /** A list of words as it stands. */
    static List<Word> list(Optional<Tree> tree) {
        List<Word> words = new ArrayList<>();
        tree.filter(t -> t instanceof Tree.Items)
                .ifPresent(t -> t.items().forEach(i -> {
                    if (i instanceof Tree.Leaf l) {
                        words.add(new Word(l.text(), l.at()));
                    }
                }));
        return words;
    }

    /** The command lines that words stand for: themselves, or what a shell runs behind {@code -c}. */
    static List<List<Word>> expanded(List<Word> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        int shell = SHELLS.contains(base(words.get(0).text())) ? 1 : words.size();
        for (int i = shell; i < words.size(); i++) {
            String option = words.get(i).text();
            if (option.matches("-[a-zA-Z]*c") && i + 1 < words.size()) {
                return ShellText.of(words.get(i + 1)).commands();
            }
            if (!option.startsWith("-") && !option.startsWith("+")) {
                break;
            }
        }
        return List.of(words);
    }

    static String base(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
