package dev.shmfit.probes.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ShmEntry;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removal among the real processes of this machine, in a directory of the test's in the real /dev/shm. */
class ShmRemovalTest {
    @TempDir
    private Path root;

    private Path shm;
    private ShmHolders holders;

    @BeforeEach
    void machine() throws IOException {
        Path real = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isWritable(real) && Files.isReadable(Path.of("/proc/self/maps")));
        shm = Files.createTempDirectory(real, "shmfit-test-");
        Files.createDirectories(root.resolve("dev"));
        Files.createSymbolicLink(root.resolve("dev/shm"), shm);
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
        Machine here = Machine.here();
        holders = new ShmHolders(
                new Machine(root, here.environment(), here.commands(), here.user()), Duration.ofSeconds(60));
    }

    @AfterEach
    void empty() throws IOException {
        if (shm != null) {
            try (Stream<Path> all = Files.walk(shm)) {
                for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(p);
                }
            }
        }
    }

    private Path old(String name) throws IOException {
        Path file = shm.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "data");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
        return file;
    }

    private List<ShmEntry> looked() {
        return holders.scan().entries().stream()
                .filter(e -> e.holders().isEmpty())
                .toList();
    }

    /** Mapped, and not open any more. */
    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, 4);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(shm)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void a_file_that_a_process_maps_after_the_look_keeps_its_name() throws IOException {
        Path mapped = old("nccl-Late01");
        Path below = old("sub dir/late");
        old("nccl-Gone01");
        List<ShmEntry> seen = looked();
        assertThat(seen).extracting(ShmEntry::name).contains("nccl-Late01", "sub dir/late", "nccl-Gone01");

        MappedByteBuffer one = map(mapped);
        try (FileChannel open = FileChannel.open(below, StandardOpenOption.READ)) {
            Map<ShmEntry, String> why = holders.remove(seen, true);

            assertThat(why).hasSameSizeAs(seen);
            why.forEach((entry, reason) -> assertThat(reason)
                    .as(entry.name())
                    .isEqualTo(
                            entry.name().equals("nccl-Gone01")
                                    ? ""
                                    : "a process has opened it meanwhile, or may have"));
            assertThat(one.get(0)).isEqualTo((byte) 'd');
            assertThat(open.isOpen()).isTrue();
        }
        assertThat(files()).containsExactly(mapped, below);
        assertThat(mapped).hasContent("data");
    }

    @Test
    void a_name_that_another_file_has_by_now_is_not_overwritten() throws IOException {
        Path file = old("nccl-Late02");
        SetAside aside = new SetAside(shm, looked().get(0));
        assertThat(aside.take()).isEmpty();
        assertThat(file).doesNotExist();
        Files.writeString(file, "new");

        assertThat(aside.giveBack()).contains("it is now .shmfit-", "its name is taken");

        assertThat(file).hasContent("new");
        assertThat(files()).hasSize(2);
    }

    @Test
    void a_file_that_was_replaced_after_the_look_stays() throws IOException {
        Path file = old("nccl-Late03");
        List<ShmEntry> seen = looked();
        Path other = old("other");
        Files.setLastModifiedTime(other, FileTime.from(Instant.now()));
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(holders.remove(seen, true)).containsValue("another file has its name now");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void a_directory_that_became_a_link_leads_nowhere() throws IOException {
        Path inside = old("a/file");
        List<ShmEntry> seen = looked();
        Path victim = Files.createDirectories(root.resolve("victim")).resolve("file");
        Files.writeString(victim, "data");
        Files.delete(inside);
        Files.delete(inside.getParent());
        Files.createSymbolicLink(inside.getParent(), victim.getParent());

        assertThat(holders.remove(seen, true).values()).hasSize(1).doesNotContain("");
        assertThat(victim).exists();
    }
}
