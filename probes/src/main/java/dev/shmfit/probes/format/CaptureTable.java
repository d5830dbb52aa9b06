package dev.shmfit.probes.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is taken from a machine: the one definition, from which the Java probes and {@code probes/capture.sh} work.
 * {@code taken.tsv} has a row for each source, with columns separated by tabs: the file of the capture, how the source is
 * read, which parsers read the result, the source, and what of it is kept. Everything else stays on the machine.
 *
 * <p>What is kept is a POSIX extended regular expression for a whole line, word, option or value.
 */
public final class CaptureTable {
    /** How a source is read and what its expression applies to. */
    public enum How {
        /** A program with its arguments; the lines that it prints. */
        COMMAND,
        /** A file; its lines. */
        LINES,
        /** A file; its words. */
        WORDS,
        /** An XML file named by a variable; elements and attributes. */
        XML,
        /** Devices in /sys; values of the attributes that are listed. */
        PCI,
        /** /proc/cpuinfo; the first line of each kind, behind the architecture. */
        CPU,
        /** Files of the same names in several directories, each behind a line with its path; lines. */
        SECTIONS,
        /** A mount table; options of the mounts at the places that are listed. */
        MOUNTS,
        /** The file system of a directory; lines of {@code key=value}. */
        SPACE,
        /** Files of a directory; names. */
        FILES,
        /** The same; beginnings of names, of which the rest is replaced. */
        PREFIX,
        /** Files of the control group and of those above it; lines. */
        CGROUP,
        /** Symbolic links in a directory; {@code name=target}. */
        LINKS,
        /** Packages and libraries; {@code name=version}. */
        VERSIONS,
        /** Traces of a platform, of which one is enough: {@code $VARIABLE}, {@code /path}, {@code /path~expression}. */
        CLUE,
        /** The user and what logind does for the user; values. */
        USER,
        /** Variables; values, in upper case. */
        WORD,
        /** Variables; the number that the value begins with. */
        NUMBER,
        /** Variables; only that they are set. */
        SET
    }

    /**
     * One row.
     *
     * @param file of the capture
     * @param readers simple names of the classes that read it
     * @param from the source
     * @param keep what is kept of it
     */
    public record Row(String file, How how, List<String> readers, String from, String keep) {
        public Row {
            readers = List.copyOf(readers);
        }

        /** The expression, in Java's syntax. */
        public Pattern pattern() {
            return java(keep);
        }

        /** The words of the source. */
        public List<String> words() {
            return List.of(from.split(" ", -1));
        }
    }

    /** A POSIX extended regular expression in Java's syntax. */
    public static Pattern java(String expression) {
        return Pattern.compile(expression.replace("[:blank:]", " \\t").replace("[:space:]", "\\s"), Pattern.MULTILINE);
    }

    private static final String RESOURCE = "taken.tsv";
    private static final int COLUMNS = 5;

    /** All rows, by the file of the capture, in the order in which files are told. */
    public static final Map<String, List<Row>> ROWS = load();

    private CaptureTable() {}

    /** The rows of a file; empty where the capture holds no such file. */
    public static List<Row> rows(String file) {
        // The environment and the configuration file hold the same settings.
        return ROWS.getOrDefault(file.equals("nccl.conf") ? "env.txt" : file, List.of());
    }

    private static Map<String, List<Row>> load() {
        try (InputStream in = Objects.requireNonNull(CaptureTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(CaptureTable::row)
                    .collect(Collectors.groupingBy(Row::file, LinkedHashMap::new, Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] columns = line.split("\t", COLUMNS);
        return new Row(
                columns[0],
                How.valueOf(columns[1].toUpperCase(Locale.ROOT)),
                Arrays.asList(columns[2].split(" ", -1)),
                columns[3],
                columns[4]);
    }
}
