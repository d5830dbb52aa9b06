package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.catalog.Says;
import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.catalog.Signatures;
import dev.shmfit.explain.statement.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every launcher's every wording, for the signals that end jobs: −N, 128 + N, by name, by number, in the system's words. */
class SignalMatrixTest {
    private static final Map<Signal, Set<String>> RIGHT = Map.of(
            Signal.ABRT, Set.of("process-crashed"),
            Signal.BUS, Set.of("bus-error", "shm-too-small"),
            Signal.KILL, Set.of("killed-for-memory"),
            Signal.SEGV, Set.of("process-crashed"),
            Signal.TERM, Set.of("worker-gone"));

    private static final List<Signal> SIGNALS = List.of(Signal.ABRT, Signal.BUS, Signal.KILL, Signal.SEGV, Signal.TERM);

    /** A line that a launcher prints, and the signal that it tells of. */
    record Line(String launcher, Signal signal, String text) {
        @Override
        public String toString() {
            return launcher + " " + signal + ": " + text;
        }
    }

    static List<Line> matrix() {
        List<Line> lines = new ArrayList<>();
        for (Signature s : Signatures.all()) {
            if (s.says() instanceof Says.Ending e) {
                for (Signal signal : SIGNALS) {
                    for (String wording : s.wordings()) {
                        forms(e, wording, signal)
                                .forEach(t -> lines.add(new Line(e.launcher().english(), signal, t)));
                    }
                }
            }
        }
        return lines;
    }

    private static List<String> forms(Says.Ending e, String written, Signal signal) {
        String wording = written.replaceAll("^\\^|\\$$", "");
        if (e.signal().isPresent()) {
            return e.signal().get() == signal ? List.of(filled(wording, signal, "")) : List.of();
        }
        List<String> forms = new ArrayList<>();
        if (wording.contains("{status}")) {
            forms.add(filled(wording, signal, "-" + signal.number()));
            forms.add(filled(wording, signal, String.valueOf(128 + signal.number())));
        } else if (wording.contains("{signal}")) {
            for (String form : List.of(signal.spelled(), signal.text(), String.valueOf(signal.number()))) {
                forms.add(filled(wording.replace("{signal}", form), signal, ""));
            }
        } else {
            forms.add(filled(wording, signal, ""));
        }
        return forms;
    }

    private static String filled(String wording, Signal signal, String status) {
        return wording.replace("{status}", status)
                .replace("{signal}", signal.spelled())
                .replace("{named}", signal.spelled())
                .replace("{code}", String.valueOf(signal.number()))
                .replace("{name}", signal.name())
                .replace("{raw}", String.valueOf(signal.number() + 128))
                .replaceAll("\\{(?:pid|rank|line|count|size|free)}", "4711")
                .replaceAll("\\{\\w+}", "x");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrix")
    void the_end_by_a_signal_is_understood_whoever_tells_it(Line line) {
        Set<String> right = RIGHT.getOrDefault(line.signal(), Set.of());
        Diagnosis d = ExplainFixtures.diagnose(List.of("a line before", line.text(), "a line after"));
        assertThat(d.causes().stream().map(c -> c.id())).as(line.toString()).anyMatch(right::contains);
    }

    @Test
    void the_table_has_each_launcher_with_the_source_of_its_messages() {
        List<Says.Ending> endings = Signatures.all().stream()
                .map(Signature::says)
                .filter(Says.Ending.class::isInstance)
                .map(Says.Ending.class::cast)
                .toList();
        assertThat(endings.stream().map(Says.Ending::launcher).distinct()).hasSizeGreaterThan(20);
        assertThat(endings).allSatisfy(e -> assertThat(e.source()).isNotBlank());
        assertThat(matrix()).hasSizeGreaterThan(700);
    }
}
