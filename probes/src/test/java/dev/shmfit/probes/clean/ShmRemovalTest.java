package dev.shmfit.probes.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.probes.live.CommandResult;
import dev.shmfit.probes.live.CommandRunner;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import dev.shmfit.units.HiddenName;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
            Map<ShmEntry, String> why = holders.removal(seen, true).run();

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

        assertThat(aside.giveBack("in use")).contains("it is now .shmfit-", "its name is taken");

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

        assertThat(holders.removal(seen, true).run()).containsValue("another file has its name now");
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

        assertThat(holders.removal(seen, true).run().values()).hasSize(1).doesNotContain("");
        assertThat(victim).exists();
    }

    /** The machine, whose programs do what the test says when the look is the last one. */
    private ShmHolders with(CommandRunner commands, Duration limit) {
        return new ShmHolders(new Machine(root, Machine.here().environment(), commands, "test"), limit);
    }

    /** A program that is not there, one that does not answer, one that fails, and one that says only a part. */
    static Stream<Arguments> brokenLooks() {
        return Stream.of(
                Arguments.of("not there", (Answer) whole -> Optional.empty()),
                Arguments.of("no answer", (Answer) whole -> Optional.of(result(whole, OptionalInt.empty(), ""))),
                Arguments.of("failed", (Answer) whole -> Optional.of(result(whole, OptionalInt.of(126), ""))));
    }

    @FunctionalInterface
    interface Answer {
        Optional<CommandResult> to(CommandResult whole);
    }

    private static CommandResult result(CommandResult of, OptionalInt exit, String output) {
        return new CommandResult(of.command(), exit, output, "", 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenLooks")
    void a_file_that_is_only_open_stays_where_stat_does_not_tell_what_is_open(String name, Answer answer)
            throws IOException {
        Path open = old("nccl-Open01");
        List<ShmEntry> seen = looked();
        CommandRunner real = Machine.here().commands();
        CommandRunner broken = (command, limit) -> command.get(0).equals("stat")
                ? answer.to(real.run(command, limit).orElseThrow())
                : real.run(command, limit);
        try (FileChannel channel = FileChannel.open(open, StandardOpenOption.READ)) {
            ShmHolders blind = with(broken, Duration.ofSeconds(60));

            assertThat(blind.scan().gap()).isNotEmpty();
            assertThat(blind.removal(seen, true).run().values())
                    .singleElement()
                    .asString()
                    .contains("whether a process has it is not known");
            assertThat(channel.isOpen()).isTrue();
        }
        assertThat(files()).containsExactly(open);
    }

    @Test
    void a_look_that_has_no_time_left_removes_nothing() throws IOException {
        Path file = old("nccl-Gone02");
        List<ShmEntry> seen = looked();
        ShmHolders hasty = with(Machine.here().commands(), Duration.ZERO);

        assertThat(hasty.scan().gap()).isNotEmpty();
        assertThat(hasty.removal(seen, true).run().values()).doesNotContain("");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void a_machine_without_processes_is_not_seen() throws IOException {
        old("nccl-Gone03");
        Path bare = root.resolve("bare");
        Files.createDirectories(bare.resolve("dev"));
        Files.createSymbolicLink(bare.resolve("dev/shm"), shm);
        Machine here = Machine.here();
        ShmScan scan = new ShmHolders(
                        new Machine(bare, here.environment(), here.commands(), here.user()), Duration.ofSeconds(60))
                .scan();

        assertThat(scan.gap()).isEqualTo("/proc shows no process");
        assertThat(scan.text()).startsWith("# processes=0 unreadable=1\n");
    }

    @Test
    void names_that_are_taken_away_come_back_when_it_is_stopped() throws IOException {
        Path one = old("nccl-Gone04");
        Path two = old("sub dir/gone");
        List<ShmEntry> seen = looked();
        List<ShmRemoval> running = new ArrayList<>();
        CommandRunner real = Machine.here().commands();
        CommandRunner stopping = (command, limit) -> {
            running.forEach(ShmRemoval::stop);
            return real.run(command, limit);
        };
        ShmRemoval removal = with(stopping, Duration.ofSeconds(60)).removal(seen, true);
        running.add(removal);

        assertThat(removal.run())
                .hasSize(2)
                .allSatisfy((entry, why) -> assertThat(why).isEqualTo("the clean was stopped"));
        assertThat(files()).containsExactly(one, two);
    }

    @Test
    void the_name_of_a_file_in_use_comes_back_after_a_clean_that_was_killed() throws IOException {
        Path own = old("sub/nccl-Gone05");
        Path hidden = own.resolveSibling(HiddenName.name(Integer.MAX_VALUE, "f00f00f00", "nccl-Gone05"));
        Files.move(own, hidden);
        Path others = old("other");

        assertThat(holders.restore(looked())).hasSize(1).containsValue("");
        assertThat(files()).containsExactly(others, own);
    }
}
