package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import dev.shmfit.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a capture shows of the state of a place becomes a finding with its owner and its evidence. */
class PlaceFindingsTest {
    private static final String TMPFS = "30 25 0:27 / /dev/shm rw - tmpfs tmpfs rw,size=65536k\n";
    private static final String SPACE = """
            type=tmpfs
            block_size=4096
            blocks=16384
            blocks_free=16384
            blocks_available=16384
            files=1000
            files_free=999
            mode=1777
            uid=0
            """;

    private final Map<String, String> texts =
            new LinkedHashMap<>(Map.of("mountinfo.txt", TMPFS, "shm-statvfs.txt", SPACE));

    private PlaceFindingsTest with(String file, String text) {
        texts.put(file, text);
        return this;
    }

    private Analysis analysis(CapturedItem... more) {
        List<CapturedItem> items = new java.util.ArrayList<>(List.of(more));
        texts.forEach((name, text) -> items.add(new CapturedItem.Text(name, text)));
        return Analyzer.analyze(AnalysisRequest.of(CaptureParser.parse(Capture.of("place", items))));
    }

    private Finding finding(String id) {
        return analysis().findings().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private boolean has(String id) {
        return analysis().findings().stream().anyMatch(f -> f.id().equals(id));
    }

    @Test
    void a_place_in_order_has_none() {
        assertThat(analysis().findings())
                .extracting(Finding::id)
                .doesNotContain(
                        "shm-mode",
                        "shm-not-tmpfs",
                        "shm-left-behind",
                        "logind-removes-ipc",
                        "acs-redirects-p2p",
                        "iommu-translates",
                        "nvidia-smi-hangs");
        assertThat(analysis().verdict().status()).isEqualTo(Verdict.Status.UNKNOWN);
    }

    @Test
    void files_that_nobody_holds_are_counted_and_those_in_use_are_not() {
        with("shm-files.txt", """
                # processes=20 unreadable=0
                # inode bytes allocated uid gid mode modified holders name
                2 9637892 9641984 0 0 600 1795241362 1 nccl-AbCd (deleted)
                3 20480 20480 0 0 600 1795241362 1 torch_1_2_3
                5 10000 12288 0 0 644 1795241362 0 nccl-stale
                6 4096 4096 0 0 644 1795241362 0 torch_9_9_9
                7 4096 4096 0 0 644 1795241362 0 somebody's own
                """);
        Finding f = finding("shm-left-behind");
        assertThat(f.summary().english())
                .startsWith("2 file(s) of earlier jobs take 16.0 KiB of /dev/shm, and no process uses them: "
                        + "nccl-stale, torch_9_9_9.");
        assertThat(f.owner()).isEqualTo(Owner.NODE);
        assertThat(f.evidence())
                .containsExactly(SourceRef.line("shm-files.txt", 5), SourceRef.line("shm-files.txt", 6));
    }

    /** A kubelet writes the size of a memory volume into its mount; a tmpfs without one takes half of the memory. */
    @ParameterizedTest
    @CsvSource({"kubernetes=yes, false, true", "kubernetes=yes, true, false", "slurm=yes, false, false"})
    void a_pods_volume_without_a_size_is_told(String platform, boolean sized, boolean told) {
        with("platform.txt", platform + "\n");
        with(
                "mountinfo.txt",
                "640 638 0:79 / /dev/shm rw,nosuid shared:7 - tmpfs tmpfs rw" + (sized ? ",size=65536k" : "") + "\n");
        assertThat(has("emptydir-not-sized")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 0, true", "1044480, 0, false", "1044480, 4096, true"})
    void files_in_use_are_worth_telling_from_a_mebibyte_on(long first, long second, boolean told) {
        with("shm-files.txt", String.format(Locale.ROOT, """
                # processes=20 unreadable=0
                2 1 %d 0 0 600 1795241362 1 one
                3 1 %d 0 0 600 1795241362 2 two
                4 1 99999744 0 0 600 1795241362 0 nobodys
                """, first, second));
        assertThat(has("shm-in-use")).isEqualTo(told);
    }

    @Test
    void where_processes_are_hidden_it_says_so() {
        with("shm-files.txt", "# processes=20 unreadable=7\n5 10000 12288 0 0 644 1795241362 0 nccl-stale\n");
        assertThat(finding("shm-left-behind").summary().english())
                .contains("no process that can be seen from here uses them");
    }

    @ParameterizedTest
    @CsvSource({
        "755, 1000, PROBLEM, Permission denied",
        "755, 0, WARNING, Permission denied",
        "777, 1000, WARNING, sticky",
        // The set-group-id bit is not the sticky one.
        "2777, 1000, WARNING, sticky",
        "3777, 1000, , ",
        "1777, 1000, , "
    })
    void the_mode_counts_for_who_asks(String mode, int user, Severity severity, String says) {
        with("shm-statvfs.txt", SPACE.replace("mode=1777", "mode=" + mode));
        with("platform.txt", "uid=" + user + "\n");
        if (severity == null) {
            assertThat(has("shm-mode")).isFalse();
            return;
        }
        assertThat(finding("shm-mode").severity()).isEqualTo(severity);
        assertThat(finding("shm-mode").explanation().english()).contains(says);
    }

    @ParameterizedTest
    @CsvSource({
        "30 25 0:27 / /dev/shm rw - ext4 /dev/vda rw, ext4",
        "24 27 0:6 / /dev rw - devtmpfs devtmpfs rw, devtmpfs"
    })
    void another_file_system_is_named(String mount, String type) {
        with("mountinfo.txt", mount + "\n");
        assertThat(finding("shm-not-tmpfs").summary().english()).contains("lies in " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1000, no, true",
        "yes, 1000, no, true",
        "no, 1000, no, false",
        "'', 1000, yes, false",
        "'', 999, no, false",
        "'', 0, no, false"
    })
    void logind_removes_what_belongs_to_a_person_who_does_not_linger(
            String stated, int user, String linger, boolean found) {
        with("platform.txt", "uid=" + user + "\nlogind=yes\nremove_ipc=" + stated + "\nlinger=" + linger + "\n");
        assertThat(has("logind-removes-ipc")).isEqualTo(found);
    }

    @Test
    void access_control_counts_above_gpus_only() {
        String gpu = "class=0x030200\nvendor=0x10de\n";
        with(
                "sys-pci.txt",
                "# /sys/devices/pci0000:00/0000:00:01.0\nclass=0x060400\nacs_control=0x001d\n"
                        + "# /sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0\n" + gpu
                        + "# /sys/devices/pci0000:00/0000:00:02.0\nclass=0x060400\nacs_control=0x001d\n"
                        + "# /sys/devices/pci0000:00/0000:00:03.0\nclass=0x060400\nacs_control=0x0011\n"
                        + "# /sys/devices/pci0000:00/0000:00:03.0/0000:03:00.0\n" + gpu);
        assertThat(finding("acs-redirects-p2p").summary().english()).contains("1 bridge(s)", "0000:00:01.0");
    }

    @ParameterizedTest
    @CsvSource({
        "quiet intel_iommu=on, true",
        "quiet intel_iommu=on iommu=pt, false",
        "amd_iommu=on, true",
        "quiet, false",
        "xintel_iommu=onx, false"
    })
    void an_iommu_that_translates_is_seen_in_the_command_line(String options, boolean found) {
        with("cmdline.txt", options + "\n");
        assertThat(has("iommu-translates")).isEqualTo(found);
    }

    @Test
    void a_command_that_never_answered_is_a_problem_of_the_node() {
        Analysis analysis = analysis(new CapturedItem.NotCaptured(
                "nvidia-smi-topo-m.txt", "nvidia-smi topo -m " + CapturedItem.NotCaptured.NO_ANSWER + " within 10 s"));
        assertThat(analysis.findings().get(0).id()).isEqualTo("nvidia-smi-hangs");
        assertThat(analysis.verdict().status()).isEqualTo(Verdict.Status.FAILS);
    }
}
