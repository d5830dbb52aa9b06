package dev.shmfit.probes.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogRedactorTest {
    private static final String LOG = """
            jdoe@gpu-a17:~/train$ python3 train.py --token=hf_abcdefghijklmnopqrstuvwx
            gpu-a17:2144:2556 [2] NCCL INFO Bootstrap : Using eth0:10.20.30.40<0>
            [gpu-a17:2144] *** Process received signal ***
              Local host:  gpu-a17
              File "/home/jdoe/miniconda3/lib/python3.8/multiprocessing/queues.py", line 239, in _feed
            -rw------- 1 jdoe mlteam 9637892 Nov 20 10:11 nccl-97p6hH
            write to jane.doe@example.org about GPU-5895e020-7d50-0c08-6ec8-e543a425c76c
            misc/shmutils.cc:87 NCCL WARN Error: failed to extend /dev/shm/nccl-WU88OE to 9637892 bytes
            """;

    @Test
    void names_of_people_and_machines_are_gone_and_figures_stay() {
        String redacted = LogRedactor.redact(LOG);
        assertThat(redacted)
                .doesNotContain("jdoe", "gpu-a17", "10.20.30.40", "mlteam", "jane", "5895e020", "hf_abc")
                .contains("host-1:2144:2556 [2] NCCL INFO", "/home/user-a/miniconda3", "1 user-a user-b 9637892")
                .contains("/dev/shm/nccl-WU88OE to 9637892 bytes", "line 239");
        assertThat(redacted.lines().count()).isEqualTo(LOG.lines().count());
    }

    @Test
    void redacting_twice_changes_nothing_more() {
        String once = LogRedactor.redact(LOG);
        assertThat(LogRedactor.redact(once)).isEqualTo(once);
    }

    @Test
    void what_tells_nothing_stays() {
        String log = "root@localhost:/# ls\n-rw-r--r-- 1 root root 12 Nov 20 10:11 a\nat 127.0.0.1\n";
        assertThat(LogRedactor.redact(log)).isEqualTo(log);
    }
}
