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

    private static final Machine APART =
            new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(1)).numa(Machine.gpus(1));

    private static Machine linked(int first, int second) {
        return new Machine(Machine.Cpu.SKYLAKE)
                .numa(Machine.gpus(2))
                .nvLink(0, 1, 4)
                .computeCapability(0, first)
                .computeCapability(1, second);
    }

    private static String via(Machine machine, String version, String settings) {
        NcclNode node = machine.node(version, settings.isEmpty() ? new String[0] : settings.split(" ", -1));
        return new ViaText(node, new Job(node).make(machine.world(), Optional.empty())).of(0, 1);
    }

    /** src/graph/paths.cc ncclTopoCheckP2p: both have to be of 8.0, and NVLink between them. */
    @ParameterizedTest
    @CsvSource({
        "80, 80, '', P2P/CUMEM/read",
        "80, 90, '', P2P/CUMEM",
        "90, 80, '', P2P/CUMEM",
        "90, 90, '', P2P/CUMEM",
        "70, 70, '', P2P/CUMEM",
        "90, 90, NCCL_P2P_READ_ENABLE=1, P2P/CUMEM/read",
        "80, 80, NCCL_P2P_READ_ENABLE=0, P2P/CUMEM",
        "80, 80, NCCL_CUMEM_ENABLE=0, P2P/IPC/read",
        "80, 80, NCCL_P2P_USE_CUDA_MEMCPY=1, P2P/CUMEM/CE"
    })
    void two_gpus_of_compute_capability_8_0_read_over_nvlink(int first, int second, String settings, String via) {
        assertThat(via(linked(first, second), "2.26.2", settings)).isEqualTo(via);
    }

    /** src/transport/shm.cc: NCCL_SHM_MEMCPY_MODE is 1 for the sender's side, 2 for the receiver's, 3 for both. */
    @ParameterizedTest
    @CsvSource({
        "2.12.12, '', direct shared memory",
        "2.13.4, '', SHM/direct/direct",
        "2.13.4, NCCL_SHM_USE_CUDA_MEMCPY=1, SHM/CE/direct",
        "2.21.5, NCCL_SHM_USE_CUDA_MEMCPY=1 NCCL_SHM_MEMCPY_MODE=2, SHM/direct/CE",
        "2.21.5, NCCL_SHM_USE_CUDA_MEMCPY=1 NCCL_SHM_MEMCPY_MODE=3, SHM/CE/CE",
        "2.21.5, NCCL_SHM_MEMCPY_MODE=3, SHM/direct/direct"
    })
    void shared_memory_is_copied_by_engines_on_the_sides_that_are_told(String version, String settings, String via) {
        String without = settings.isEmpty() ? "NCCL_P2P_DISABLE=1" : settings + " NCCL_P2P_DISABLE=1";
        assertThat(via(APART, version, without)).isEqualTo(via);
    }
}
