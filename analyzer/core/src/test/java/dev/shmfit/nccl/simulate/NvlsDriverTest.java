package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.units.ByteCount;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NVLS asks the driver's version only while it has no graph of its own; later versions ask for multicast alone. */
class NvlsDriverTest {
    private static final Machine HGX = new Machine(Machine.Cpu.SAPPHIRE_RAPIDS)
            .computeCapability(90)
            .numa(Machine.gpus(4))
            .numa(Machine.gpus(4))
            .nvSwitch(18);

    private static int nvlsChannels(String version, int driver, boolean multicast) {
        NcclNode recent = HGX.node(version);
        NcclNode node = new NcclNode(
                recent.hardware().get(0).topology(),
                recent.hardware().get(0).access(),
                new NcclPlatform(driver, true, true, ByteCount.mebibytes(2), 1, false, multicast, false),
                recent.version(),
                recent.settings());
        return new Job(node).make(HGX.world(), Optional.empty()).counts().nvls();
    }

    @ParameterizedTest
    @CsvSource({
        "2.16.5, 12080, true, false",
        "2.17.1, 12000, true, false",
        "2.17.1, 12010, true, true",
        "2.17.1, 12010, false, false",
        "2.18.1, 12000, true, true",
        "2.18.1, 12000, false, false",
        "2.30.7, 12000, true, true"
    })
    void the_driver_has_to_be_of_cuda_12_1_in_2_17(String version, int driver, boolean multicast, boolean nvls) {
        assertThat(nvlsChannels(version, driver, multicast) > 0).isEqualTo(nvls);
    }
}
