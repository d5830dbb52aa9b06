package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Optional;

/**
 * How a command line starts the ranks of a job.
 *
 * @param engine that starts them
 * @param program as the command line names it
 * @param ranks on one node; absent where only the node's GPUs tell
 * @param tensor parallel size; absent where it is not stated, which is 1
 * @param pipeline parallel size
 * @param data parallel size on one node
 * @param words of the command line from the program on
 */
public record Launch(
        Engine engine,
        String program,
        Reading<Long> ranks,
        Reading<Long> tensor,
        Reading<Long> pipeline,
        Reading<Long> data,
        List<Word> words) {
    public Launch {
        words = List.copyOf(words);
    }

    /** Workers of one engine on this node: tensor times pipeline parallel. */
    public long workers() {
        return tensor.asOptional().orElse(1L) * pipeline.asOptional().orElse(1L);
    }

    /** Where the program stands. */
    public Span at() {
        return words.get(0).at();
    }

    /** The value of the last option of one of these names, in both spellings. */
    public Optional<Word> option(String... names) {
        return LaunchReader.option(words, List.of(names));
    }
}
