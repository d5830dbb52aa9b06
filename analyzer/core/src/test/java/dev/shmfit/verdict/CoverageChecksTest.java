package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PciFunction;
import dev.shmfit.topology.PciLink;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a job was not looked at is said, and only that. */
class CoverageChecksTest {
    private static Surroundings nodes(int count) {
        Reading<Boolean> open = Reading.absent("not captured");
        return new Surroundings(Platform.SLURM, false, open, open, open, count);
    }

    private static GpuTopology gpu(String product) {
        PciFunction pci = new PciFunction("", "0x030200", "0x10de", "", "", "", PciLink.UNKNOWN);
        return GpuTopology.builder()
                .add(new Device.Gpu(new DeviceId("gpu:0"), 0, pci, Reading.absent("-"), false, product))
                .build();
    }

    private static List<String> ids(Situation s) {
        return s.findings().stream().map(Finding::id).toList();
    }

    @Test
    void a_job_of_several_nodes_is_told_that_one_is_assessed_and_how_many_there_are() {
        assertThat(new Situation().in(nodes(4)).finding("job-spans-nodes"))
                .hasValueSatisfying(f -> assertThat(f.summary().english()).contains("4 nodes"));
        assertThat(ids(new Situation().in(nodes(1)))).doesNotContain("job-spans-nodes");
        assertThat(ids(new Situation().in(nodes(2)))).contains("job-spans-nodes");
    }

    @ParameterizedTest
    @CsvSource({
        "NCCL_COLLNET_ENABLE, 1, collnet-not-followed, true",
        "NCCL_COLLNET_ENABLE, 0, collnet-not-followed, false",
        "NCCL_COLLNET_ENABLE, 2, collnet-not-followed, false",
        "NCCL_NETDEVS_POLICY, ALL, net-devices-policy-not-compared, true",
        "NCCL_NETDEVS_POLICY, max:2, net-devices-policy-not-compared, true",
        "NCCL_NETDEVS_POLICY, AUTO, net-devices-policy-not-compared, false"
    })
    void settings_of_the_network_that_are_not_followed_or_not_compared_are_said(
            String name, String value, String id, boolean said) {
        assertThat(ids(new Situation().in(nodes(2)).env(name, value)).contains(id))
                .isEqualTo(said);
        assertThat(ids(new Situation().env(name, value))).doesNotContain(id);
    }

    @Test
    void a_stated_plugin_for_collnet_leaves_its_bounds_to_be_told_and_none_leaves_nothing() {
        Situation asked = new Situation().in(nodes(2)).env("NCCL_COLLNET_ENABLE", "1");
        assertThat(ids(asked.collNet(false))).doesNotContain("collnet-not-followed");
        assertThat(asked.collNet(true).finding("collnet-not-followed"))
                .hasValueSatisfying(f -> assertThat(f.remedy().english()).doesNotContain("collnet="));
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA GB200, 2, true",
        "NVIDIA GH200 480GB, 2, true",
        "NVIDIA GB200, 0, false",
        "NVIDIA H100, 2, false"
    })
    void gpus_of_a_rack_may_share_their_nvlinks_unless_that_is_off(String product, String mnnvl, boolean said) {
        Situation s = new Situation().in(nodes(2)).node(gpu(product)).env("NCCL_MNNVL_ENABLE", mnnvl);
        assertThat(ids(s).contains("nvlink-domain-not-followed")).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"31, 0, false", "31, 1, true", "30, 7, false"})
    void a_version_whose_rules_are_not_known_is_said(int minor, int patch, boolean said) {
        assertThat(ids(new Situation().nccl(minor, patch)).contains("nccl-newer-than-known"))
                .isEqualTo(said);
    }

    @Test
    void every_setting_that_is_not_taken_as_written_is_a_finding_of_its_kind() {
        List<Finding> findings = new Situation()
                .nccl(21, 5)
                .env("NCCL_P2P_LEVL", "SYS")
                .env("NCCL_RUNTIME_CONNECT", "1")
                .env("NCCL_NTHREADS", "100")
                .env("NCCL_FASTRAK_CTRL_DEV", "eth0")
                .env("NCCL_BUFFSIZE", "4194304")
                .findings();
        assertThat(findings)
                .filteredOn(f -> f.id().startsWith("nccl-setting-"))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "nccl-setting-unknown",
                        "nccl-setting-of-other-version",
                        "nccl-setting-value-ignored",
                        "nccl-setting-of-others");
        assertThat(findings)
                .filteredOn(f -> f.id().equals("nccl-setting-unknown"))
                .allSatisfy(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.WARNING);
                    assertThat(f.summary().english()).contains("NCCL_P2P_LEVL");
                });
        assertThat(new Situation().env("NCCL_FROBNICATE_QUUX", "1").finding("nccl-setting-unknown"))
                .hasValueSatisfying(f -> assertThat(f.severity()).isEqualTo(Severity.NOTE));
        assertThat(new Situation().nccl(30, 7).env("NCCL_PROTO", "LL64").finding("nccl-setting-value-refused"))
                .isPresent();
    }

    @Test
    void words_of_reports_are_stable() {
        assertThat(Owner.values()).extracting(Owner::word).containsExactly("job", "image", "node", "hypervisor");
        assertThat(Severity.values())
                .extracting(Severity::word)
                .containsExactly("ok", "note", "warning", "problem", "not-assessed");
        assertThat(Platform.values()).allSatisfy(p -> {
            assertThat(p.title()).isNotBlank();
            assertThat(p.word()).isEqualTo(p.name().toLowerCase(Locale.ROOT));
        });
        assertThat(Platform.values())
                .filteredOn(Platform::isKubernetes)
                .containsExactly(Platform.KUBERNETES, Platform.ARGO, Platform.KUBERAY);
        assertThat(Platform.values())
                .filteredOn(p -> !p.isContainer())
                .containsExactlyInAnyOrder(Platform.APPTAINER, Platform.SLURM, Platform.HOST, Platform.UNKNOWN);
    }
}
