package dev.shmfit.parse.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.Namespaces;
import dev.shmfit.facts.NumaNode;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmDirectory;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmFiles.ShmFile;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small files of a capture that tell of the host and of the process. */
class HostParsersTest {
    /** CAP_SYS_NICE is bit 23: 0x800000 (linux/capability.h). */
    @ParameterizedTest
    @CsvSource({
        "'Seccomp:\t0', true",
        "'CapBnd:\t0000000000800000', true",
        "'CapBnd:\t00000000ff7fffff', false",
        // Docker's default set.
        "'CapBnd:\t00000000a80425fb\nSeccomp:\t2', false",
        "'CapBnd:\t00000000a88425fb\nSeccomp:\t2', true",
        "'CapBnd:\tffffffffffffffff', true",
        // The container's set counts, whoever the process runs as.
        "'CapEff:\t0000000000000000\nCapBnd:\t0000000000800000', true",
        "'CapBnd:\t0000000000800000\nCapEff:\t0000000000000000', true",
        "'CapEff:\t0000000000800000', true"
    })
    void memory_can_be_placed_where_nothing_filters_or_the_container_may(String status, boolean can) {
        assertThat(StatusParser.sysNice(status, "status.txt").value().asOptional())
                .contains(can);
    }

    @Test
    void capabilities_that_cannot_be_read_are_not_known() {
        assertThat(StatusParser.sysNice("CapBnd:\tall\n", "s").value()).isInstanceOf(Reading.Unreadable.class);
        assertThat(StatusParser.sysNice("Seccomp:\t2\nName: x y\n", "s").value())
                .isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "quiet intel_iommu=on, intel_iommu=on",
        "amd_iommu=on splash, amd_iommu=on",
        "iommu.passthrough=0, iommu.passthrough=0",
        "iommu=force, iommu=force"
    })
    void an_iommu_is_on_by_these_options(String options, String option) {
        assertThat(KernelOptionsParser.iommu(options, "cmdline.txt").value().asOptional())
                .contains(option);
    }

    @ParameterizedTest
    @CsvSource({"quiet splash", "intel_iommu=on iommu=pt", "iommu.passthrough=1 amd_iommu=on", "intel_iommu=off"})
    void an_iommu_that_passes_devices_through_is_in_nobodys_way(String options) {
        assertThat(KernelOptionsParser.iommu(options, "cmdline.txt").value().isKnown())
                .isFalse();
    }

    @Test
    void memory_is_the_line_of_its_total() {
        Reading<ByteCount> total = MeminfoParser.parse("MemFree: 5 kB\nMemTotal:       2048 kB\n", "meminfo.txt")
                .value();
        assertThat(total.asOptional()).contains(ByteCount.mebibytes(2));
        assertThat(((Reading.Known<ByteCount>) total).source()).hasToString("meminfo.txt:2");
        assertThat(MeminfoParser.parse("MemFree: 5 kB\n", "meminfo.txt").value())
                .isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @CsvSource({"MemTotal: 5 MB", "MemTotal: x kB", "MemTotal: 5", "MemTotal: 9007199254740992 kB"})
    void a_total_that_is_no_number_of_kib_is_not_known(String line) {
        assertThat(MeminfoParser.parse(line, "meminfo.txt").value()).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void namespaces_are_told_apart() {
        Namespaces n = NamespacesParser.parse("ipc=ipc:[1]\npid=pid:[2]\nmnt=mnt:[3]\n", "namespaces.txt")
                .value();
        assertThat(n.ipc().asOptional()).contains("ipc:[1]");
        assertThat(n.pid().asOptional()).contains("pid:[2]");
        assertThat(n.mnt().asOptional()).contains("mnt:[3]");
    }

    @Test
    void the_directory_has_a_mode_in_octal_digits() {
        ShmDirectory d = ShmSpaceParser.parse("block_size=1\nmode=1777\nuid=0\ndevice=0:27\n", "s")
                .value()
                .directory();
        assertThat(d.mode().asOptional()).contains(01777);
        assertThat(d.owner().asOptional()).contains(0L);
        assertThat(d.device().asOptional()).contains("0:27");
        assertThat(ShmSpaceParser.parse("mode=rwx\n", "s").value().directory().mode())
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(ShmSpaceParser.parse("block_size=1\n", "s")
                        .value()
                        .directory()
                        .mode())
                .isInstanceOf(Reading.Absent.class);
    }

    @Test
    void a_file_takes_what_is_allocated_and_else_its_size() {
        Parsed<ShmFiles> parsed = ShmFilesParser.parse("""
                        # processes=2 unreadable=0
                        # inode bytes allocated uid gid mode modified holders name
                        6 9637892 9641984 0 0 600 1795241362 1 nccl-AbCd (deleted)
                        9 10000 12288 1000 0 644 1795241362 0 a b
                        11 20480 - - - - - 2 torch_12_34_5 (deleted)
                        """, "shm-files.txt");
        assertThat(parsed.value().allSeen()).isTrue();
        assertThat(parsed.notes()).isEmpty();
        List<ShmFile> files = parsed.value().files();
        assertThat(files).extracting(ShmFile::name).containsExactly("nccl-AbCd", "a b", "torch_12_34_5");
        assertThat(files).extracting(f -> f.taken().bytes()).containsExactly(9641984L, 12288L, 20480L);
        assertThat(files).extracting(ShmFile::unlinked).containsExactly(true, false, true);
        assertThat(files).extracting(ShmFile::holders).containsExactly(1L, 0L, 2L);
        assertThat(files)
                .extracting(f -> f.user().asOptional())
                .containsExactly(Optional.of(0L), Optional.of(1000L), Optional.empty());
    }

    @Test
    void files_of_processes_that_could_not_be_looked_at_may_be_missing() {
        Parsed<ShmFiles> parsed =
                ShmFilesParser.parse("# processes=2 unreadable=1\nnot a file\n\n6 -1 0 0 0 600 1 1 x\n", "f");
        assertThat(parsed.value().allSeen()).isFalse();
        assertThat(parsed.value().files()).isEmpty();
        assertThat(parsed.notes()).hasSize(2);
    }

    @Test
    void of_a_library_that_is_named_twice_the_first_version_counts() {
        var versions = VersionsParser.parse("NCCL=2.21.5\ntorch: 2.6.0+cu124\nnccl 2.20.5\nempty=\n", "versions.txt")
                .value();
        assertThat(versions.keySet()).containsExactly("nccl", "torch");
        assertThat(versions.get("nccl")).isEqualTo(Reading.known("2.21.5", SourceRef.line("versions.txt", 1)));
    }

    @Test
    void a_file_of_one_word_is_that_word() {
        assertThat(WordParser.parse(" node-7 \n", "hostname.txt").value().asOptional())
                .contains("node-7");
        assertThat(WordParser.parse(" \n", "hostname.txt").value()).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void a_cpu_is_its_architecture_vendor_family_and_model() {
        String lscpu = "Architecture: x86_64\nVendor ID: GenuineIntel\nModel name: Xeon\nCPU family: 6\nModel: 106\n";
        assertThat(CpuParser.parse(lscpu, "lscpu.txt").value().asOptional())
                .contains(new CpuFacts("x86_64", "GenuineIntel", 6, 106, "Xeon"));
        String cpuinfo = "Architecture: x86_64\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 1\nmodel : 7\n";
        assertThat(CpuParser.parse(cpuinfo, "lscpu.txt").value().asOptional())
                .contains(new CpuFacts("x86_64", "AuthenticAMD", 25, 1, ""));
        assertThat(CpuParser.parse("Vendor ID: GenuineIntel\n", "lscpu.txt").value())
                .isInstanceOf(Reading.Absent.class);
    }

    @Test
    void numa_nodes_have_cpus_and_memory_and_may_have_none() {
        Parsed<List<NumaNode>> parsed = NumaParser.parse("""
                        # /sys/devices/system/node/node1/cpulist
                        # /sys/devices/system/node/node0/cpulist
                        0-15
                        # /sys/devices/system/node/node0/meminfo
                        Node 0 MemTotal:       2048 kB
                        Node 0 MemFree:        1024 kB
                        # something else
                        a line
                        """, "numa.txt");
        assertThat(parsed.notes()).hasSize(1);
        assertThat(parsed.value()).extracting(NumaNode::id).containsExactly(0, 1);
        assertThat(parsed.value().get(0).cpus().asOptional()).contains("0-15");
        assertThat(parsed.value().get(0).memory().asOptional()).contains(ByteCount.mebibytes(2));
        assertThat(parsed.value().get(1).cpus().asOptional()).contains("");
        assertThat(parsed.value().get(1).memory().isKnown()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // logind deletes a user's shared memory when the last session ends: not a service's, nor of one who lingers.
        "uid=1000 logind=yes, true",
        "uid=999 logind=yes, false",
        "uid=0 logind=yes, false",
        "uid=1000 logind=yes linger=yes, false",
        "uid=1000 logind=yes remove_ipc=no, false",
        "uid=1000 logind=yes remove_ipc=OFF, false",
        "uid=1000 logind=yes remove_ipc=yes linger=no, true"
    })
    void logind_removes_the_shared_memory_of_people(String lines, boolean removes) {
        assertThat(PlatformParser.parse(lines.replace(' ', '\n'), "platform.txt")
                        .value()
                        .session()
                        .removesIpc()
                        .asOptional())
                .contains(removes);
    }

    @ParameterizedTest
    @CsvSource({"uid=1000", "uid=1000 logind=no", "logind=yes"})
    void without_logind_or_a_known_user_nothing_is_said(String lines) {
        assertThat(PlatformParser.parse(lines.replace(' ', '\n'), "platform.txt")
                        .value()
                        .session()
                        .removesIpc()
                        .isKnown())
                .isFalse();
    }
}
