package dev.shmfit.probes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.probes.format.KeptText;
import dev.shmfit.probes.live.CaptureScript;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.RealPart;
import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.probes.live.ShmScan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes that hold real segments; each in a mount namespace with a /dev/shm of its own. */
class ShmWatcherTest {
    /** Holds a segment that it has unlinked, one that it has not, a descriptor without a mapping; leaves one behind. */
    private static final String HOLDER = """
            import mmap, os, sys
            def segment(name, size):
                fd = os.open('/dev/shm/' + name, os.O_RDWR | os.O_CREAT, 0o600)
                os.posix_fallocate(fd, 0, size)
                return fd
            fd = segment('nccl-gone', 9637892)
            gone = mmap.mmap(fd, 9637892); os.close(fd); os.unlink('/dev/shm/nccl-gone')
            fd = segment('torch_1_2_3', 20480)
            here = mmap.mmap(fd, 20480); os.close(fd)
            only = segment('only open', 8192); os.unlink('/dev/shm/only open')
            os.close(segment('nccl-stale', 12288))
            print('ready', flush=True)
            sys.stdin.readline()
            """;

    private static final String LOADER = """
            import os, sys, time
            import torch
            from torch.utils.data import DataLoader, Dataset
            class Images(Dataset):
                def __len__(self): return 4096
                def __getitem__(self, i): return torch.zeros(3, 64, 64)
            def used():
                s = os.statvfs('/dev/shm')
                return (s.f_blocks - s.f_bfree) * s.f_frsize
            if __name__ == '__main__':
                before = used()
                batches = iter(DataLoader(Images(), batch_size=16, num_workers=2, prefetch_factor=3))
                for _ in range(4): batch = next(batches)
                last = -1
                for _ in range(200):
                    time.sleep(0.1)
                    now = used()
                    if now == last and now > before:
                        steady += 1
                        if steady > 10: break
                    else:
                        steady = 0
                    last = now
                print(used() - before, flush=True)
                sys.stdin.readline()
                os._exit(0)
            """;

    /** A program that waits, in a mount namespace of its own with a tmpfs of this size. */
    private static final class Held implements AutoCloseable {
        private final Process process;
        private final String line;

        Held(String python, String program, String size) {
            RealPart.root();
            String unshare = RealPart.program("unshare").toString();
            try {
                process = new ProcessBuilder(
                                unshare,
                                "-m",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o mode=1777,size=" + size + " shm /dev/shm && exec \"$0\" -c \"$1\"",
                                python,
                                program)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                line = out.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long pid() {
            return process.pid();
        }

        void end() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String python() {
        return RealPart.program("python3").toString();
    }

    @Test
    void unlinked_segments_are_named_with_their_holder_and_stale_ones_have_none() {
        try (Held held = new Held(python(), HOLDER, "64m")) {
            ShmScan scan = ShmScan.of(Machine.here(), held.pid(), Duration.ofSeconds(20));
            assertThat(scan.entries())
                    .extracting(ShmEntry::name)
                    .containsExactlyInAnyOrder(
                            "nccl-gone (deleted)", "torch_1_2_3", "only open (deleted)", "nccl-stale");
            for (ShmEntry entry : scan.entries()) {
                List<Long> holders = entry.name().equals("nccl-stale") ? List.of() : List.of(held.pid());
                assertThat(entry.holders()).as(entry.name()).containsExactlyElementsOf(holders);
            }
            assertThat(scan.entries().stream()
                            .filter(e -> e.name().startsWith("nccl-gone"))
                            .findFirst()
                            .orElseThrow()
                            .taken())
                    .isEqualTo(9641984);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void the_script_sees_the_same_from_inside(String shell) {
        try (Held held = new Held(python(), HOLDER, "64m")) {
            List<String> inside = new java.util.ArrayList<>(
                    List.of(RealPart.program("nsenter").toString(), "-t", String.valueOf(held.pid()), "-m"));
            inside.addAll(RealPart.shell(shell));
            inside.addAll(List.of("-s", "--", "-n", "-t", "20"));
            CaptureSource.Whole capture = CaptureScript.run(inside, java.util.Map.of());
            String files = CaptureScript.texts(capture).getOrDefault("shm-files.txt", "");
            String scanned = ShmScan.of(Machine.here(), held.pid(), Duration.ofSeconds(20))
                    .text();
            String java = KeptText.of("shm-files.txt", scanned, false);
            assertThat(withoutHeader(files))
                    .isEqualTo(withoutHeader(java))
                    .contains(" nccl-file-", " torch_1_2_3\n", " (deleted)\n")
                    .doesNotContain("stale", "only open");
            assertThat(CaptureScript.texts(capture).get("shm-statvfs.txt"))
                    .contains("type=tmpfs", "blocks=16384\n", "mode=1777");
        }
    }

    private static String withoutHeader(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    @Test
    void a_watch_attributes_each_segment_once_and_sees_the_end() throws IOException, InterruptedException {
        ShmPeaks peaks = new ShmPeaks();
        ShmWatcher watcher;
        try (Held held = new Held(python(), HOLDER, "64m")) {
            watcher = new ShmWatcher(Machine.here(), OptionalLong.of(held.pid()));
            ShmSample sample = watcher.sample();
            peaks.add(sample);
            assertThat(sample.sizeBytes()).isEqualTo(64L << 20);
            assertThat(sample.usedBytes()).isEqualTo(9641984 + 20480 + 8192 + 12288);
            assertThat(sample.owners()).hasSize(1);
            ShmSample.Owner owner = sample.owners().get(0);
            assertThat(owner.process()).isEqualTo(held.pid());
            assertThat(owner.bytes()).isEqualTo(9641984 + 20480 + 8192);
            assertThat(owner.files()).isEqualTo(3);
            assertThat(owner.unlinked()).isEqualTo(2);
            assertThat(watcher.runs()).isTrue();
            held.end();
            assertThat(watcher.runs()).isFalse();
        }
        assertThat(peaks.owners()).hasSize(1);
    }

    @Test
    void a_settled_data_loader_takes_what_it_measures_itself_within_a_page_for_each_segment() throws IOException {
        String python = python();
        RealPart.module(python, "torch");
        try (Held held = new Held(python, LOADER, "512m")) {
            long measured = Long.parseLong(held.line, 10);
            ShmScan scan = ShmScan.of(Machine.here(), held.pid(), Duration.ofSeconds(20));
            long seen = scan.entries().stream().mapToLong(ShmEntry::taken).sum();
            assertThat(measured).isPositive();
            assertThat(scan.entries()).isNotEmpty();
            assertThat(Math.abs(seen - measured))
                    .isLessThanOrEqualTo(4096L * scan.entries().size());
        }
    }

    @Test
    void a_mount_of_another_process_is_not_mistaken_for_ours() {
        try (Held held = new Held(python(), HOLDER, "64m")) {
            ShmScan ours = ShmScan.of(Machine.here(), Duration.ofSeconds(20));
            assertThat(ours.entries()).noneMatch(e -> e.holders().contains(held.pid()));
        }
    }
}
