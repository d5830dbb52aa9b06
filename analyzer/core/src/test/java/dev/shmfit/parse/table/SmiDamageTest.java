package dev.shmfit.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SmiTopoPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A printed matrix reads back as it was; a damaged one gives fewer cells, and none that differs from the truth. */
class SmiDamageTest {
    private static final Map<String, BiFunction<String, Random, String>> HARMLESS = new LinkedHashMap<>();
    private static final Map<String, BiFunction<String, Random, String>> HARMFUL = new LinkedHashMap<>();

    static {
        HARMLESS.put("ansi", (s, r) -> s.replaceFirst("\t", "\t\u001b[4m").replaceFirst("\n", "\u001b[0m\n"));
        HARMLESS.put(
                "ansi without escape", (s, r) -> s.replaceFirst("\t", "\t[4m").replaceFirst("\n", "[0m\n"));
        HARMLESS.put("lost leading tab", (s, r) -> s.substring(1));
        HARMLESS.put("quoted", (s, r) -> s.replaceAll("(?m)^", "> "));
        HARMLESS.put("quoted twice", (s, r) -> s.replaceAll("(?m)^", ">> "));
        HARMLESS.put("indented", (s, r) -> s.replaceAll("(?m)^", "      "));
        HARMLESS.put("fenced", (s, r) -> "```\n$ nvidia-smi topo -m\n" + s + "```\n");
        HARMLESS.put("expanded tabs", (s, r) -> expand(s));
        HARMLESS.put("single blanks", (s, r) -> s.replaceAll("[ \t]+", " "));
        HARMLESS.put("nbsp", (s, r) -> expand(s).replace(" ", "\u00a0"));
        HARMLESS.put("html", (s, r) -> "<p>" + expand(s).replace(" ", "&nbsp;").replace("\n", "<br>\n"));
        HARMLESS.put("html on one line", (s, r) -> "<pre>" + s.replace("\n", "<br/>") + "</pre>");
        HARMLESS.put(
                "string literal", (s, r) -> "topo = '" + s.replace("\t", "\\t").replace("\n", "\\n") + "'\n");
        HARMLESS.put("windows lines", (s, r) -> s.replace("\n", "\r\n"));
        HARMLESS.put("host prefix", (s, r) -> s.replaceAll("(?m)^", "node7: "));
        HARMLESS.put("compose prefix", (s, r) -> s.replaceAll("(?m)^", "worker-1  | "));
        HARMLESS.put("title", (s, r) -> "GPU Topology:\n" + s);
        HARMLESS.put("python prefix", (s, r) -> "    topo = '''" + s + "'''\n    assert topo\n");
        HARMLESS.put("bare self", (s, r) -> s.replace(" X ", "X"));
        HARMLESS.put("old word", (s, r) -> s.replace("\tSYS", "\tSOC"));
        HARMLESS.put("trailing blanks", (s, r) -> s.replaceAll("(?m)$", "      "));
        HARMLESS.put("blank lines", (s, r) -> s.replace("\n", "\n\n"));
        HARMLESS.put("log noise around", (s, r) -> "hello GPU0 is fine\n\n" + s + "\nGPU0 runs at 99 %\n");
        HARMLESS.put("cr only", (s, r) -> s.replace("\n", "\r"));

        HARMFUL.put("cut", (s, r) -> s.substring(0, r.nextInt(s.length())));
        HARMFUL.put("cut at the start", (s, r) -> s.substring(r.nextInt(s.length())));
        HARMFUL.put("cut lines", (s, r) -> cutLines(expand(s), 20 + r.nextInt(160)));
        HARMFUL.put("glued", (s, r) -> drop(s, r, '\t', 1 + r.nextInt(4)));
        HARMFUL.put("all glued in a line", SmiDamageTest::glueLine);
        HARMFUL.put("wrapped", (s, r) -> wrap(expand(s), 40 + r.nextInt(120), ""));
        HARMFUL.put("wrapped and quoted", (s, r) -> wrap(expand(s), 40 + r.nextInt(120), "> "));
        HARMFUL.put("header lost", (s, r) -> s.substring(s.indexOf('\n') + 1));
        HARMFUL.put("cell lost", (s, r) -> loseCell(s, r, ""));
        HARMFUL.put("cell lost in a table of blanks", (s, r) -> expand(loseCell(s, r, "")));
        HARMFUL.put("cell blank", (s, r) -> expand(loseCell(s, r, "\t")));
        HARMFUL.put("line lost", SmiDamageTest::loseLine);
        HARMFUL.put("letter changed", SmiDamageTest::changeLetter);
        HARMFUL.put("line twice", SmiDamageTest::repeatLine);
        HARMFUL.put("stray line", SmiDamageTest::strayLine);
    }

    static Stream<Arguments> harmless() {
        return cases(HARMLESS, 6);
    }

    static Stream<Arguments> harmful() {
        return cases(HARMFUL, 60);
    }

    private static Stream<Arguments> cases(Map<String, BiFunction<String, Random, String>> damages, int seeds) {
        return damages.keySet().stream()
                .flatMap(d -> IntStream.range(0, seeds).mapToObj(seed -> Arguments.of(d, seed)));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void dress_does_not_change_a_cell(String damage, int seed) {
        Random random = new Random(seed);
        SmiTopoMatrix truth = RandomMatrix.of(random);
        String text = function(HARMLESS, damage).apply(SmiTopoPrinter.print(truth), random);
        SmiTopoMatrix read = only(text);
        assertThat(plain(read)).as("%s, seed %d\n%s", damage, seed, text).isEqualTo(plain(truth));
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void damage_never_makes_a_wrong_cell(String damage, int seed) {
        Random random = new Random(1000 + seed);
        SmiTopoMatrix truth = RandomMatrix.of(random);
        String text = function(HARMFUL, damage).apply(SmiTopoPrinter.print(truth), random);
        for (SmiTopoMatrix read : tables(text)) {
            assertThat(wrong(read, truth))
                    .as("%s, seed %d\n%s", damage, seed, text)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("harmful")
    @Tag("slow")
    void two_damages_never_make_a_wrong_cell(String damage, int seed) {
        Random random = new Random(2000 + seed);
        SmiTopoMatrix truth = RandomMatrix.of(random);
        List<String> names = new ArrayList<>(HARMLESS.keySet());
        String other = names.get(random.nextInt(names.size()));
        String text = function(HARMFUL, damage).apply(SmiTopoPrinter.print(truth), random);
        if (!text.isEmpty()) {
            text = function(HARMLESS, other).apply(text, random);
        }
        for (SmiTopoMatrix read : tables(text)) {
            assertThat(wrong(read, truth))
                    .as("%s and %s, seed %d\n%s", damage, other, seed, text)
                    .isEmpty();
        }
    }

    private static BiFunction<String, Random, String> function(
            Map<String, BiFunction<String, Random, String>> of, String name) {
        BiFunction<String, Random, String> function = of.get(name);
        if (function == null) {
            throw new IllegalArgumentException(name);
        }
        return function;
    }

    private static SmiTopoMatrix only(String text) {
        List<SmiTopoMatrix> tables = tables(text);
        assertThat(tables).as(text).hasSize(1);
        return tables.get(0);
    }

    private static List<SmiTopoMatrix> tables(String text) {
        return SmiTopoParser.parse(text, "t").value() instanceof SmiOutput.Tables<SmiTopoMatrix> t
                ? t.tables()
                : List.of();
    }

    private static List<String> plain(SmiTopoMatrix m) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < m.devices().size(); i++) {
            lines.add(m.devices().get(i) + " "
                    + m.cells().get(i).stream().map(SmiDamageTest::word).toList());
        }
        m.affinities()
                .forEach(a -> lines.add(a.cpus().asOptional() + " "
                        + a.numaNodes().asOptional() + " " + a.gpuNumaId().asOptional()));
        lines.add(m.nicNames().toString());
        return lines;
    }

    private static String word(Reading<SmiLink> cell) {
        return cell.match(k -> k.value().text(), a -> ".", u -> "?");
    }

    /** The known cells and affinities that the truth has otherwise. */
    private static List<String> wrong(SmiTopoMatrix read, SmiTopoMatrix truth) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < read.devices().size(); i++) {
            for (int j = 0; j < read.devices().size(); j++) {
                int from = truth.devices().indexOf(read.devices().get(i));
                int to = truth.devices().indexOf(read.devices().get(j));
                String word = word(read.cells().get(i).get(j));
                boolean device = from >= 0 && to >= 0;
                if (!word.equals(".")
                        && !word.equals("?")
                        && i != j
                        && (!device || !word.equals(word(truth.cells().get(from).get(to))))) {
                    wrong.add(read.devices().get(i).name() + "-"
                            + read.devices().get(j).name() + " " + word);
                }
            }
        }
        return wrong;
    }

    private static String expand(String s) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\t') {
                int blanks = 8 - column % 8;
                out.append(" ".repeat(blanks));
                column += blanks;
            } else {
                out.append(c);
                column = c == '\n' ? 0 : column + 1;
            }
        }
        return out.toString();
    }

    private static String cutLines(String s, int width) {
        StringBuilder out = new StringBuilder();
        s.lines().forEach(l -> out.append(l, 0, Math.min(width, l.length())).append('\n'));
        return out.toString();
    }

    private static String wrap(String s, int width, String prefix) {
        StringBuilder out = new StringBuilder();
        s.lines().forEach(l -> {
            int i = 0;
            do {
                out.append(prefix).append(l, i, Math.min(l.length(), i + width)).append('\n');
                i += width;
            } while (i < l.length());
        });
        return out.toString();
    }

    private static String drop(String s, Random r, char what, int times) {
        StringBuilder out = new StringBuilder(s);
        for (int t = 0; t < times; t++) {
            int from = r.nextInt(Math.max(1, out.indexOf("Legend")));
            int at = out.indexOf(String.valueOf(what), from);
            if (at >= 0) {
                out.deleteCharAt(at);
            }
        }
        return out.toString();
    }

    private static String glueLine(String s, Random r) {
        List<String> lines = new ArrayList<>(s.lines().toList());
        int at = r.nextInt(lines.indexOf("Legend:"));
        lines.set(at, lines.get(at).replace("\t", ""));
        return String.join("\n", lines);
    }

    private static String loseCell(String s, Random r, String instead) {
        List<String> lines = new ArrayList<>(s.lines().toList());
        int at = 1 + r.nextInt(lines.indexOf("Legend:") - 2);
        List<String> cells = new ArrayList<>(List.of(lines.get(at).split("\t", -1)));
        int cell = 1 + r.nextInt(cells.size() - 1);
        if (instead.isEmpty()) {
            cells.remove(cell);
        } else {
            cells.set(cell, "");
        }
        lines.set(at, String.join("\t", cells));
        return String.join("\n", lines);
    }

    private static String loseLine(String s, Random r) {
        List<String> lines = new ArrayList<>(s.lines().toList());
        lines.remove(r.nextInt(lines.indexOf("Legend:")));
        return String.join("\n", lines);
    }

    private static String repeatLine(String s, Random r) {
        List<String> lines = new ArrayList<>(s.lines().toList());
        int at = r.nextInt(lines.indexOf("Legend:"));
        lines.add(at, lines.get(at));
        return String.join("\n", lines);
    }

    private static String strayLine(String s, Random r) {
        List<String> lines = new ArrayList<>(s.lines().toList());
        String[] stray = {
            "WARNING: infoROM is corrupted", "12:01:22 INFO step 4", "  ", "NV", "0-7", "GPU 00000000:1A:00.0"
        };
        lines.add(r.nextInt(lines.indexOf("Legend:")), stray[r.nextInt(stray.length)]);
        return String.join("\n", lines);
    }

    /** Letters that make no other word of nvidia-smi. */
    private static String changeLetter(String s, Random r) {
        int end = s.indexOf("Legend:");
        char[] chars = s.toCharArray();
        int at = s.indexOf('\n') + r.nextInt(Math.max(1, end - s.indexOf('\n')));
        if (Character.isLetter(chars[at])) {
            chars[at] = '*';
        }
        return new String(chars);
    }
}
