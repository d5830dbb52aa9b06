package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The columns of a table that name somebody, as {@code squeue}, {@code ps}, {@code kubectl get} and {@code docker ps} print
 * them: a line of column names, then rows until one does not fit.
 */
final class IdentityTables {
    private static final Map<String, Kind> NAMING = Map.ofEntries(
            Map.entry("user", Kind.USER),
            Map.entry("uid", Kind.USER),
            Map.entry("owner", Kind.USER),
            Map.entry("login", Kind.USER),
            Map.entry("nodelist", Kind.HOST),
            Map.entry("nodelist(reason)", Kind.HOST),
            Map.entry("node", Kind.HOST),
            Map.entry("host", Kind.HOST),
            Map.entry("hostname", Kind.HOST),
            Map.entry("hostnames", Kind.HOST),
            Map.entry("exec_host", Kind.HOST),
            Map.entry("from_host", Kind.HOST),
            Map.entry("from", Kind.HOST),
            Map.entry("name", Kind.ACCOUNT),
            Map.entry("names", Kind.ACCOUNT),
            Map.entry("namespace", Kind.ACCOUNT),
            Map.entry("cluster", Kind.ACCOUNT),
            Map.entry("authinfo", Kind.ACCOUNT),
            Map.entry("account", Kind.ACCOUNT),
            Map.entry("partition", Kind.ACCOUNT),
            Map.entry("queue", Kind.ACCOUNT),
            Map.entry("qos", Kind.ACCOUNT),
            Map.entry("jobname", Kind.ACCOUNT),
            Map.entry("job_name", Kind.ACCOUNT),
            Map.entry("project", Kind.ACCOUNT),
            Map.entry("image", Kind.ACCOUNT));

    /** Columns beside them. */
    private static final Set<String> OTHERS = Set.of(
            "jobid st time time_limit timelimit nodes state exitcode alloccpus reqmem elapsed start end cpus gres features avail reason priority submit_time pid ppid pr ni virt res shr s %cpu %mem time+ command cmd c stime tty stat vsz rss ready status restarts age version roles internal-ip external-ip os-image kernel-version container-runtime ip nominated readiness gates current created ports container id key shmid perms bytes nattch login@ idle jcpu pcpu what desired up-to-date available type cluster-ip port(s) completions duration"
                    .split(" ", -1));

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int LEAST = 3;
    private static final int WIDEST = 2000;

    private List<Span> columns = List.of();
    private boolean areJoined;

    private record Span(String text, int from, int to) {
        boolean meets(Span other) {
            return from < other.to && other.from < to;
        }
    }

    private record Cell(Kind kind, Span at, boolean toTheRight) {}

    /** Hands on what the next line names. */
    void find(String line, BiConsumer<String, Kind> names) {
        for (Cell cell : next(line)) {
            names.accept(cell.at().text(), cell.kind());
        }
    }

    /** The next line without what it names. The columns stay where they are as far as there is room. */
    String without(String line, Pseudonyms names) {
        List<Cell> cells = next(line);
        List<String> pseudonyms = cells.stream()
                .map(cell -> names.of(cell.kind(), cell.at().text()))
                .toList();
        String out = line;
        for (int i = cells.size() - 1; i >= 0; i--) {
            out = replaced(out, cells.get(i), pseudonyms.get(i));
        }
        return out;
    }

    private static String replaced(String line, Cell cell, String name) {
        int more = name.length() - (cell.at().to() - cell.at().from());
        String room = " ".repeat(Math.max(0, -more));
        int from = cell.at().from();
        int to = cell.at().to();
        // Of a column that ends where its name does, what stands before it gives and takes the room.
        for (boolean before : cell.toTheRight() ? new boolean[] {true, false} : new boolean[] {false, true}) {
            while (more > 0 && before && from > 1 && line.startsWith("  ", from - 2)) {
                from--;
                more--;
            }
            while (more > 0 && !before && line.startsWith("  ", to)) {
                to++;
                more--;
            }
        }
        String end = line.substring(to);
        return line.substring(0, from) + (cell.toTheRight() ? room + name : name + (end.isEmpty() ? "" : room)) + end;
    }

    private List<Cell> next(String line) {
        if (line.length() > WIDEST || (columns.isEmpty() && !mayBeHeader(line))) {
            columns = List.of();
            return List.of();
        }
        List<Span> words = words(line);
        if (isHeader(words)) {
            columns = words;
            // Somebody's editor left one blank between words: what stands below what says nothing.
            areJoined = !line.strip().contains("  ") && line.indexOf('\t') < 0;
            return List.of();
        }
        if (columns.isEmpty() || isRule(words)) {
            return List.of();
        }
        if (!fits(words)) {
            columns = List.of();
            return List.of();
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Span column = columns.get(i);
            Kind kind = NAMING.get(column.text().toLowerCase(Locale.ROOT));
            Optional<Span> cell = kind == null ? Optional.empty() : cell(words, i);
            if (kind != null && cell.isPresent() && names(cell.get().text())) {
                cells.add(new Cell(kind, cell.get(), cell.get().to() == column.to()));
            }
        }
        return cells;
    }

    private static boolean mayBeHeader(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at < line.length() && (Character.isUpperCase(line.charAt(at)) || line.startsWith("key ", at));
    }

    /** Most of its words are names of columns, and one of them names somebody. */
    private static boolean isHeader(List<Span> words) {
        long naming = words.stream()
                .filter(w -> NAMING.containsKey(w.text().toLowerCase(Locale.ROOT)))
                .count();
        long known = naming
                + words.stream()
                        .filter(w -> OTHERS.contains(w.text().toLowerCase(Locale.ROOT)))
                        .count();
        return words.size() >= LEAST && naming > 0 && known * 4 >= words.size() * 3L;
    }

    private static boolean isRule(List<Span> words) {
        return !words.isEmpty() && words.stream().allMatch(w -> w.text().chars().allMatch(c -> c == '-' || c == '='));
    }

    /** As many words as columns, or most of them below one. */
    private boolean fits(List<Span> words) {
        if (words.size() < 2 || words.size() * 2 < columns.size()) {
            return false;
        }
        long below = words.stream()
                .limit(columns.size())
                .filter(w -> columns.stream().anyMatch(w::meets))
                .count();
        return words.size() == columns.size() || below * 3 >= Math.min(words.size(), columns.size()) * 2L;
    }

    /** The word of the same number, where most words stand in their columns so; else the one below the name. */
    private Optional<Span> cell(List<Span> words, int column) {
        if (words.size() == columns.size()
                && (areJoined
                        || IntStream.range(0, words.size())
                                                .filter(i -> words.get(i).meets(columns.get(i)))
                                                .count()
                                        * 2
                                >= words.size())) {
            return Optional.of(words.get(column));
        }
        return words.stream().filter(columns.get(column)::meets).findFirst();
    }

    private static boolean names(String cell) {
        return TellingNames.isCalled(cell)
                && Character.isLetterOrDigit(cell.charAt(0))
                && !cell.contains("[")
                && !cell.endsWith(":");
    }

    private static List<Span> words(String line) {
        List<Span> all = new ArrayList<>();
        Matcher m = WORD.matcher(line);
        while (m.find()) {
            all.add(new Span(m.group(), m.start(), m.end()));
        }
        return all;
    }
}
