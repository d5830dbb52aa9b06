package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.listing.ShmOwner;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.probes.format.CaptureTable;
import dev.shmfit.probes.format.CaptureTable.How;
import dev.shmfit.probes.format.CaptureTable.Row;
import dev.shmfit.probes.format.KeptText;
import dev.shmfit.probes.format.RedactedTexts;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one list of what is taken from a machine, held against the script, the parsers and the documentation. */
class WhatIsTakenTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Pattern SETTING =
            Pattern.compile("\\.(?:number|text|isSet|setting)\\(\\s*\"(?:NCCL_)?([A-Z][A-Z0-9_]+)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{2,}");

    /** Units and the like, in expressions that name what is read beside them. */
    private static final Set<String> NOT_NAMES = Set.of("files", "bytes", "unlimited", "space", "max");

    private static List<Row> rows() {
        return CaptureTable.ROWS.values().stream().flatMap(List::stream).toList();
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("analyzer/core/src/main/java"))) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            f -> f.getFileName().toString().replace(".java", ""),
                            WhatIsTakenTest::read,
                            (a, b) -> a + b));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_script_carries_the_same_list() {
        Path script = ROOT.resolve("probes/capture.sh");
        String text = read(script);
        String start = "taken() {\n    cat <<'END'\n";
        int from = text.indexOf(start) + start.length();
        String table = read(ROOT.resolve("probes/src/main/resources/dev/shmfit/probes/format/taken.tsv"));
        Golden.check(script, () -> text.substring(0, from) + table + text.substring(text.indexOf("END\n}", from)));
    }

    @Test
    void of_every_name_in_dev_shm_whose_owner_is_known_enough_is_kept_to_know_it() {
        int known = 0;
        for (String form : ShmOwner.forms()) {
            for (String name : NamesOfForm.of(form)) {
                String line = "- 4096 8 1000 - - - 1 " + name + "\n";
                String kept = KeptText.of("shm-files.txt", line, false).strip();
                Text owner = ShmOwner.of(name)
                        .orElseThrow(() -> new AssertionError(name + " of " + form + " has no owner"))
                        .program();
                assertThat(ShmOwner.of(kept.substring(kept.lastIndexOf(' ') + 1))
                                .map(ShmOwner::program))
                        .as(name + " is kept as " + kept)
                        .contains(owner);
                known++;
            }
        }
        assertThat(known).isGreaterThan(60);
    }

    @Test
    void every_row_names_who_reads_it() throws IOException {
        Set<String> classes = sources().keySet();
        for (Row row : rows()) {
            assertThat(row.readers()).as(row.file()).isNotEmpty();
            assertThat(classes).as(row.file()).containsAll(row.readers());
        }
    }

    @Test
    void nothing_is_on_the_list_that_no_parser_names() throws IOException {
        String all = String.join("\n", sources().values()).replace("\\", "");
        int names = 0;
        Set<String> unread = new TreeSet<>();
        for (Row row : rows()) {
            for (String name : names(row)) {
                names++;
                String literal = row.how() == How.XML ? '"' + name + '"' : name;
                if (!all.contains(literal)) {
                    unread.add(row.file() + ": " + name);
                }
            }
        }
        assertThat(unread).isEmpty();
        assertThat(names).isGreaterThan(80);
    }

    /** What a parser has to name to read what is kept. */
    private static Set<String> names(Row row) {
        String text = switch (row.how()) {
            case LINES, WORDS, SPACE, CPU -> row.keep().replace("\\", "");
            case MOUNTS -> row.from().replace('/', ' ') + row.keep();
            case PCI, CGROUP -> row.from();
            case LINKS -> "ipc= pid mnt";
            case XML -> row.keep();
            case CLUE, USER -> row.words().get(0).split("=", -1)[0] + " " + (row.how() == How.USER ? row.from() : "");
            case COMMAND, SECTIONS, FILES, PREFIX, VERSIONS, WORD, NUMBER, SET -> "";
        };
        Set<String> names = new TreeSet<>();
        Matcher m = WORD.matcher(text.replaceAll("\\[[^\\]]*\\]", " ").replaceAll("/(proc|sys)/\\S*", " "));
        while (m.find()) {
            if (!NOT_NAMES.contains(m.group())) {
                names.add(m.group());
            }
        }
        return names;
    }

    @Test
    void every_setting_that_is_read_is_on_the_list() throws IOException {
        Set<String> listed = rows().stream()
                .filter(r -> r.file().equals("env.txt"))
                .flatMap(r -> r.words().stream())
                .collect(Collectors.toSet());
        Set<String> read = new TreeSet<>();
        for (String source : sources().values()) {
            Matcher m = SETTING.matcher(source);
            while (m.find()) {
                read.add("NCCL_" + m.group(1));
            }
        }
        assertThat(read).hasSizeGreaterThan(30);
        for (String list : List.of("source", "libraries")) {
            String table = "analyzer/core/src/main/resources/dev/shmfit/nccl/setting/read-in-" + list + ".tsv";
            read(ROOT.resolve(table))
                    .lines()
                    .map(l -> l.split("\t", 2)[0])
                    .filter(n -> n.startsWith("NCCL_"))
                    .forEach(read::add);
        }
        assertThat(read).hasSizeGreaterThan(290);
        assertThat(listed).containsAll(read);
    }

    static List<String> captures() throws IOException {
        List<String> all = new ArrayList<>();
        for (String kind : List.of("fixtures/cases", "fixtures/nodes", "fixtures/captures/labelled")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(kind))) {
                files.filter(f -> Files.isDirectory(f) && holdsTopology(f))
                        .map(f -> ROOT.relativize(f).toString())
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static boolean holdsTopology(Path directory) {
        return Files.exists(directory.resolve("nvidia-smi-topo-m.txt"))
                || Files.exists(directory.resolve("nccl-topology.xml"));
    }

    @Test
    void there_are_enough_captures_to_tell() throws IOException {
        assertThat(captures()).hasSizeGreaterThan(80);
    }

    /** So no parser reads what is not taken, and a redacted capture is worth as much as an open one. */
    @ParameterizedTest
    @MethodSource("captures")
    void an_analysis_of_what_is_kept_and_redacted_is_the_analysis_of_all(String capture, @TempDir Path temp)
            throws IOException {
        Path whole = ROOT.resolve(capture);
        CaptureSource.Whole read = (CaptureSource.Whole) CaptureReader.open(whole);
        Map<String, String> texts = new LinkedHashMap<>();
        read.capture()
                .items()
                .keySet()
                .forEach(name -> read.capture().text(name).ifPresent(t -> texts.put(name, t)));
        Path kept = Files.createDirectories(temp.resolve("x").resolve("node"));
        Path same = Files.createDirectories(temp.resolve("y").resolve("node"));
        for (Map.Entry<String, String> file : RedactedTexts.of(texts).texts().entrySet()) {
            Files.writeString(kept.resolve(file.getKey()), file.getValue());
            Files.writeString(same.resolve(file.getKey()), texts.getOrDefault(file.getKey(), ""));
        }
        Ran before = Shell.quiet().run("analyze", same.toString(), "--format", "json");
        Ran after = Shell.quiet().run("analyze", kept.toString(), "--format", "json");
        List<String> expected = before.out().lines().toList();
        List<String> found = after.out().replace("/x/", "/y/").lines().toList();
        assertThat(found.stream().filter(l -> !expected.contains(l))).isEmpty();
        assertThat(expected.stream().filter(l -> !found.contains(l))).isEmpty();
        assertThat(found).hasSameSizeAs(expected);
        assertThat(after.exitCode()).isEqualTo(before.exitCode());
    }
}
