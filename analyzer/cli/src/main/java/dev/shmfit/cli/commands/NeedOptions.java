package dev.shmfit.cli.commands;

import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.lint.NodeNeed;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By what node and workload sizes in manifests are judged, as a mixin of the commands that read manifests. */
final class NeedOptions {
    @Option(
            names = "--node",
            paramLabel = "NODE",
            description =
                    "Compute what the job needs on a node of the catalogue or a capture, as \"shmfit analyze\" takes it."
                            + " Without it a size is a rule of thumb: 4 GiB, and what a serving engine is known to need.")
    private @Nullable String node;

    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = "A workload file with what the manifest does not say, such as the loaders; with --node.")
    private @Nullable String workload;

    /** Whether sizes are computed. */
    boolean given() {
        return node != null;
    }

    /**
     * What containers need; nothing where no node is given.
     *
     * @param remarks takes what the user has to hear, each once: a job that the node cannot run
     */
    NodeNeed.Source source(CommandContext context, Consumer<String> remarks) {
        Set<String> told = new HashSet<>();
        return ComputedNeed.on(node, workload, context.in(), line -> {
            if (told.add(line)) {
                remarks.accept(line);
            }
        });
    }

    /** The same for a server, which asks from several threads and tells nobody. */
    NodeNeed.Source silent(CommandContext context) {
        return ComputedNeed.on(node, workload, context.in(), line -> {});
    }
}
