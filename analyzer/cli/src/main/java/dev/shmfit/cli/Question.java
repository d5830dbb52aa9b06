package dev.shmfit.cli;

import dev.shmfit.analysis.AnalysisRequest;
import dev.shmfit.analysis.StatedFacts;
import dev.shmfit.capture.Capture;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.units.ByteCount;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What the options ask about a capture. */
final class Question {
    private Question() {}

    /** The request, once there is a capture. What the options alone can get wrong is told at once. */
    static Function<Capture, AnalysisRequest> of(JobOptions job, NodeOptions node, InputStream in) {
        Optional<List<Integer>> gpus = job.gpus();
        OptionalInt ranks = job.ranks();
        List<LoaderSpec> loaders = job.loaders();
        Map<String, ByteCount> others = job.others();
        Map<String, String> env = node.env();
        StatedFacts stated = node.assumptions(file -> CaptureInput.text(file, in));
        return capture -> new AnalysisRequest(
                capture,
                gpus,
                ranks,
                job.groups(),
                loaders,
                others,
                node.shmSize(),
                node.memoryLimit(),
                node.nccl(),
                node.allVersions(),
                env,
                stated);
    }
}
