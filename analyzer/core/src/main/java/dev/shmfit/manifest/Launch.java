package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Optional;

/**
 * How a command line starts the ranks of a job.
 *
 * @param engine that starts them
 * @param program as the command line names it
 * @param nodes of the job; absent where it is not stated
 * @param ranks on one node; absent where only the node's GPUs tell; unreadable where a parallel size is no count
 * @param tensor parallel size; absent where it is not stated, which is 1
 * @param pipeline parallel size
 * @param data parallel size
 * @param words of the command line from the program on
 */
public record Launch(
        Engine engine,
        String program,
        Reading<Long> nodes,
        Reading<Long> ranks,
        Reading<Long> tensor,
        Reading<Long> pipeline,
        Reading<Long> data,
        List<Word> words) {
    public Launch {
        words = List.copyOf(words);
    }

    /**
     * The same, started by another launch ({@code srun torchrun --nnodes $SLURM_NNODES}), which tells the nodes where this
     * one names a variable. Where it names none, each node runs a job of its own.
     */
    Launch within(Optional<Launch> outer) {
        Reading<Long> told =
                asksAround() ? outer.map(Launch::nodes).filter(Reading::isKnown).orElse(nodes) : nodes;
        return new Launch(engine, program, told, ranks, tensor, pipeline, data, words);
    }

    /** Whether the job has as many nodes as what surrounds it: it says so by a variable, or starts ranks on all of them. */
    public boolean asksAround() {
        boolean everywhere = engine == Engine.SRUN || engine == Engine.MPIRUN;
        return nodes instanceof Reading.Unreadable || (everywhere && !nodes.isKnown());
    }

    /** Whether it names the hosts that its ranks run on, as {@code mpirun --hostfile} does. */
    public boolean isOnHosts() {
        return engine == Engine.MPIRUN
                && option(
                                "--host",
                                "-host",
                                "-H",
                                "--hosts",
                                "-hosts",
                                "--hostfile",
                                "-hostfile",
                                "--machinefile",
                                "-machinefile",
                                "-f")
                        .filter(w -> !w.text().matches("(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?"))
                        .isPresent();
    }

    /** Workers of one engine on each node: tensor times pipeline parallel, as far as it is there. */
    public long workers() {
        long all = tensor.asOptional().orElse(1L) * pipeline.asOptional().orElse(1L);
        return Math.min(all, ranks.asOptional().orElse(all));
    }

    /** Where the program stands. */
    public Span at() {
        return words.get(0).at();
    }

    /** Whether it has an option that takes no value. */
    public boolean has(String option) {
        return words.stream().anyMatch(w -> w.text().equals(option));
    }

    /** The value of the last option of one of these names, in both spellings. */
    public Optional<Word> option(String... names) {
        return LaunchReader.option(words, List.of(names));
    }
}
