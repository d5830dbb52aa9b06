package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every so manieth run of {@link ConformanceTest}, {@link CommunicatorConformanceTest} and {@link
 * SeveralNodesConformanceTest}, each as a test of its own: quick enough to be asked about every mutant.
 */
class ConformanceSampleTest {
    static Stream<ObservedCase> runs() {
        return Stream.of(
                        every(13, "cases.jsonl.gz"),
                        every(7, "more-cases.jsonl.gz"),
                        every(19, "drawn-cases.jsonl.gz"),
                        every(31, "drawn-pods.jsonl.gz"),
                        every(3, "alpha-cases.jsonl.gz"))
                .flatMap(List::stream);
    }

    static List<ObservedCase> jobs() {
        return every(5, "communicators.jsonl.gz");
    }

    static List<ObservedCase> severalNodes() {
        return Stream.of(every(23, "several-nodes.jsonl.gz"), every(11, "drawn-jobs.jsonl.gz"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ObservedCase> every(int step, String file) {
        List<ObservedCase> all = ObservedCase.load(file);
        return IntStream.iterate(0, i -> i < all.size(), i -> i + step)
                .mapToObj(all::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void the_forecast_of_a_run_is_what_was_observed(ObservedCase run) {
        Score score = new Score();
        ConformanceTest.compare(run, score);
        assertThat(score.mismatches()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void the_forecast_of_a_job_of_several_communicators_is_what_was_observed(ObservedCase job) {
        Score score = new Score();
        CommunicatorConformanceTest.compare(job, score);
        assertThat(score.mismatches()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("severalNodes")
    void the_forecast_of_a_job_of_several_nodes_is_what_was_observed(ObservedCase job) {
        Score score = new Score();
        score.run(job, () -> new SeveralNodes(job, score).compare());
        assertThat(score.mismatches()).isEmpty();
    }
}
