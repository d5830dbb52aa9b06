package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.Machine.Part;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.PathType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchFlattenerTest {
    private static final String GEN4 = "1000 c010 1000 a096";
    private static final String GEN5_TOP = "1000 c030 1000 0001";
    private static final String GEN5_SUB = "1000 c030 1000 1001";

    /** Two GPUs below sub-switches of their own. */
    private static PathType path(String version, String top, String sub) {
        Part left = Machine.pciSwitch(sub, List.of(Machine.gpu()));
        Part right = Machine.pciSwitch(sub, List.of(Machine.gpu()));
        Machine machine = new Machine(Machine.Cpu.SKYLAKE).numa(Machine.pciSwitch(top, List.of(left, right)));
        TopoSystem system = SystemBuilder.build(
                machine.topology(),
                Map.of(0, 0, 1, 1),
                NcclVersion.parse(version).orElseThrow());
        PathFinder.computeRaw(system, new GraphSettings(false, false, false, 2, 2, -1, -2, false));
        return system.order().type(system.pathType(0, 1));
    }

    @ParameterizedTest
    @CsvSource({"2.8.4, PXB", "2.9.6, PIX", "2.19.4, PIX", "2.20.3, PIX", "2.30.7, PIX"})
    void gen4_sub_switches_are_one_switch_from_2_9_6(String version, PathType expected) {
        assertThat(path(version, GEN4, GEN4)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.19.4, PXB", "2.20.3, PIX", "2.30.7, PIX"})
    void gen5_sub_switches_are_one_switch_from_2_20_3(String version, PathType expected) {
        assertThat(path(version, GEN5_TOP, GEN5_SUB)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.9.6", "2.30.7"})
    void other_switches_stay_cascades(String version) {
        assertThat(path(version, "10b5 8749 10b5 8749", "10b5 8749 10b5 8749")).isEqualTo(PathType.PXB);
    }

    @ParameterizedTest
    @CsvSource({"2.20.3", "2.30.7"})
    void a_gen5_switch_below_another_top_switch_is_not_fused(String version) {
        assertThat(path(version, GEN5_TOP, GEN5_TOP)).isEqualTo(PathType.PXB);
    }
}
