package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Between a GPU and its device NCCL takes and gives back with rounding that does not undo itself. However long a search goes
 * on, what adds up leaves far more than the device's other links hold, so that the link never stops a path.
 */
class NeverFullTest {
    private static final int TAKES = 1 << 21;

    @Test
    void rounding_never_fills_the_link_between_a_gpu_and_its_device() {
        GraphConstants constants = GraphConstants.of(NcclVersion.of(2, 30, 7));
        for (int generation : new int[] {70, 90, 100}) {
            for (boolean overNet : new boolean[] {false, true}) {
                float[] speeds = constants.speeds(overNet, generation);
                for (float speed : speeds) {
                    assertThat(least(speed)).as("%s GB/s", speed).isGreaterThan(FastPathWalker.MOST_BESIDE);
                    assertThat(least(speed / 2)).as("%s GB/s", speed / 2).isGreaterThan(FastPathWalker.MOST_BESIDE);
                }
                assertThat(least(speeds)).isGreaterThan(FastPathWalker.MOST_BESIDE);
            }
        }
    }

    /** The least that is there when nothing is taken any more. */
    private static float least(float... speeds) {
        Random random = new Random(speeds.length);
        Deque<Float> taken = new ArrayDeque<>();
        float[] left = {GraphConstants.LOCAL_BW};
        float[] least = {left[0]};
        IntStream.range(0, TAKES).forEach(i -> {
            if (taken.isEmpty() || (taken.size() < 32 && random.nextBoolean())) {
                taken.push(speeds[random.nextInt(speeds.length)]);
                left[0] = PathWalker.subtract(left[0], taken.element());
            } else {
                left[0] = PathWalker.subtract(left[0], -taken.pop());
            }
            least[0] = taken.isEmpty() ? Math.min(least[0], left[0]) : least[0];
        });
        return least[0];
    }
}
