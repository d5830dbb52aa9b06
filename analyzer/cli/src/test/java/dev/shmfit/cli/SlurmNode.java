package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** Slurm itself, one node on the loopback, which lives in a directory of its own. */
final class SlurmNode implements AutoCloseable {
    private static final List<String> DAEMONS = List.of("slurmd", "slurmctld", "munged");
    /** How often the daemons are asked before they are given up; a pause lies between two questions. */
    private static final int MOST_QUESTIONS = 120;

    private final Path directory;

    private SlurmNode(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts it, or skips the test where Slurm is not installed.
     *
     * @param more lines for slurm.conf
     */
    static SlurmNode start(Path directory, String more) throws IOException, InterruptedException {
        SlurmNode node = new SlurmNode(directory);
        String programs = "command -v slurmctld && command -v slurmd && command -v munged && command -v srun";
        MachineParts.orSkip(
                node.shell(programs + " && test \"$(id -u)\" = 0").exitCode() == 0,
                "no slurmctld, slurmd, munged, or no root");
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Path secret = Files.write(directory.resolve("munge.key"), key);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
        Files.createDirectories(directory.resolve("state"));
        Files.createDirectories(directory.resolve("spool"));
        Files.createDirectories(directory.resolve("bin"));
        String host = node.shell("hostname -s").out().strip();
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
                MpiDefault=none
                JobAcctGatherType=jobacct_gather/none
                GresTypes=gpu
                NodeName=%1$s NodeAddr=127.0.0.1 CPUs=1 Gres=gpu:1 State=UNKNOWN
                PartitionName=all Nodes=%1$s Default=YES MaxTime=INFINITE State=UP
                %3$s
                """.formatted(host, directory, more));
        // A GPU is a device file to Slurm; any will do.
        Files.writeString(directory.resolve("gres.conf"), "NodeName=" + host + " Name=gpu File=/dev/zero\n");
        boolean started = false;
        try {
            node.up();
            started = true;
        } finally {
            if (!started) {
                node.close();
            }
        }
        return node;
    }

    private void up() throws IOException, InterruptedException {
        Ran up = shell("munged --force --key-file=munge.key --socket=$PWD/munge.sock --pid-file=$PWD/munged.pid"
                + " --log-file=$PWD/munged.log --seed-file=$PWD/seed && slurmctld -c && slurmd -c");
        assertThat(up.exitCode()).as(up.err()).isZero();
        until("idle");
    }

    /** Runs a line of shell whose Slurm commands ask this node. */
    Ran shell(String script) throws IOException, InterruptedException {
        return Ran.command(
                directory,
                Map.of("SLURM_CONF", directory.resolve("slurm.conf").toString()),
                List.of("sh", "-c", script));
    }

    /** Waits for a state of the node. */
    void until(String state) throws IOException, InterruptedException {
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

    @Override
    public void close() throws IOException {
        try {
            for (String daemon : DAEMONS) {
                stop(daemon);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By the number that the daemon wrote itself. */
    private void stop(String daemon) throws IOException, InterruptedException {
        shell("test -f " + daemon + ".pid && kill \"$(cat " + daemon + ".pid)\"; while test -f " + daemon
                + ".pid && kill -0 \"$(cat " + daemon + ".pid)\" 2>/dev/null; do sleep 0.1; done");
    }
}
