package dev.shmfit.explain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Phrases;
import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.catalog.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that nearly matches costs what its length costs: the tries are counted. */
@Tag("slow")
class ScanWorkTest {
    private static final Wordings CATALOGUE = new Wordings(Signatures.all(), List.of());

    /** The worst that was met is 28. */
    private static final long MOST_TRIES_FOR_A_CHARACTER = 60;

    /** The unvarying parts of each wording, its beginning and its middle repeated, its end left out. */
    static Stream<String> nearMatches() {
        List<String> near = new ArrayList<>();
        for (Signature s : Signatures.all()) {
            for (String wording : s.wordings()) {
                String[] pieces = wording.split("\\{\\w+}", -1);
                if (pieces.length > 1) {
                    near.add(String.join(" 1 ", pieces).substring(0, wording.length() / 2));
                    near.add(pieces[0] + ("x" + pieces[pieces.length / 2] + "1").repeat(20));
                    near.add(pieces[0] + " 1 ".repeat(90) + pieces[pieces.length - 2]);
                }
            }
        }
        near.add(String.join(" 1 ", near));
        return near.stream();
    }

    private static long tries(String piece, int length) {
        LogScanner scanner = new LogScanner(CATALOGUE, m -> {});
        byte[] bytes = piece.repeat(length / piece.length() + 1).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < length; at += 1 << 15) {
            scanner.line(bytes, at, Math.min(length, at + (1 << 15)), 1);
        }
        scanner.end();
        return scanner.tried();
    }

    @ParameterizedTest
    @MethodSource("nearMatches")
    void a_text_that_nearly_matches_takes_tries_in_proportion_to_its_length(String piece) {
        int length = (1 << 15) * Integer.getInteger("shmfit.tests.draws", 1);

        assertThat(tries(piece, length)).isLessThan(MOST_TRIES_FOR_A_CHARACTER * length);
        assertThat(tries(piece, 8 * length)).isLessThan(MOST_TRIES_FOR_A_CHARACTER * 8 * length);
    }

    @Test
    void what_is_no_message_takes_no_tries() {
        assertThat(tries("Epoch 3: 12%|█▏ | 120/1000 [00:10<01:22] loss=0.3\n", 1 << 18))
                .isZero();
    }

    @Test
    void every_wording_is_found_in_bytes_of_utf_8() {
        List<Match> found = new ArrayList<>();
        LogScanner scanner = new LogScanner(CATALOGUE, found::add);
        byte[] line = "Größe: „received 0 items of ancdata“".getBytes(StandardCharsets.UTF_8);
        scanner.line(line, 0, line.length, 7);
        scanner.end();

        assertThat(found).extracting(m -> m.signature().id()).containsExactly("ancdata");
        assertThat(found).extracting(Match::line).containsExactly(7L);
        assertThat(Phrases.phrase("No space left on device").names()).isEmpty();
    }
}
