package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slurm itself, one node on the loopback, with a prolog that runs {@code shmfit check}. */
class SlurmPrologTest {
    private static final List<String> DAEMONS = List.of("slurmd", "slurmctld", "munged");
    /** How often the daemons are asked before they are given up; a pause lies between two questions. */
    private static final int MOST_QUESTIONS = 120;

    @TempDir
    private Path directory;

    private Ran shell(String script) throws IOException, InterruptedException {
        return Ran.command(
                directory,
                Map.of("SLURM_CONF", directory.resolve("slurm.conf").toString()),
                List.of("sh", "-c", script));
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        String programs = "command -v slurmctld && command -v slurmd && command -v munged && command -v srun";
        MachineParts.orSkip(
                shell(programs + " && test \"$(id -u)\" = 0").exitCode() == 0,
                "no slurmctld, slurmd, munged, or no root");
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Path secret = Files.write(directory.resolve("munge.key"), key);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
        Files.createDirectories(directory.resolve("state"));
        Files.createDirectories(directory.resolve("spool"));
        Files.createDirectories(directory.resolve("bin"));
        String host = shell("hostname -s").out().strip();
        Files.writeString(directory.resolve("slurm.conf"), """
                ClusterName=test
                SlurmctldHost=%1$s(127.0.0.1)
                AuthType=auth/munge
                AuthInfo=socket=%2$s/munge.sock
                SlurmUser=root
                SlurmdUser=root
                SlurmctldPort=26817
                SlurmdPort=26818
                StateSaveLocation=%2$s/state
                SlurmdSpoolDir=%2$s/spool
                SlurmctldPidFile=%2$s/slurmctld.pid
                SlurmdPidFile=%2$s/slurmd.pid
                SlurmctldLogFile=%2$s/slurmctld.log
                SlurmdLogFile=%2$s/slurmd.log
                ProctrackType=proctrack/pgid
                TaskPlugin=task/none
                ReturnToService=2
                SelectType=select/linear
                Prolog=%2$s/prolog.sh
                PrologFlags=Alloc
                MpiDefault=none
                JobAcctGatherType=jobacct_gather/none
                NodeName=%1$s NodeAddr=127.0.0.1 CPUs=1 State=UNKNOWN
                PartitionName=all Nodes=%1$s Default=YES MaxTime=INFINITE State=UP
                """.formatted(host, directory));
        // The prolog that is released, with this build in the place of /opt/shmfit.
        Path shmfit = Files.writeString(directory.resolve("shmfit"), """
                #!/bin/sh
                PATH=%1$s/bin:$PATH
                %2$s -XX:TieredStopAtLevel=1 -cp '%3$s' dev.shmfit.cli.Shmfit "$@" > %1$s/prolog.out 2>&1
                code=$?
                echo $code > %1$s/prolog.code
                exit $code
                """.formatted(
                        directory,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(shmfit, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path released = Path.of(System.getProperty("shmfit.root"), "analyzer", "dist", "src", "slurm", "prolog.sh");
        Path prolog = Files.writeString(
                directory.resolve("prolog.sh"),
                Files.readString(released)
                        .replace("/opt/shmfit/bin/shmfit", shmfit.toString())
                        .replace("--timeout 5", "--timeout 1"));
        Files.setPosixFilePermissions(prolog, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ran up = shell("munged --force --key-file=munge.key --socket=$PWD/munge.sock --pid-file=$PWD/munged.pid"
                + " --log-file=$PWD/munged.log --seed-file=$PWD/seed && slurmctld -c && slurmd -c");
        assertThat(up.exitCode()).as(up.err()).isZero();
        until("idle");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        for (String daemon : DAEMONS) {
            // Each by the number that it wrote itself.
            shell("test -f " + daemon + ".pid && kill \"$(cat " + daemon + ".pid)\"; while test -f " + daemon
                    + ".pid && kill -0 \"$(cat " + daemon + ".pid)\" 2>/dev/null; do sleep 0.1; done");
        }
    }

    private void until(String state) throws IOException, InterruptedException {
        String said = "";
        for (int i = 0; i < MOST_QUESTIONS; i++) {
            said = shell("sinfo -h -o %T; sleep 0.5").out();
            if (said.contains(state)) {
                return;
            }
        }
        assertThat(said)
                .as(Files.readString(directory.resolve("slurmctld.log")))
                .contains(state);
    }

    @Test
    void a_sound_node_runs_the_job_and_one_whose_driver_hangs_is_drained() throws Exception {
        Ran job = shell("timeout 100 srun -n1 df -h /dev/shm");
        assertThat(job.exitCode()).as(job.err() + prolog()).isZero();
        assertThat(job.out()).contains("/dev/shm");
        assertThat(Files.readString(directory.resolve("prolog.code")).strip()).isEqualTo("0");

        Path hanging = Files.writeString(directory.resolve("bin/nvidia-smi"), "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(hanging, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell("timeout 100 srun -n1 --immediate=30 true");
        assertThat(Files.readString(directory.resolve("prolog.code")).strip())
                .as(prolog())
                .isEqualTo("1");
        until("drain");
    }

    private String prolog() throws IOException {
        Path said = directory.resolve("prolog.out");
        return Files.exists(said) ? Files.readString(said) : "the prolog did not run";
    }
}
