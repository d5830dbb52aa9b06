package dev.shmfit.cli.manifest;

import dev.shmfit.analysis.stated.GroupLayout;
import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.GroupRequest.Op;
import dev.shmfit.lint.EngineDemand;
import dev.shmfit.manifest.Engine;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.Word;
import dev.shmfit.shm.VllmCommunicators;
import dev.shmfit.shm.VllmCommunicators.Experts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The communicators that a serving engine makes on this node, as its source has them. */
final class EngineGroups {
    private static final List<Op> SHARDED = List.of(Op.ALLREDUCE, Op.ALLGATHER);
    private static final List<Op> WARM_UP = List.of(Op.ALLREDUCE);
    /** Names that say how many parameters are active, or of a family that has experts only. */
    private static final Pattern MIXTURE =
            Pattern.compile("(?i).*(?:moe|mixtral|-a\\d+(?:\\.\\d+)?b\\b|deepseek-(?:v[2-9]|r1)"
                    + "|gpt-oss|kimi-k|llama-4|dbrx|minimax|grok|glm-4\\.[5-9]|glm-[5-9]|qwen3(?:\\.\\d+)?-next).*");

    private final Launch launch;
    private final int tensor;
    private final int pipeline;
    private final int data;
    private final List<GroupRequest> groups = new ArrayList<>();

    private EngineGroups(Launch launch) {
        this.launch = launch;
        this.tensor = (int) (long) launch.tensor().asOptional().orElse(1L);
        this.pipeline = (int) (long) launch.pipeline().asOptional().orElse(1L);
        this.data = (int) (long) launch.data().asOptional().orElse(1L);
    }

    /** The groups, those of one worker left out. */
    static List<GroupRequest> of(Launch launch, ManifestContainer c) {
        EngineGroups all = new EngineGroups(launch);
        if (launch.engine() == Engine.VLLM) {
            all.vllm(communicators(c));
        } else {
            // SGLang has its own communicator in graphs and PyTorch's outside them (parallel_state.py@v0.5.23).
            boolean twice = launch.engine() == Engine.SGLANG;
            all.tensor("tp", SHARDED);
            if (twice) {
                all.tensor("tp-torch", SHARDED);
            }
            all.pipeline(twice);
        }
        return all.groups;
    }

    private static VllmCommunicators communicators(ManifestContainer c) {
        return EngineDemand.vllm(c).map(VllmCommunicators::of).orElseGet(VllmCommunicators::newest);
    }

    /** Whether vLLM's communicators would be others if the model were a mixture of experts. */
    static boolean restsOnExperts(Launch launch, ManifestContainer c) {
        EngineGroups all = new EngineGroups(launch);
        return launch.engine() == Engine.VLLM
                && communicators(c).experts() == Experts.MIXTURES
                && (long) all.tensor * all.data > 1
                && !all.isMixture();
    }

    private void vllm(VllmCommunicators made) {
        tensor("tp", made.torchGathers() ? WARM_UP : SHARDED);
        if (made.torchGathers()) {
            tensor("tp-torch", List.of(Op.ALLGATHER));
        }
        launch.option("--decode-context-parallel-size", "-dcp")
                .map(Word::text)
                .filter(t -> t.matches("[1-9]\\d{0,2}"))
                .map(Integer::parseInt)
                .filter(n -> n > 1)
                .ifPresent(n -> consecutive("dcp", n, SHARDED));
        boolean experts = made.experts() == Experts.ALL || (made.experts() == Experts.MIXTURES && isMixture());
        if (experts && data > 1) {
            strided("dp", tensor * pipeline, data, WARM_UP);
        }
        // With both pipeline and data parallelism its workers are not next to each other.
        if (experts && (pipeline == 1 || data == 1) && tensor * data > 1) {
            consecutive(
                    "ep", tensor * data, data > 1 ? List.of(Op.ALLREDUCE, Op.ALLGATHER, Op.REDUCESCATTER) : WARM_UP);
        }
        pipeline(true);
    }

    private boolean isMixture() {
        return launch.has("--enable-expert-parallel")
                || launch.has("--enable-eplb")
                || launch.words().stream()
                        .anyMatch(w -> MIXTURE.matcher(w.text()).matches());
    }

    private void tensor(String name, List<Op> operations) {
        if (tensor > 1) {
            consecutive(name, tensor, operations);
        }
    }

    /** @param own whether the engine makes a communicator besides the one that PyTorch sends with */
    private void pipeline(boolean own) {
        long all = launch.ranks().asOptional().orElse(0L)
                * launch.nodes().asOptional().orElse(1L);
        if (pipeline < 2 || all != (long) tensor * pipeline) {
            return;
        }
        if (own) {
            strided("pp", tensor, pipeline, WARM_UP);
        }
        strided(own ? "pp-torch" : "pp", tensor, pipeline, List.of(Op.SENDRECV));
    }

    private void consecutive(String name, int size, List<Op> operations) {
        groups.add(GroupRequest.consecutive(name, OptionalInt.of(size), operations, false));
    }

    private void strided(String name, int stride, int size, List<Op> operations) {
        groups.add(new GroupRequest(name, new GroupLayout.Strided(stride, OptionalInt.of(size)), operations, false, 1));
    }
}
