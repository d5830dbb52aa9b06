package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuModelsTest {
    @ParameterizedTest
    @CsvSource({
        "NVIDIA A100-SXM4-80GB, 80, 12, true, 16.0 GT/s PCIe, 16",
        "NVIDIA A100-SXM-64GB, 80, 12, true, 16.0 GT/s PCIe, 16",
        "NVIDIA A100 80GB PCIe, 80, 12, false, 16.0 GT/s PCIe, 16",
        "NVIDIA A100-PCIE-40GB, 80, 12, false, 16.0 GT/s PCIe, 16",
        "NVIDIA H100 80GB HBM3, 90, 18, true, 32.0 GT/s PCIe, 16",
        "NVIDIA H100 PCIe, 90, 12, false, 32.0 GT/s PCIe, 16",
        "NVIDIA H100 NVL, 90, 12, false, 32.0 GT/s PCIe, 16",
        "NVIDIA H200 NVL, 90, 18, false, 32.0 GT/s PCIe, 16",
        "NVIDIA H200, 90, 18, true, 32.0 GT/s PCIe, 16",
        "NVIDIA H20, 90, 18, true, 32.0 GT/s PCIe, 16",
        "NVIDIA GH200 480GB, 90, 18, true, 32.0 GT/s PCIe, 16",
        "NVIDIA B200, 100, 18, true, 32.0 GT/s PCIe, 16",
        "NVIDIA GB200, 100, 18, true, 32.0 GT/s PCIe, 16",
        "NVIDIA L4, 89, 0, false, 16.0 GT/s PCIe, 16",
        "NVIDIA L40S, 89, 0, false, 16.0 GT/s PCIe, 16",
        "NVIDIA A10G, 86, 0, false, 16.0 GT/s PCIe, 16",
        "NVIDIA A40, 86, 4, false, 16.0 GT/s PCIe, 16",
        "NVIDIA RTX A6000, 86, 4, false, 16.0 GT/s PCIe, 16",
        "NVIDIA RTX 6000 Ada Generation, 89, 0, false, 16.0 GT/s PCIe, 16",
        "NVIDIA RTX PRO 6000 Blackwell Server Edition, 120, 0, false, 32.0 GT/s PCIe, 16",
        "NVIDIA GeForce RTX 2080 Ti, 75, 2, false, 8.0 GT/s PCIe, 16",
        "NVIDIA GeForce RTX 3090, 86, 4, false, 16.0 GT/s PCIe, 16",
        "NVIDIA GeForce RTX 4090, 89, 0, false, 16.0 GT/s PCIe, 16",
        "NVIDIA GeForce RTX 5060 Ti, 120, 0, false, 32.0 GT/s PCIe, 8",
        "NVIDIA GeForce RTX 5090, 120, 0, false, 32.0 GT/s PCIe, 16",
        "Tesla V100-SXM2-16GB, 70, 6, false, 8.0 GT/s PCIe, 16",
        "Tesla V100-SXM3-32GB, 70, 6, true, 8.0 GT/s PCIe, 16",
        "Tesla V100-PCIE-32GB, 70, 0, false, 8.0 GT/s PCIe, 16",
        "Tesla P100-PCIE-16GB, 60, 0, false, 8.0 GT/s PCIe, 16",
        "Tesla P100-SXM2-16GB, 60, 4, false, 8.0 GT/s PCIe, 16",
        "Tesla T4, 75, 0, false, 8.0 GT/s PCIe, 16",
        "Tesla K80, 37, 0, false, 8.0 GT/s PCIe, 16",
        "NVIDIA GeForce GTX 1080 Ti, 61, 0, false, 8.0 GT/s PCIe, 16"
    })
    void product_names_tell_the_compute_capability_and_the_links(
            String name, int computeCapability, int nvLinks, boolean nvSwitch, String speed, int width) {
        assertThat(GpuModels.of(name)).hasValueSatisfying(m -> {
            assertThat(m.computeCapability()).isEqualTo(computeCapability);
            assertThat(m.nvLinks()).isEqualTo(nvLinks);
            assertThat(m.nvSwitch()).isEqualTo(nvSwitch);
            assertThat(m.pciLink()).isEqualTo(new PciLink(speed, width));
        });
    }

    @Test
    void a_name_that_is_not_in_the_list_tells_nothing() {
        assertThat(GpuModels.of("Graphics Device")).isEmpty();
        assertThat(GpuModels.of("Quadro RTX 5000")).isEmpty();
        assertThat(GpuModels.of("")).isEmpty();
    }
}
