package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.units.SizeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer to usual jobs on every captured machine: one screen whose figures can be checked with a pencil. */
class OneScreenTest {
    private static final int SCREEN = 40;
    private static final Pattern FACTOR =
            Pattern.compile("(\\d+) (?:batch(?:es)? )?(?:files? )?of ([0-9.]+ (?:[KMGT]i)?B)");
    private static final Pattern RANKS = Pattern.compile("^(\\d+) ranks × ([0-9.]+ (?:[KMGT]i)?B): ");
    private static final Pattern MORE = Pattern.compile(", (and|less) ([0-9.]+ (?:[KMGT]i)?B)");
    private static final Pattern USER =
            Pattern.compile("  (NCCL|DataLoader ?\\w*|together) +([0-9.]+ (?:[KMGT]i)?B)(?: = .*|  .*)?");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<List<String>> JOBS = List.of(
            List.of("--shm-size=64m", "--loader=num_workers=8,batch_size=64,sample=3x224x224:float32"),
            List.of(
                    "--shm-size=16g",
                    "--loader=name=train,num_workers=16,prefetch_factor=4,batch_size=128,sample=3x640x640:uint8+600KiB",
                    "--loader=name=val,num_workers=2,batch_size=7,sample=1x99:int64",
                    "--nccl=2.21.5",
                    "--group=world:allreduce",
                    "--group=ep:alltoall"));

    static List<List<String>> asked() throws IOException {
        List<List<String>> asked = new ArrayList<>();
        try (Fixtures fixtures = Fixtures.repository()) {
            for (String name : fixtures.names()) {
                for (List<String> job : JOBS) {
                    List<String> command = new ArrayList<>(
                            List.of("analyze", fixtures.path(name).toString()));
                    command.addAll(job);
                    asked.add(command);
                }
            }
        }
        return asked;
    }

    @ParameterizedTest
    @MethodSource("asked")
    void the_answer_is_one_screen_that_adds_up_and_multiplies_as_printed(List<String> command, @TempDir Path directory)
            throws IOException {
        Path report = directory.resolve("report");
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--format=json,text", "-o", report.toString()));
        Ran ran = Shell.quiet().run(all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        String text = Files.readString(directory.resolve("report.txt"));
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(SCREEN);
        addsUp(lines);
        for (JsonNode c :
                MAPPER.readTree(directory.resolve("report.json").toFile()).at("/shm/consumers")) {
            multiplies(c, String.join(" ", command));
            String words =
                    c.get("formula").asText().replaceFirst("^\\d+ ranks × ", "").replaceFirst(":.*", "");
            assertThat(text.replaceAll("\\s+", " ")).contains(words.replaceAll("\\s+", " "));
        }
    }

    private static void addsUp(List<String> lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String line : lines) {
            Matcher user = USER.matcher(line);
            if (user.matches() && user.group(1).equals("together")) {
                BigDecimal tenth = BigDecimal.valueOf(unit(user.group(2))).divide(BigDecimal.TEN);
                assertThat(bytes(user.group(2)).subtract(sum).abs())
                        .as("%s", lines)
                        .isLessThanOrEqualTo(tenth);
            } else if (user.matches()) {
                sum = sum.add(bytes(user.group(2)));
            }
        }
    }

    private static void multiplies(JsonNode consumer, String command) {
        String formula = consumer.get("formula").asText();
        Matcher ranks = RANKS.matcher(formula);
        BigDecimal whole = BigDecimal.valueOf(consumer.get("bytes").asLong());
        if (ranks.find()) {
            BigDecimal product = bytes(ranks.group(2)).multiply(new BigDecimal(ranks.group(1)));
            within(product, whole, consumer, command);
            whole = bytes(ranks.group(2));
            formula = formula.substring(ranks.end());
        }
        List<MatchResult> factors = FACTOR.matcher(formula).results().toList();
        if (factors.isEmpty() || formula.contains("smaller")) {
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (MatchResult f : factors) {
            sum = sum.add(bytes(f.group(2)).multiply(new BigDecimal(f.group(1))));
        }
        Matcher more = MORE.matcher(formula);
        if (more.find()) {
            sum = more.group(1).equals("and") ? sum.add(bytes(more.group(2))) : sum.subtract(bytes(more.group(2)));
        }
        within(sum, whole, consumer, command);
    }

    /** Within two tenths of the unit in which the whole is told: the product's and the whole's own rounding. */
    private static void within(BigDecimal reckoned, BigDecimal whole, JsonNode consumer, String command) {
        BigDecimal unit = BigDecimal.ONE;
        while (whole.compareTo(unit.multiply(BigDecimal.valueOf(1024))) >= 0) {
            unit = unit.multiply(BigDecimal.valueOf(1024));
        }
        assertThat(reckoned.subtract(whole).abs())
                .as("%s: %s", command, consumer)
                .isLessThanOrEqualTo(unit.multiply(new BigDecimal("0.2")));
    }

    private static BigDecimal bytes(String size) {
        String[] parts = size.split(" ", -1);
        return new BigDecimal(parts[0]).multiply(BigDecimal.valueOf(unit(size)));
    }

    private static long unit(String size) {
        String unit = size.split(" ", -1)[1];
        return unit.equals("B") ? 1 : SizeText.parse("1" + unit).bytes();
    }
}
