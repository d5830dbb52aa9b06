package dev.shmfit.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.reports.NodeV1;
import dev.shmfit.reports.NodeV1.Device;
import dev.shmfit.reports.NodeV1.Gpu;
import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Samples;
import dev.shmfit.text.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {
    private static final Speech ENGLISH = new Speech(Language.ENGLISH);

    static Set<String> samples() {
        return Samples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_gpu_is_drawn_once_and_all_stand_in_one_row(String sample) {
        ReportV1 report = Samples.named(sample);
        List<PictureView.Chip> gpus = chips(report, "gpu");

        assertThat(gpus)
                .extracting(PictureView.Chip::gpu)
                .containsExactlyInAnyOrderElementsOf(report.node().gpus().stream()
                        .map(gpu -> String.valueOf(gpu.index()))
                        .toList());
        assertThat(gpus)
                .extracting(PictureView.Chip::y)
                .containsOnly(gpus.get(0).y());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_device_covers_another_and_none_leaves_the_picture(String sample) {
        PictureView picture = PictureLayout.of(Samples.named(sample), ENGLISH);
        for (PictureView.Chip a : picture.chips()) {
            assertThat(a.x()).isNotNegative();
            assertThat(a.x() + a.width()).isLessThanOrEqualTo(picture.width());
            assertThat(a.y() + a.height()).isLessThanOrEqualTo(picture.height());
            for (PictureView.Chip b : picture.chips()) {
                boolean apart = a.x() + a.width() <= b.x()
                        || b.x() + b.width() <= a.x()
                        || a.y() + a.height() <= b.y()
                        || b.y() + b.height() <= a.y();
                assertThat(apart || a.equals(b))
                        .as("%s and %s", a.title(), b.title())
                        .isTrue();
            }
        }
    }

    @Test
    void each_device_stands_within_the_box_that_holds_it() {
        PictureView picture = PictureLayout.of(Samples.wide16(), ENGLISH);
        for (PictureView.Chip chip : picture.chips()) {
            assertThat(picture.boxes())
                    .filteredOn(b -> b.x() <= chip.x()
                            && b.x() + b.width() >= chip.x() + chip.width()
                            && b.y() <= chip.y()
                            && b.y() + b.height() >= chip.y() + chip.height())
                    .hasSizeBetween(1, 2);
        }
        assertThat(picture.boxes()).hasSize(10);
    }

    @Test
    void neighbours_in_the_rings_are_told_from_other_pairs() {
        PictureView picture = PictureLayout.of(Samples.pcie4Fails(), ENGLISH);

        assertThat(picture.arcs())
                .filteredOn(a -> a.scope().equals("ring"))
                .extracting(PictureView.Arc::key)
                .containsExactly("0-1", "0-3", "1-2", "2-3");
        assertThat(picture.arcs())
                .filteredOn(a -> a.scope().equals("other"))
                .extracting(PictureView.Arc::key)
                .containsExactly("0-2", "1-3");
    }

    @Test
    void links_from_gpu_to_gpu_carry_nvidias_label_and_the_transport_of_the_pair() {
        assertThat(PictureLayout.of(Samples.nvlinkBroken(), ENGLISH).arcs())
                .filteredOn(a -> a.scope().equals("nvlink"))
                .hasSize(6)
                .allMatch(a -> a.css().equals("error"))
                .extracting(PictureView.Arc::label)
                .containsOnly("NV2", "NV4");
    }

    @Test
    void a_list_of_devices_that_is_no_tree_still_shows_every_gpu() {
        List<Device> devices = List.of(
                new Device("a", Kind.SWITCH, "b", "A", "", null),
                new Device("b", Kind.SWITCH, "a", "B", "", null),
                new Device("gpu0", Kind.GPU, "a", "GPU0", "", 0),
                new Device("gpu1", Kind.GPU, "nowhere", "GPU1", "", 1),
                new Device("gpu1", Kind.NIC, null, "twin", "", null),
                new Device("gpu2", Kind.GPU, "gpu1", "GPU2", "", 2));
        List<Gpu> gpus = List.of(
                new Gpu(0, null, null, null),
                new Gpu(1, null, null, null),
                new Gpu(2, null, null, null),
                new Gpu(3, null, null, null));
        NodeV1 node = new NodeV1(gpus, "sysfs", devices, List.of(), List.of());

        assertThat(chips(Samples.withNode(Samples.pcie4Fails(), node), "gpu"))
                .extracting(PictureView.Chip::label)
                .containsExactlyInAnyOrder("GPU0", "GPU1", "GPU2", "GPU3");
    }

    private static List<PictureView.Chip> chips(ReportV1 report, String kind) {
        return PictureLayout.of(report, ENGLISH).chips().stream()
                .filter(chip -> chip.css().equals(kind))
                .toList();
    }
}
