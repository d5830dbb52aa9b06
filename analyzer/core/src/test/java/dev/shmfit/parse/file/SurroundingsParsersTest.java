package dev.shmfit.parse.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.ProcessLimits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsParsersTest {
    private static List<String> pairs(Parsed<List<Setting>> parsed) {
        return parsed.value().stream().map(s -> s.name() + "=" + s.value()).toList();
    }

    private static ShmMount mount(String text) {
        return ShmMountParser.parse(text, "mounts.txt").value().orElseThrow();
    }

    @Test
    void a_later_mount_over_dev_hides_what_was_below_unless_that_stands_on_it() {
        String root = "1 0 8:1 / / rw - ext4 /dev/vda rw\n";
        String shm = "30 24 0:27 / /dev/shm rw - tmpfs shm rw,size=65536k\n";
        String over = "50 1 0:9 / /dev rw - devtmpfs devtmpfs rw\n";
        String own = "24 1 0:9 / /dev rw - tmpfs tmpfs rw\n";
        assertThat(type(root + shm + over)).isEqualTo("devtmpfs");
        assertThat(type(root + own + shm)).isEqualTo("tmpfs");
        assertThat(type(root + shm + own)).isEqualTo("tmpfs");
        assertThat(ShmMountParser.parse(root + shm + own, "m")
                        .value()
                        .orElseThrow()
                        .mountPoint())
                .isEqualTo("/dev/shm");
        assertThat(ShmMountParser.parse("shm /dev/shm tmpfs rw,size=1k 0 0\ndev /dev devtmpfs rw 0 0\n", "m")
                        .value()
                        .orElseThrow()
                        .mountPoint())
                .isEqualTo("/dev");
    }

    private static String type(String table) {
        return ShmMountParser.parse(table, "mountinfo.txt")
                .value()
                .orElseThrow()
                .type();
    }

    /** /dev/shm may be a link to /run/shm, but never to /run. */
    @ParameterizedTest
    @CsvSource({"/run/shm, /run/shm", "/run, /"})
    void shared_memory_may_lie_below_run(String place, String mountPoint) {
        assertThat(mount("overlay / overlay rw 0 0\ntmpfs " + place + " tmpfs rw,size=64k 0 0\n")
                        .mountPoint())
                .isEqualTo(mountPoint);
    }

    @Test
    void env_keeps_the_allow_list_and_repeats_no_other_value() {
        Parsed<List<Setting>> parsed = EnvParser.parse(
                "NCCL_P2P_LEVEL=SYS\nAWS_SECRET=hunter2\nexport CUDA_VISIBLE_DEVICES=\"0,1\"\nNCCL_P2P_LEVEL=PXB\nfoo\n",
                "env.txt");
        assertThat(pairs(parsed)).containsExactly("NCCL_P2P_LEVEL=PXB", "CUDA_VISIBLE_DEVICES=0,1");
        assertThat(parsed.notes().toString()).doesNotContain("hunter2").contains("env.txt:2");
    }

    @Test
    void nccl_conf_is_read_as_nccl_reads_it() {
        Parsed<List<Setting>> parsed = NcclConfParser.parse(
                "# NCCL_DEBUG=INFO\nNCCL_P2P_LEVEL=SYS \nNCCL_P2P_LEVEL=PXB\n NCCL_SHM_DISABLE=1\nexport NCCL_X=1\nNCCL_Y\r\n",
                "nccl.conf");
        assertThat(pairs(parsed)).containsExactly("NCCL_P2P_LEVEL=SYS ");
        assertThat(parsed.notes()).hasSize(4);
    }

    @Test
    void dev_shm_is_found_in_mountinfo_and_in_mounts() {
        String info = """
                22 1 8:1 / / rw - ext4 /dev/sda1 rw
                640 638 0:79 / /dev/shm rw,nosuid shared:7 - tmpfs shm rw,size=65536k,nr_inodes=100,huge=always
                """;
        ShmMount m = mount(info);
        assertThat(m.size().asOptional()).contains(ByteCount.mebibytes(64));
        assertThat(m.inodes().asOptional()).contains(100L);
        assertThat(m.huge().asOptional()).contains("always");
        assertThat(m.isOwnTmpfs()).isTrue();
        ShmMount n = mount("/dev/sda1 / ext4 rw 0 0\nshm /dev/shm tmpfs rw,size=2g 0 0\n");
        assertThat(n.size().asOptional()).contains(ByteCount.gibibytes(2));
        assertThat(n.source().line()).isEqualTo(2);
    }

    @Test
    void the_last_mount_at_one_place_counts() {
        assertThat(mount("a /dev/shm tmpfs rw,size=1m 0 0\nb /dev/shm tmpfs ro,size=2m 0 0\n")
                        .size()
                        .asOptional())
                .contains(ByteCount.mebibytes(2));
    }

    @Test
    void a_dev_shm_that_is_no_mount_is_a_directory_of_what_is() {
        ShmMount m = mount("overlay / overlay rw 0 0\ntmpfs /dev tmpfs rw,size=64k 0 0\n");
        assertThat(m.mountPoint()).isEqualTo("/dev");
        assertThat(m.isOwnTmpfs()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "size=50%, Unreadable",
        "size=, Unreadable",
        "size=99999999999999999999k, Unreadable",
        "mode=1777, Absent"
    })
    void a_size_that_is_no_number_of_bytes_is_not_known(String option, String kind) {
        Reading<ByteCount> size =
                mount("shm /dev/shm tmpfs rw," + option + " 0 0").size();
        assertThat(size.getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void statvfs_gives_bytes_and_files() {
        ShmSpace s = ShmSpaceParser.parse("""
                        type=tmpfs
                        block_size=4096
                        blocks=16384
                        blocks_free=16000
                        blocks_available=11264
                        files=500
                        files_free=490
                        """, "shm-statvfs.txt").value();
        assertThat(s.type().asOptional()).contains("tmpfs");
        assertThat(s.size().asOptional()).contains(ByteCount.mebibytes(64));
        assertThat(s.available().asOptional()).contains(ByteCount.mebibytes(44));
        assertThat(s.freeInodes().asOptional()).contains(490L);
    }

    @Test
    void statvfs_without_a_block_size_gives_no_bytes() {
        assertThat(ShmSpaceParser.parse("blocks=1\n", "s").value().size().isKnown())
                .isFalse();
        assertThat(ShmSpaceParser.parse("blocks=1\nblock_size=x\n", "s").value().size())
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(ShmSpaceParser.parse("blocks=9223372036854775807\nblock_size=4096\n", "s")
                        .value()
                        .size())
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void statvfs_that_contradicts_itself_is_told() {
        assertThat(ShmSpaceParser.parse("block_size=1\nblocks=1\nblocks_available=2\n", "s")
                        .notes())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"4096, true", "65536, true", "4095, false", "'', false", "-1, false", "99999999999, false", "4K, false"
    })
    void a_page_size_is_a_power_of_two(String text, boolean known) {
        assertThat(PageSizeParser.parse(text + "\n", "page-size.txt").value().isKnown())
                .isEqualTo(known);
    }

    @Test
    void the_smallest_limit_of_the_groups_above_counts() {
        MemoryLimit m = CgroupParser.parse("""
                        # /sys/fs/cgroup/a/b/memory.max
                        max
                        # /sys/fs/cgroup/a/memory.max
                        8589934592
                        # /sys/fs/cgroup/a/b/memory.current
                        1000
                        # /sys/fs/cgroup/a/b/memory.stat
                        anon 5
                        shmem 4096
                        """, "cgroup.txt").value();
        assertThat(m.limit().asOptional()).contains(ByteCount.gibibytes(8));
        assertThat(m.used().asOptional()).contains(ByteCount.of(1000));
        assertThat(m.shared().asOptional()).contains(ByteCount.of(4096));
        assertThat(m.version().asOptional()).contains(2);
    }

    @Test
    void version_1_prints_a_huge_number_for_no_limit() {
        MemoryLimit m = CgroupParser.parse(
                        "# /sys/fs/cgroup/memory/memory.limit_in_bytes\n9223372036854771712\n", "cgroup.txt")
                .value();
        assertThat(m.limit().asOptional()).contains(MemoryLimit.UNLIMITED);
        assertThat(m.version().asOptional()).contains(1);
    }

    /** The largest number rounded down to pages of 4, 16 or 64 KiB (mm/memcontrol.c, PAGE_COUNTER_MAX). */
    @ParameterizedTest
    @CsvSource({
        "9223372036854771712, false",
        "9223372036854759424, false",
        "9223372036854710272, false",
        "4611686018427387904, false",
        "4611686018427387903, true",
        "2251799813685248, true"
    })
    void a_number_that_no_machine_has_is_no_limit(long bytes, boolean limits) {
        MemoryLimit m = CgroupParser.parse(
                        "# /sys/fs/cgroup/memory/memory.limit_in_bytes\n" + bytes + "\n", "cgroup.txt")
                .value();
        assertThat(m.limit().asOptional()).contains(limits ? ByteCount.of(bytes) : MemoryLimit.UNLIMITED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8589934592\n", "# /sys/fs/cgroup/memory.max\nlots\n", "# /x\n1\n"})
    void a_limit_that_cannot_be_read_is_not_known(String text) {
        assertThat(CgroupParser.parse(text, "cgroup.txt").value().limit().isKnown())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                Max locked memory         65536                unlimited            bytes
                Max open files            1024                 1048576              files
                """,
                "open files                          (-n) 1024\nmax locked memory           (kbytes, -l) 64\n",
                "locked memory (kbytes) 64\nnofiles       1024\n"
            })
    void limits_are_read_from_proc_and_from_ulimit(String text) {
        ProcessLimits limits = LimitsParser.parse(text, "limits.txt").value();
        assertThat(limits.openFiles().asOptional()).contains(1024L);
        assertThat(limits.lockedMemory().asOptional()).contains(ByteCount.kibibytes(64));
    }

    @Test
    void unlimited_is_a_number_too() {
        ProcessLimits limits = LimitsParser.parse(
                        "max locked memory (kbytes, -l) unlimited\nopen files (-n) many\n", "limits.txt")
                .value();
        assertThat(limits.lockedMemory().asOptional()).contains(MemoryLimit.UNLIMITED);
        assertThat(limits.openFiles()).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "=",
                "=x",
                "a",
                "a b c d e f",
                "- - - - - - - - - -",
                "# ",
                "\0",
                "Max open files",
                "open files"
            })
    void nothing_throws_on_what_is_none_of_it(String text) {
        assertThat(EnvParser.parse(text, "x").value()).isEmpty();
        assertThat(NcclConfParser.parse(text, "x").value()).hasSizeLessThan(2);
        assertThat(ShmMountParser.parse(text, "x").value()).isEmpty();
        assertThat(ShmSpaceParser.parse(text, "x").value().size().isKnown()).isFalse();
        assertThat(PageSizeParser.parse(text, "x").value().isKnown()).isFalse();
        assertThat(CgroupParser.parse(text, "x").value().limit().isKnown()).isFalse();
        assertThat(LimitsParser.parse(text, "x").value().openFiles().isKnown()).isFalse();
    }
}
