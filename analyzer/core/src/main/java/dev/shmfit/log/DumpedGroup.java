package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A communicator that a dump tells of, or several that are alike.
 *
 * @param by who tells
 * @param id its hash or name; empty where the dump has none
 * @param ranks how many
 * @param nodes over which it spans, where the dump says it
 * @param placed ranks with their process and GPU, where the dump says it
 * @param times how many there are alike
 */
public record DumpedGroup(
        By by,
        String id,
        int ranks,
        OptionalInt nodes,
        SortedMap<Integer, LoggedRank> placed,
        SourceRef source,
        int times) {
    /** Who tells. */
    public enum By {
        /** NCCL's RAS client. */
        RAS,
        /** PyTorch's flight recorder. */
        RECORDER
    }

    public DumpedGroup {
        placed = Collections.unmodifiableSortedMap(new TreeMap<>(placed));
    }

    /** What it says, and what of the dump is not used. */
    public Text sentence() {
        List<Text> said = new ArrayList<>();
        said.add(Text.of("observation/dump-of-ranks", "what", what(), "ranks", ranks));
        nodes.ifPresent(n -> said.add(Text.of("observation/dump-over-nodes", "nodes", n)));
        if (!placed.isEmpty()) {
            said.add(Text.of("observation/dump-on-gpus", "gpus", placed.size()));
        }
        return Text.of(
                "observation/dump-communicator",
                "by",
                by == By.RAS ? Text.of("observation/dump-by-ras") : Text.of("observation/dump-by-recorder"),
                "said",
                Text.commas(said),
                "unused",
                by == By.RAS ? Text.of("observation/dump-ras-unused") : Text.of("observation/dump-entries-unused"));
    }

    private Text what() {
        if (times > 1) {
            return Text.of("observation/dump-several", "times", times);
        }
        if (by == By.RAS) {
            return Text.of("observation/dump-a-communicator");
        }
        return id.isEmpty() ? Text.of("observation/dump-a-group") : Text.of("observation/dump-group", "id", id);
    }
}
