package dev.shmfit.nccl.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class P2pScheduleTest {
    private static List<Integer> channels(String version, List<List<Integer>> nodes, int from, int to) {
        return new P2pSchedule(NcclVersion.parse(version).orElseThrow(), NcclSettings.NONE, nodes)
                .channels(new P2pChannels(8, 2), from, to);
    }

    private static List<Integer> ranks(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** The distance is 2; of 8 channels a message takes two. */
    @ParameterizedTest
    @CsvSource({
        "2.12.12, 2, 6", // the part is mirrored
        "2.13.4, 2, 3", // the base is
        "2.21.5, 2, 3",
        "2.22.3, 3, 7", // the order of distances is 0 1 3 2
        "2.27.7, 3, 7",
        "2.28.3, 6, 7", // the base is mirrored again
        "2.28.7, 2, 3", // distances ascend inside a group
        "2.30.7, 2, 3"
    })
    void channels_of_a_pair_on_one_node(String version, int first, int second) {
        assertThat(channels(version, List.of(ranks(0, 4)), 0, 2)).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource({"2.9.9", "2.12.7", "2.21.5", "2.22.3", "2.28.3", "2.28.7", "2.28.9", "2.30.7"})
    void sender_and_receiver_of_any_pair_agree_on_different_channels(String version) {
        for (int n = 2; n <= 9; n++) {
            for (int to = 1; to < n; to++) {
                assertThat(channels(version, List.of(ranks(0, n)), 0, to))
                        .as("NCCL %s, %d ranks, to %d", version, n, to)
                        .doesNotHaveDuplicates()
                        .allMatch(c -> c >= 0 && c < 8);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2.21.5, 4, 5", "2.22.3, 1, 5", "2.27.7, 1, 5", "2.28.9, 4, 5"})
    void between_nodes_eight_ranks_share_a_base(String version, int first, int second) {
        List<List<Integer>> nodes = List.of(ranks(0, 4), ranks(4, 8));
        assertThat(channels(version, nodes, 0, 4)).containsExactly(first, second);
        assertThat(channels(version, nodes, 0, 5)).containsExactly(first, second);
    }
}
