package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader bears what campaigns found for it (fixtures/fuzz), the captures, and the captures damaged. The limit of time
 * is for what hangs: it is a thousand times what an input takes.
 */
class FuzzInputsTest {
    private static final Duration HANGS = Duration.ofMinutes(5);
    private static final int DRAWS = Integer.getInteger("shmfit.tests.draws", 1);
    private static final int LONG = (1 << 17) * DRAWS;

    /** What makes a reader that looks back, or ahead, do so over and over. */
    private static final List<String> HOSTILE = List.of(
            "NCCL INFO ",
            "a:1:2 [0] NCCL INFO Channel 00 : 0[0] -> 1[1] via ",
            "GPU0\t",
            "GPU0 X NV1 ",
            " ",
            "\t \n",
            "[",
            "{",
            "- ",
            "a: &a [*a, *a]\n",
            "<a>",
            "<gpu id=\"0\">",
            "((((",
            "1",
            "%Use% /dev/shm ",
            "-rw------- 1 a a 1 ",
            "host-a:1:2 user@host.b key=",
            "/home/user1/ host: ",
            "\u001b]0;",
            "\\040",
            "Failed to increase the shared memory pool size for key ' to 1 bytes ");

    static Stream<Arguments> inputs() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (FuzzTarget target : FuzzTarget.values()) {
            FuzzSeeds.found(target).forEach((name, input) -> all.add(Arguments.of(target, Named.of(name, input))));
        }
        return all.stream();
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_has_seeds(FuzzTarget target) throws IOException {
        assertThat(FuzzSeeds.of(target)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void what_a_campaign_found_is_borne(FuzzTarget target, byte[] input) {
        assertTimeoutPreemptively(HANGS, () -> target.take(input));
    }

    /** Not the whole analysis, whose work is NCCL's search and not the reading; the stories and cases run that. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANALYZE")
    void the_captures_are_borne_whole_and_damaged(FuzzTarget target) throws IOException {
        for (Map.Entry<String, byte[]> seed : FuzzSeeds.of(target).entrySet()) {
            Random random = new Random(seed.getKey().hashCode());
            for (int round = 0; round <= 2 * DRAWS; round++) {
                byte[] input = round == 0 ? seed.getValue() : damaged(seed.getValue(), random);
                assertTimeoutPreemptively(HANGS, () -> target.take(input), seed.getKey() + ", round " + round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANALYZE")
    void the_same_piece_without_end_is_borne(FuzzTarget target) {
        for (String piece : HOSTILE) {
            byte[] input = piece.repeat(LONG / piece.length()).getBytes(StandardCharsets.UTF_8);
            assertTimeoutPreemptively(HANGS, () -> target.take(input), piece);
        }
    }

    /** Bytes changed, a stretch left out, a stretch twice. */
    private static byte[] damaged(byte[] input, Random random) {
        StringBuilder text = new StringBuilder(new String(input, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 5 && text.length() > 2; i++) {
            int at = random.nextInt(text.length() - 1);
            int to = Math.min(text.length(), at + 1 + random.nextInt(40));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.delete(at, to);
                default -> text.insert(at, text.substring(at, to).repeat(1 + random.nextInt(9)));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
