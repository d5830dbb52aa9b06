package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViaTextTest {
    /** NVLinks along the sides of a square: 0 and 3 reach each other through 1 or 2. */
    private static final Machine SQUARE = new Machine(Machine.Cpu.SKYLAKE)
            .numa(Machine.gpus(4))
            .nvLink(0, 1, 2)
            .nvLink(1, 3, 2)
            .nvLink(0, 2, 2)
            .nvLink(2, 3, 2);

    @ParameterizedTest
    @CsvSource({"2.18.1, '[0-9a-f]{4,}'", "2.18.3, '[12]'"})
    void the_gpu_between_is_named_by_its_bus_id_before_2_18_3(String version, String name) {
        NcclNode node = SQUARE.node(version);
        Communicator world = new Job(node).make(SQUARE.world(), Optional.empty());
        assertThat(new ViaText(node, world).of(0, 3)).matches("P2P/indirect/[12]\\[" + name + "]");
    }
}
