package dev.shmfit.probes.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script inside private mount namespaces: what a container may find at /dev/shm. */
class MountNamespaceTest {
    @ParameterizedTest
    @CsvSource({
        "dash, mode=1777 size=1m, tmpfs, blocks=256, mode=1777",
        "busybox sh, mode=755 size=64m, tmpfs, blocks=16384, mode=755",
        "dash, mode=777 size=3m, tmpfs, blocks=768, mode=777"
    })
    void a_tmpfs_is_told_with_its_size_and_mode(String shell, String options, String type, String blocks, String mode) {
        Map<String, String> texts =
                inside(shell, "mount -t tmpfs -o " + options.replace(' ', ',') + " shm /dev/shm && exec \"$@\"");
        assertThat(texts.get("shm-statvfs.txt")).contains("type=" + type + "\n", blocks + "\n", mode + "\n");
        assertThat(texts.get("mountinfo.txt")).contains(" - tmpfs none ");
    }

    @ParameterizedTest
    @CsvSource({"dash", "busybox sh", "mksh"})
    void a_directory_of_another_file_system_is_told_as_such(String shell) {
        Map<String, String> texts = inside(shell, "mount -t ramfs -o mode=1777 disk /dev/shm && exec \"$@\"");
        assertThat(texts.get("mountinfo.txt")).contains(" /dev/shm ", " - ramfs none ");
        assertThat(texts.get("shm-statvfs.txt")).contains("type=ramfs\n");
    }

    @ParameterizedTest
    @CsvSource({"dash", "busybox sh", "mksh"})
    void a_dev_without_shm_is_told_as_such_although_the_mount_table_still_has_one(String shell) {
        Map<String, String> texts = inside(
                shell,
                "mkdir /tmp/null.$$ && mount -t tmpfs -o mode=755 none /tmp/null.$$ && touch /tmp/null.$$/null"
                        + " && mount --bind /dev/null /tmp/null.$$/null && mount --move /tmp/null.$$ /dev; rmdir /tmp/null.$$;"
                        + " exec \"$@\"");
        assertThat(texts).doesNotContainKey("shm-statvfs.txt");
        assertThat(texts.get("capture.json")).contains("\"shm-statvfs.txt\": \"there is no /dev/shm\"");
    }

    @ParameterizedTest
    @CsvSource({"dash", "busybox sh", "mksh"})
    void without_a_proc_and_a_sys_there_is_a_capture_all_the_same(String shell) {
        Map<String, String> texts = inside(
                shell, "mount -t tmpfs none /sys && mkdir -p /dev/shm && mount -t tmpfs none /proc && exec \"$@\"");
        assertThat(texts).containsKeys("capture.json", "platform.txt", "shm-statvfs.txt");
        assertThat(texts).doesNotContainKeys("mountinfo.txt", "sys-pci.txt", "limits.txt");
        assertThat(texts.get("capture.json")).contains("\"mountinfo.txt\": \"there is no /proc/self/mountinfo\"");
    }

    private static Map<String, String> inside(String shell, String set) {
        RealPart.root();
        List<String> command =
                new ArrayList<>(List.of(RealPart.program("unshare").toString(), "-m", "sh", "-c", set, "sh"));
        command.addAll(RealPart.shell(shell));
        command.addAll(List.of("-s", "--", "-n", "-t", "20"));
        return CaptureScript.texts(CaptureScript.run(command, Map.of()));
    }
}
