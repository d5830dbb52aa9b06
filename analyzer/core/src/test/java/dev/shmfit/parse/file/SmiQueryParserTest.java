package dev.shmfit.parse.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmiQueryParserTest {
    private static SmiQuery query(String text) {
        return SmiQueryParser.parse(text, "nvidia-smi-q.xml").value();
    }

    @Test
    void a_gpu_has_the_name_mode_state_and_uuid_of_its_own_element() {
        SmiQuery q = query("""
                <driver_version>550.54.15</driver_version>
                <cuda_version>12.4</cuda_version>
                <gpu id="00000000:1B:00.0">
                  <product_name>NVIDIA H100</product_name>
                  <uuid>GPU-1</uuid>
                  <current_mig>Enabled</current_mig>
                  <mig_device>
                    <uuid>MIG-1</uuid>
                  </mig_device>
                  <state>P0</state>
                  <fabric>
                    <state>Completed</state>
                  </fabric>
                </gpu>
                <gpu id="00000001:3D:00.0">
                  <product_name>NVIDIA H200</product_name>
                </gpu>
                """);
        assertThat(q.driver().asOptional()).contains("550.54.15");
        assertThat(q.cuda().asOptional()).contains(12040);
        assertThat(q.gpus()).extracting(SmiQuery.Gpu::busId).containsExactly("0000:1b:00.0", "0001:3d:00.0");
        SmiQuery.Gpu first = q.gpus().get(0);
        assertThat(first.uuid().asOptional()).contains("GPU-1");
        assertThat(first.mig().asOptional()).contains("Enabled");
        assertThat(first.fabric().asOptional()).contains("Completed");
        assertThat(q.gpus().get(1).uuid().isKnown()).isFalse();
        assertThat(q.gpus().get(1).fabric().isKnown()).isFalse();
    }

    /** nvidia-smi writes eight digits of the PCI domain, the kernel at least four. */
    @ParameterizedTest
    @CsvSource({
        "00000000:1B:00.0, 0000:1b:00.0",
        "0000:1B:00.0, 0000:1b:00.0",
        "00010000:1B:00.0, 00010000:1b:00.0",
        "0000ABCD:1B:00.0, abcd:1b:00.0"
    })
    void a_bus_id_is_written_as_the_kernel_writes_it(String id, String busId) {
        assertThat(query("<gpu id=\"" + id + "\">\n<product_name>G</product_name>\n")
                        .gpus())
                .singleElement()
                .extracting(SmiQuery.Gpu::busId)
                .isEqualTo(busId);
    }

    @ParameterizedTest
    @CsvSource({"12.4, 12040", "13.0, 13000", "9.2, 9020", "999.99, 999990"})
    void the_drivers_newest_cuda_is_a_thousand_a_major_and_ten_a_minor(String text, int version) {
        assertThat(query("<cuda_version>" + text + "</cuda_version>\n").cuda().asOptional())
                .contains(version);
    }

    @ParameterizedTest
    @CsvSource({"12", "N/A", "12.x", "1000.0", "12.100", "x.4"})
    void what_is_no_version_is_not_known(String text) {
        assertThat(query("<cuda_version>" + text + "</cuda_version>\n").cuda()).isInstanceOf(Reading.Unreadable.class);
    }
}
