package dev.shmfit.analysis.stated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuModels;
import dev.shmfit.topology.PciLink;
import dev.shmfit.units.MalformedText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts stated as people say them. */
class StatedNamesTest {
    private static StatedFacts stated(String statement) {
        return StatedFactsParser.parse(List.of(statement), file -> "");
    }

    @ParameterizedTest
    @CsvSource({
        "4090, 89",
        "RTX 4090, 89",
        "rtx4090, 89",
        "NVIDIA GeForce RTX 4090, 89",
        "4070ti, 89",
        "5090, 120",
        "3090 Ti, 86",
        "2080ti, 75",
        "1080ti, 61",
        "H100, 90",
        "h100sxm, 90",
        "H100 PCIe, 90",
        "NVIDIA H100 80GB HBM3, 90",
        "l40s, 89",
        "a100, 80",
        "A100-SXM4-80GB, 80",
        "b200, 100",
        "a6000, 86",
        "6000 Ada, 89",
        "rtx_pro_6000, 120",
        "t4, 75",
        "Tesla V100-SXM2-16GB, 70",
        "4090D, 89",
        "NVIDIA GeForce RTX 4090 D, 89",
        "4070 Ti Super, 89",
        "rtx4070tisuper, 89",
        "3080 Ti, 86",
        "NVIDIA GeForce RTX 3080 Laptop GPU, 86",
        "2070 super, 75",
        "GTX 1660 SUPER, 75",
        "H100 SXM5 80GB, 90",
        "HGX H100, 90",
        "NVIDIA H100 80GB HBM3, 90",
        "NVIDIA A100-PCIE-40GB, 80",
        "NVIDIA A100 80GB PCIe, 80",
        "A100-SXM4-40GB MIG 1g.5gb, 80",
        "NVIDIA A800 40GB Active, 80",
        "NVIDIA RTX 6000 Ada Generation, 89",
        "NVIDIA RTX 2000 Ada Generation, 89",
        "NVIDIA RTX PRO 6000 Blackwell Server Edition, 120",
        "NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition, 120",
        "NVIDIA TITAN RTX, 75",
        "NVIDIA GH200 480GB, 90",
        "GB200 NVL72, 100"
    })
    void a_gpu_is_known_by_what_people_call_it(String name, int computeCapability) {
        String gpu = stated("gpu=" + name).get(Facts.GPU).orElseThrow();
        assertThat(GpuModels.of(gpu).orElseThrow().computeCapability()).isEqualTo(computeCapability);
    }

    @ParameterizedTest
    @CsvSource({"4091, RTX 4090", "H10O, H100", "L41, L40", "RTX 4900, RTX 4090"})
    void an_unknown_gpu_is_refused_with_the_nearest(String name, String near) {
        assertThatThrownBy(() -> stated("gpu=" + name))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("near are")
                .hasMessageContaining(near);
    }

    /** Each has a word that no product of the name has: what was said is then not what would be taken. */
    @ParameterizedTest
    @CsvSource({
        "rtx 4090 ti, RTX 4090",
        "4090ti, RTX 4090",
        "4080 Ti, RTX 4080",
        "RTX 4090 SUPER, RTX 4090",
        "5080 ti, RTX 5080",
        "5090 SUPER, RTX 5090",
        "1060 Ti, GTX 1080 Ti",
        "H100 Ti, H100",
        "A100 Super, A100",
        "L40S Ti, L40S",
        "A100 SXM5, A100",
        "A100 NVL, A100",
        "H100 SXM4, H100",
        "H200 PCIe, H100 PCIe",
        "GeForce H100, H100",
        "Tesla 4090, RTX 4090",
        "RTX 3090 Ada, RTX 3090",
        "H100 Blackwell, H100",
        "RTX H100, H100",
        "V100X, V100"
    })
    void a_word_that_is_no_part_of_the_name_is_refused(String name, String near) {
        assertThatThrownBy(() -> stated("gpu=" + name))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("near are")
                .hasMessageContaining(near);
    }

    /** Names that are read are as strict about what makes another product of one. */
    @Test
    void a_product_that_is_not_known_is_not_taken_for_the_one_before_it() {
        assertThat(GpuModels.of("NVIDIA GeForce RTX 4090 Ti")).isEmpty();
        assertThat(GpuModels.of("NVIDIA GeForce RTX 5080 SUPER")).isEmpty();
        assertThat(GpuModels.of("NVIDIA GeForce RTX 4090")).isPresent();
    }

    @Test
    void every_name_that_is_proposed_is_known() {
        assertThat(GpuNames.USUAL)
                .allSatisfy(n -> assertThat(GpuNames.parse(n)).as(n).isEqualTo(n));
    }

    @ParameterizedTest
    @CsvSource({
        "Intel(R) Xeon(R) Platinum 8480C, INTEL, 143",
        "Intel(R) Xeon(R) Platinum 8358 CPU @ 2.60GHz, INTEL, 106",
        "Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz, INTEL, 85",
        "INTEL(R) XEON(R) PLATINUM 8580, INTEL, 207",
        "Intel(R) Xeon(R) CPU E5-2698 v4 @ 2.20GHz, INTEL, 79",
        "Intel(R) Xeon(R) 6972P, INTEL, 173",
        "Intel(R) Xeon(R) w9-3495X, INTEL, 143",
        "13th Gen Intel(R) Core(TM) i9-13900K, INTEL, 183",
        "AMD EPYC 9654 96-Core Processor, AMD, -1",
        "AMD EPYC 7742 64-Core Processor, AMD, -1",
        "AMD Ryzen Threadripper PRO 5975WX 32-Cores, AMD, -1",
        "ZHAOXIN KaiSheng KH-40000/16, ZHAOXIN, 91",
        "intel:icelake, INTEL, 106",
        "amd, AMD, -1"
    })
    void a_cpu_is_known_by_what_lscpu_prints(String name, CpuIdentity.Vendor vendor, int model) {
        CpuIdentity cpu = stated("cpu=" + name).get(Facts.CPU).orElseThrow();
        assertThat(cpu.vendor()).isEqualTo(vendor);
        assertThat(cpu.model()).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({
        "AMD EPYC 7742, 143",
        "AMD EPYC 7763, 175",
        "AMD EPYC 9654, 175",
        "AMD EPYC 9755, 191",
        "amd:milan, 175",
        "amd:Turin, 191"
    })
    void an_amd_name_tells_its_zen_generation(String name, int family) {
        assertThat(stated("cpu=" + name).get(Facts.CPU).orElseThrow().family()).isEqualTo(family);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Neoverse-V2", "NVIDIA Grace", "Kunpeng-920"})
    void an_arm_cpu_is_known_by_its_core(String name) {
        assertThat(stated("cpu=" + name).get(Facts.CPU).orElseThrow().arch()).isEqualTo(CpuIdentity.Arch.ARM64);
    }

    @ParameterizedTest
    @CsvSource({
        "12.4, 12040",
        "13.0, 13000",
        "550.54.15, 12040",
        "535.104.05, 12020",
        "570, 12080",
        "580.95.05, 13000",
        "999.10, 13040",
        "561.09, 12060"
    })
    void the_drivers_version_stands_for_its_cuda(String driver, int cuda) {
        assertThat(stated("cuda-driver=" + driver).get(Facts.CUDA_DRIVER)).contains(cuda);
    }

    @Test
    void what_was_taken_for_a_driver_is_said() {
        assertThat(stated("cuda-driver=550.54.15").texts()).containsEntry(Facts.CUDA_DRIVER, "550.54.15 (CUDA 12.4)");
        assertThat(stated("cuda-driver=12.4").texts()).containsEntry(Facts.CUDA_DRIVER, "12.4");
        assertThatThrownBy(() -> stated("cuda-driver=384.81")).hasMessageContaining("the oldest branch is 410");
    }

    @Test
    void a_generation_without_a_width_is_x16_and_said_so() {
        StatedFacts facts = stated("pcie=gen4");
        assertThat(facts.get(Facts.PCIE)).contains(new PciLink("16.0 GT/s PCIe", 16));
        assertThat(facts.texts()).containsEntry(Facts.PCIE, "gen4 (a width of x16 assumed)");
        assertThat(stated("pcie=gen3x8").texts()).containsEntry(Facts.PCIE, "gen3x8");
    }

    @Test
    void p2p_is_yes_or_no() {
        assertThat(stated("p2p=yes").get(Facts.P2P)).contains(StatedFacts.P2p.OK);
        assertThat(stated("p2p=no").get(Facts.P2P)).contains(StatedFacts.P2p.NONE);
        assertThat(stated("p2p=unknown").get(Facts.P2P)).contains(StatedFacts.P2p.UNKNOWN);
    }

    @Test
    void the_help_names_every_key_and_no_other() {
        List<String> keys = AssumeHelp.text()
                .lines()
                .filter(l -> l.matches("[a-z0-9-]+=.*"))
                .map(l -> l.substring(0, l.indexOf('=')))
                .toList();
        assertThat(keys).containsExactlyElementsOf(StatedFactsParser.KEYS);
    }
}
