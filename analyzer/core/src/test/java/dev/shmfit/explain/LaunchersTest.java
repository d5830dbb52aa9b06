package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.statement.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What launchers print of an end by a signal, written out here from their sources and not from the catalogue's forms: whole
 * lines, with what stands around them.
 */
class LaunchersTest {
    private static final Map<Signal, Set<String>> RIGHT = Map.of(
            Signal.ABRT, Set.of("process-crashed"),
            Signal.BUS, Set.of("bus-error", "shm-too-small"),
            Signal.KILL, Set.of("killed-for-memory"),
            Signal.SEGV, Set.of("process-crashed"),
            Signal.TERM, Set.of("worker-gone"));

    /** {@code %N} the number, {@code %S} 128 + N, {@code %G} the spelling, {@code %T} the text, {@code %L} it in small letters. */
    private static final List<String> FORMS = List.of(
            // torch/distributed/elastic/multiprocessing/api.py
            "E0716 12:00:01.000000 140 torch/distributed/elastic/multiprocessing/api.py:833] failed (exitcode: -%N) local_rank:"
                    + " 1 (pid: 4711) of binary: /usr/bin/python",
            // torch/distributed/elastic/multiprocessing/errors/__init__.py
            "  exitcode  : -%N (pid: 4711)",
            "  traceback : Signal %N (%G) received by PID 4711",
            // torch/multiprocessing/spawn.py
            "torch.multiprocessing.spawn.ProcessExitedException: process 1 terminated with signal %G",
            "torch.multiprocessing.spawn.ProcessExitedException: process 1 terminated with exit code %S",
            // torch/csrc/DataLoader.cpp
            "RuntimeError: DataLoader worker (pid 4711) is killed by signal: %T. ",
            // deepspeed/launcher/launch.py
            "[2026-01-01 10:00:00,000] [ERROR] [launch.py:325:sigkill_handler] ['/usr/bin/python3', '-u', 'train.py',"
                    + " '--local_rank=3'] exits with return code = -%N",
            // Lib/subprocess.py
            "subprocess.CalledProcessError: Command '['python', 'train.py']' died with <Signals.%G: %N>.",
            // Lib/multiprocessing/process.py
            "<Process name='Process-1' pid=4711 parent=4710 stopped exitcode=-%G>",
            // orte/tools/orterun/help-orterun.txt (Open MPI 4)
            "mpirun noticed that process rank 1 with PID 4711 on node gpu01 exited on signal %N (%T).",
            // src/mca/odls/base, prterun (Open MPI 5)
            "prterun noticed that process rank 1 with PID 4711 on node gpu01 exited on signal %N (%T).",
            // opal/util/stacktrace.c
            "[gpu01:04711] Signal: %T (%N)",
            // src/pm/hydra/mpiexec/mpiexec.c (MPICH 4)
            "YOUR APPLICATION TERMINATED WITH THE EXIT STRING: %T (signal %N)",
            // Intel MPI's hydra
            "=   KILLED BY SIGNAL: %N (%T)",
            // src/srun/libsrun/launch.c
            "srun: error: gpu01: task 3: %T",
            "srun: error: gpu01: tasks 0-3: %T",
            "srun: error: gpu01: task 3: Exited with exit code %S",
            // src/common/slurm_protocol_defs.c, scontrol
            "   JobState=FAILED Reason=NonZeroExitCode Dependency=(null) ExitCode=0:%N",
            // docker/cli, docker compose
            "trainer-1 exited with code %S",
            "4f1e2d3c4b5a   train:1   \"python train.py\"   2 minutes ago   Exited (%S) 3 seconds ago   trainer",
            // kubectl describe pod
            "      Exit Code:    %S",
            "command terminated with exit code %S",
            "    exitCode: %S",
            // absl/debugging/failure_signal_handler.cc as Ray prints it
            "(raylet) *** %G received at time=1718000000 on cpu 14 ***",
            // src/ray/raylet/node_manager.cc
            "Worker exit type: SYSTEM_ERROR Worker exit detail: The process ended. exit_code=%S",
            // src/core/service.c
            "train.service: Main process exited, code=killed, status=%N/%B",
            "train.service: Main process exited, code=dumped, status=%N/%B",
            // systemd: src/coredump/coredumpctl.c
            "        Signal: %N (%B)",
            // bash jobs.c
            "./run.sh: line 12:  4711 %T               (core dumped) python train.py",
            "[1]+  %T               (core dumped) python train.py",
            "$ echo $? %S",
            // zsh Src/jobs.c
            "zsh: %L  python train.py",
            "[1]    4711 %L (core dumped)  python train.py",
            // fish src/proc.cpp
            "fish: Job 1, 'python train.py' terminated by signal %G (%T)",
            // GNU make src/job.c
            "make: *** [Makefile:12: train] %T (core dumped)",
            // GNU time
            "Command terminated by signal %N",
            // gdb/infrun.c, lldb
            "Program terminated with signal %G, %T.",
            "* thread #1, name = 'python', stop reason = signal %G",
            // Modules/faulthandler.c
            "Fatal Python error: %T",
            // strace.c
            "[pid  4711] +++ killed by %G (core dumped) +++",
            // os/exec of Go
            "level=error msg=\"job failed\" err=\"signal: %L (core dumped)\"",
            "err=\"exit status %S\"",
            // library/std of Rust
            "child ended: signal: %N (%G) (core dumped)",
            "Error: ExitStatus(unix_wait_status(%N))",
            // compiler-rt
            "==5789==ERROR: AddressSanitizer: %B on unknown address 0x000000000000 (pc 0x737ce6775d4a T3)",
            // concurrent.futures, loky
            "The exit codes of the workers are {%G(-%N)}",
            // billiard/pool.py
            "billiard.exceptions.WorkerLostError: Worker exited prematurely: signal %N (%G) Job: 4.",
            // airflow, celery
            "[2026-01-01, 10:00:00 UTC] {local_task_job_runner.py:266} INFO - Task exited with return code -%N",
            // horovod/runner/gloo_run.py
            "[1]<stderr>: Process 1 exit with status code %S.",
            // HTCondor, LSF, PBS
            "        (0) Abnormal termination (signal %N)",
            "Exited with exit code %S.",
            "    Exit_status = %S",
            // GitHub Actions, GitLab, Jenkins
            "##[error]Process completed with exit code %S.",
            "ERROR: Job failed: exit code %S",
            "ERROR: script returned exit code %S",
            // text-generation-inference launcher/src/main.rs
            "ERROR text_generation_launcher: Shard process was signaled to shutdown with signal %N",
            // python/sglang/srt/entrypoints/engine.py
            "RuntimeError: Rank 0 scheduler died during initialization (exit code: -%N). If exit code is -9 (SIGKILL), a"
                    + " common cause is the OS OOM killer.",
            // uvicorn, gunicorn, uwsgi, postgres
            "[2026-01-01 10:00:00 +0000] [1] [ERROR] Worker (pid:4711) was sent %G!",
            "DAMN ! worker 1 (pid: 4711) died, killed by signal %N :( trying respawn ...",
            "LOG:  server process (PID 4711) was terminated by signal %N: %T",
            // supervisord
            "INFO exited: train (terminated by %G; not expected)",
            // julia src/signal-handling.c
            "[4711] signal (%N): %T",
            // python: a wrapper's own words
            "worker 3 died (-%N)",
            "rank 3 crashed with signal %N",
            "child process 4711 exited with signal %N",
            "RuntimeError: subprocess failed, rc=-%N");

    /** A line, and the signal that it tells of. */
    record Line(Signal signal, String text) {}

    static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Signal s : List.of(Signal.ABRT, Signal.BUS, Signal.KILL, Signal.SEGV, Signal.TERM)) {
            for (String form : FORMS) {
                lines.add(new Line(
                        s,
                        form.replace("%N", String.valueOf(s.number()))
                                .replace("%S", String.valueOf(128 + s.number()))
                                .replace("%G", s.spelled())
                                .replace("%B", s.name())
                                .replace("%T", s.text())
                                .replace("%L", s.text().toLowerCase(java.util.Locale.ROOT))));
            }
        }
        return lines;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void the_end_by_a_signal_is_understood_as_its_launcher_prints_it(Line line) {
        Diagnosis d = ExplainFixtures.diagnose(List.of("epoch 3 step 100 loss 0.3", line.text(), "done"));
        assertThat(d.causes().stream().map(c -> c.id()))
                .as(line.toString())
                .anyMatch(RIGHT.getOrDefault(line.signal(), Set.of())::contains);
    }
}
