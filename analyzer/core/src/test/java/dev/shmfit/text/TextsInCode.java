package dev.shmfit.text;

import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The messages that the sources ask for.
 *
 * @param whole ids that stand in the code
 * @param begun beginnings of ids that the code completes; they end in {@code -} or {@code .}
 * @param calls of {@code Text.of} with an id that stands there
 */
record TextsInCode(Set<String> whole, Set<String> begun, List<Call> calls) {
    /**
     * A call of {@code Text.of}.
     *
     * @param arguments the names that it gives
     */
    record Call(Path file, String id, Set<String> arguments) {}

    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));

    static TextsInCode read() throws IOException {
        java.util.regex.Pattern id = java.util.regex.Pattern.compile(
                "\"((?:" + String.join("|", Messages.AREAS) + ")/[a-z0-9][A-Za-z0-9.-]*)\"");
        TextsInCode found = new TextsInCode(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        for (String module : List.of("analyzer/core", "analyzer/cli", "reports")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                for (Path file : files.filter(f ->
                                f.toString().endsWith(".java") || f.toString().endsWith(".jte"))
                        .toList()) {
                    found.read(file, id);
                }
            }
        }
        for (Explanation e : Explanations.all()) {
            found.text(e.title());
            found.text(e.cause());
            found.text(e.fix());
        }
        return found;
    }

    /** The messages of explanations have the explanation's id. */
    private void text(Text text) {
        whole.addAll(text.messages().toList());
        if (text.id().contains("/")) {
            calls.add(new Call(
                    Path.of("Explanations"), text.id(), text.arguments().keySet()));
        }
    }

    private void read(Path file, java.util.regex.Pattern id) throws IOException {
        String source = Files.readString(file);
        Matcher m = id.matcher(source);
        while (m.find()) {
            boolean open = m.group(1).endsWith("-") || m.group(1).endsWith(".");
            (open ? begun : whole).add(m.group(1));
            String before =
                    source.substring(Math.max(0, m.start() - 40), m.start()).stripTrailing();
            if (!open && (before.endsWith("Text.of(") || before.endsWith("said("))) {
                List<String> arguments = arguments(source, m.start());
                Set<String> names = new TreeSet<>();
                for (int i = 1; i < arguments.size(); i += 2) {
                    names.add(arguments.get(i).replace("\"", ""));
                }
                calls.add(new Call(ROOT.relativize(file), m.group(1), names));
            }
        }
    }

    /** The arguments of the call whose first begins at {@code from}. */
    private static List<String> arguments(String source, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int begin = from;
        boolean quoted = false;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '"' && source.charAt(i - 1) != '\\') {
                quoted = !quoted;
            }
            if (quoted) {
                continue;
            }
            boolean ends = c == ')' && depth == 0;
            if (ends || (c == ',' && depth == 0)) {
                arguments.add(source.substring(begin, i).strip());
                begin = i + 1;
            }
            if (ends) {
                break;
            }
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        }
        return arguments;
    }
}
