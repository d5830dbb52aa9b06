package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CapturedFacts;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.units.MalformedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work that the captured and the catalogued machines take, in steps: less than where the answer would become wide. */
@Tag("slow")
class WorkOverFixturesTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "."), "fixtures");

    static List<Path> captures() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("cases", "nodes")) {
            try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
                found.map(d -> d.resolve("capture"))
                        .filter(Files::isDirectory)
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    @Test
    void there_are_enough_of_them() throws IOException {
        assertThat(captures()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void a_machine_takes_less_work_than_the_budget(Path capture) throws IOException {
        Stages s;
        try {
            s = Stages.of(CapturedFacts.complete(request(capture)));
        } catch (NotAssessable | MalformedText e) {
            // Nothing is searched.
            return;
        }
        if (s.candidates().all().get(0).choice().of(Facts.TABLE_CELLS).isPresent()) {
            // Cells of the table are open: a bound may have to do.
            return;
        }
        Tried tried = Tried.of(s.simulation(), s.candidates().all(), WorkBudget.USUAL);
        long work = WorkBudget.work(
                s.simulation().searches().steps(),
                tried.possible() * s.simulation().pairs(),
                s.simulation().gpus());
        assertThat(tried.all())
                .as("%s of %s, %s steps", tried.tried(), tried.possible(), work)
                .isTrue();
        assertThat(work).isLessThanOrEqualTo(WorkBudget.USUAL.steps());
    }

    private static AnalysisRequest request(Path capture) throws IOException {
        List<CapturedItem> items = new ArrayList<>();
        try (Stream<Path> files = Files.list(capture)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file) && !file.toString().endsWith(".json")) {
                    items.add(new CapturedItem.Text(
                            file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8)));
                }
            }
        }
        return AnalysisRequest.of(CaptureParser.parse(Capture.of(
                Objects.requireNonNull(capture.getParent()).getFileName().toString(), items)));
    }
}
