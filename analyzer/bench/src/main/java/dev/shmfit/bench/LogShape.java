package dev.shmfit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * What large logs look like. Each shape is made from the four-GPU log of {@code fixtures/captures/logs} by counting, so that
 * the same bytes come out every time.
 */
enum LogShape {
    /** That log over and over, each time as another job's, with processes and communicators of its own. */
    JOBS {
        @Override
        String piece(List<String> log, int n) {
            return String.join("\n", log)
                            .replace(":855:", ":" + (10_000 + n) + ":")
                            .replace("0x40531e6886adf963", "0x" + Long.toHexString(0x40531e6886adf963L + n))
                    + "\n";
        }
    },

    /** Lines of ten to twenty characters, none of them NCCL's. */
    SHORT {
        @Override
        String piece(List<String> log, int n) {
            return "step " + n + " ok\n" + "loss " + (n % 977) / 1000.0 + "\n\nlr 3e-4\nGPU 0: 81%\n";
        }
    },

    /** Tables of 2000 numbers in one line, and NCCL's own longest lines. */
    LONG {
        @Override
        String piece(List<String> log, int n) {
            StringBuilder line = new StringBuilder("{\"bucket\": " + n + ", \"sizes\": [");
            for (int i = 0; i < 2000; i++) {
                line.append((n * 31L + i * 7919L) % 100_003).append(", ");
            }
            line.append("]}\nnode1:855:855 [0] NCCL INFO Trees");
            for (int i = 0; i < 60; i++) {
                line.append(" [").append(i).append("] 1/2/-1->0->-1");
            }
            return line.append('\n').toString();
        }
    },

    /** Each line of the log behind what a launcher or container runtime puts there, half of them in colour. */
    PREFIXED {
        @Override
        String piece(List<String> log, int n) {
            String[] prefixes = {
                "[1," + n % 8 + "]<stdout>:",
                "[rank" + n % 8 + "]: ",
                n % 8 + ": ",
                "2026-11-20T10:11:12.123456789Z stdout F ",
                "worker-" + n % 8 + "  | ",
                "(RayTrainWorker pid=" + (4000 + n % 8) + ", ip=10.0.0.1) ",
                "\u001b[36m(EngineCore_0 pid=" + n % 8000 + ")\u001b[0m INFO 11-20 10:11:12 [core.py:58] ",
                "\u001b[32m[default" + n % 8 + "]:\u001b[0m"
            };
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < log.size(); i++) {
                lines.append(prefixes[(n + i) % prefixes.length])
                        .append(log.get(i))
                        .append('\n');
            }
            return lines.toString();
        }
    },

    /** Progress bars that overwrite themselves, loss tables and warnings in UTF-8; one line in eighty is NCCL's. */
    TRAINING {
        @Override
        String piece(List<String> log, int n) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append("\rEpoch ")
                        .append(n)
                        .append(":  ")
                        .append(i)
                        .append("%|")
                        .append("█".repeat(i / 6));
                text.append("▏".repeat(10 - i / 6))
                        .append("| ")
                        .append(i * 7)
                        .append("/1000 [00:")
                        .append(10 + i % 50);
                text.append("<01:22, 11.83it/s, loss=")
                        .append((n * 61L + i) % 4001 / 1000.0)
                        .append(']');
            }
            text.append('\n');
            for (int i = 0; i < 20; i++) {
                text.append("2026-11-20 10:")
                        .append(10 + i)
                        .append(":12,345 - trainer - INFO - step=")
                        .append(n * 20 + i);
                text.append(" loss=")
                        .append((n * 17L + i) % 4001 / 1000.0)
                        .append(" grad_norm=1.25 lr=0.0003 tokens/s=51234.5\n");
            }
            return text.append(log.get(n % log.size())).append('\n').toString();
        }
    },

    /** Sixty-four processes write the log at once, each at another place of it. */
    INTERLEAVED {
        @Override
        String piece(List<String> log, int n) {
            StringBuilder lines = new StringBuilder();
            for (int rank = 0; rank < 64; rank++) {
                String line = log.get((n + rank * 37) % log.size());
                lines.append(line.replace(":855:", ":" + (10_000 + rank + n / log.size() * 64) + ":")
                        .replace("0x40531e6886adf963", "0x" + Long.toHexString(0x40531e6886adf963L + n / log.size())));
                lines.append(rank % 29 == 28 ? "" : "\n");
            }
            return lines.toString();
        }
    },

    /** One failure after the other, each message whole. */
    FAILURES {
        @Override
        String piece(List<String> log, int n) {
            return "node1:12:345 [0] misc/shmutils.cc:72 NCCL WARN Error: failed to extend /dev/shm/nccl-" + n
                    + " to 9637892 bytes, error: No space left on device (28)\n"
                    + "RuntimeError: unable to write to file </torch_" + n + "_1_2>: No space left on device (28)\n"
                    + "No space left on device\n";
        }
    },

    /** Beginnings and middles of messages that explain knows, without their ends. */
    NEAR {
        @Override
        String piece(List<String> log, int n) {
            String near = "Failed to increase the shared memory pool size for key '" + "x' to 1 bytes ".repeat(n % 20)
                    + "failed to extend /dev/shm/a to 1 bytes, error: to 2 bytes, error: "
                    + "It appears as if there is not enough space for /dev/shm/a (the shared-memory backing file) "
                    + "Space Requested: 1 B Space Available: "
                    + "Unable to initialize shared memory key 'a' to requested size (1 bytes) "
                    + "error while creating shared memory segment /a (size 1), error: "
                    + "Call to posix_fallocate failed : ";
            return n % 3 == 0 ? near + '\n' : near;
        }
    },

    /** Every launcher's way to say that a process ended, over and over. */
    ENDINGS {
        @Override
        String piece(List<String> log, int n) {
            return "srun: error: node" + n % 64 + ": task " + n + ": Bus error\n"
                    + "process " + n % 8 + " terminated with signal SIGKILL\n"
                    + "  exitcode  : -" + (1 + n % 15) + " (pid: " + n + ")\n"
                    + "[rank" + n % 8 + "]: DataLoader worker (pid " + n + ") is killed by signal: Bus error.\n";
        }
    },

    /** What strace prints of many tasks at once, with calls that were interrupted. */
    TRACE {
        @Override
        String piece(List<String> log, int n) {
            String task = "[pid " + (4000 + n % 64) + "] ";
            return task + "openat(AT_FDCWD, \"/dev/shm/nccl-" + n % 100_000 + "\", O_RDWR|O_CREAT|O_EXCL, 0600) = "
                    + n % 900 + "\n" + task + "fallocate(" + n % 900 + ", 0, 0, 9637892 <unfinished ...>\n"
                    + "[pid 3999] futex(0x7f1c, FUTEX_WAIT_PRIVATE, 0, NULL) = 0\n"
                    + task + "<... fallocate resumed>) = " + (n % 50 == 0 ? "-1 ENOSPC (No space left on device)" : "0")
                    + "\n" + task + "close(" + n % 900 + ") = 0\n";
        }
    },

    /** {@code df}, {@code ls -l} and {@code lsof} of /dev/shm, asked again and again while a job runs. */
    LISTINGS {
        @Override
        String piece(List<String> log, int n) {
            StringBuilder text =
                    new StringBuilder("Filesystem      Size  Used Avail Use% Mounted on\nshm              64M   ");
            text.append(n % 64).append("M   1M  97% /dev/shm\ntotal 65536\n");
            for (int i = 0; i < 40; i++) {
                text.append("-rw------- 1 root root 9637892 Nov 20 10:11 nccl-A")
                        .append(n * 40L + i)
                        .append('\n');
            }
            text.append("COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\n");
            for (int i = 0; i < 40; i++) {
                text.append("python3 ")
                        .append(4000 + i)
                        .append(" root  mem    REG   0,39  9637892    ")
                        .append(i);
                text.append(" /dev/shm/nccl-A").append(n * 40L + i).append('\n');
            }
            return text.toString();
        }
    },

    /** Stacks of gdb's, of Python's and of glibc's. */
    STACKS {
        @Override
        String piece(List<String> log, int n) {
            return "Thread " + n + " \"python\" received signal SIGBUS, Bus error.\n"
                    + "#0  0x00007ffff7e5a1b3 in __memset_avx2 () from /lib/x86_64-linux-gnu/libc.so.6\n"
                    + "#1  0x00007fffe1000000 in ncclShmOpen (path=0x7ffe) at misc/shmutils.cc:" + n % 200 + "\n"
                    + "Traceback (most recent call last):\n  File \"/opt/train.py\", line " + n % 900
                    + ", in <module>\n    main()\n[node1:" + n
                    + "] [ 3] /usr/lib/libmpi.so.40(MPI_Isend+0x125)[0x7fdf]\n";
        }
    },

    /** Marks of NCCL's messages with nothing between them. */
    MARKS {
        @Override
        String piece(List<String> log, int n) {
            return "NCCL INFO NCCL WARN (((((:::[0] NCCL INFO a:1:2 [0] NCCL INFO Channel 00 : 0[0] -> 1["
                            .repeat(1 + n % 40)
                    + (n % 7 == 0 ? "\n" : "");
        }
    };

    /** The next piece of the log. */
    abstract String piece(List<String> log, int n);

    static LogShape named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Writes at least as many bytes. */
    void write(OutputStream out, long bytes) throws IOException {
        List<String> log = Files.readAllLines(BigLog.source(), StandardCharsets.UTF_8);
        long written = 0;
        for (int n = 0; written < bytes; n++) {
            byte[] piece = piece(log, n).getBytes(StandardCharsets.UTF_8);
            out.write(piece);
            written += piece.length;
        }
    }
}
