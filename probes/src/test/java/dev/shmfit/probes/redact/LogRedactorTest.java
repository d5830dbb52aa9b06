package dev.shmfit.probes.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        String redacted = LogRedactor.of(LOG).text();
        assertThat(redacted)
                .doesNotContain("jdoe", "gpu-a17", "10.20.30.40", "mlteam", "jane", "5895e020", "hf_abc")
                .contains("host-1:2144:2556 [2] NCCL INFO", "/home/user-1/miniconda3", "1 user-1 user-2 9637892")
                .contains("/dev/shm/nccl-WU88OE to 9637892 bytes", "line 239");
        assertThat(redacted.lines().count()).isEqualTo(LOG.lines().count());
    }

    @Test
    void redacting_twice_changes_nothing_more() {
        String once = LogRedactor.of(LOG).text();
        assertThat(LogRedactor.of(once).text()).isEqualTo(once);
    }

    @Test
    void what_tells_nothing_stays() {
        String log = "root@localhost:/# ls\n-rw-r--r-- 1 root root 12 Nov 20 10:11 a\nat 127.0.0.1\n";
        assertThat(LogRedactor.of(log).text()).isEqualTo(log);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HF_TOKEN=Hidden-7k",
                "export DB_PASSWORD=Hidden-7k",
                "OPENAI_API_KEY=Hidden-7k",
                "AWS_SECRET_ACCESS_KEY=Hidden-7k",
                "NVIDIA_DB_PASS=Hidden-7k",
                "LOGIN_PWD=Hidden-7k",
                "GPG_PASSPHRASE='Hidden 7k'",
                "SERVICE_CREDENTIALS=Hidden-7k",
                "CLIENT_AUTH=Hidden-7k",
                "Authorization: Bearer Hidden-7k",
                "authorization: Basic SGlkZGVuLTdr",
                "\"password\": \"Hidden-7k, with more\"",
                "password: Hidden-7k",
                "--password Hidden-7k",
                "--hf-token=Hidden-7k",
                "-password Hidden-7k",
                "{'apiKey': 'Hidden-7k'}",
                "client_secret => Hidden-7k",
                "\\\"token\\\": \\\"Hidden-7k\\\"",
                "http_proxy=http://jdoe:Hidden-7k@proxy:3128",
                "https://Hidden-7k@gitlab.example.org/x.git",
                "redis://:Hidden-7k@cache:6379/0",
                "https://s3.example.org/x?X-Amz-Signature=Hidden-7k&a=b",
                "github_pat_Hidden-7k0000",
                "ghp_Hidden0007k0000",
                "glpat-Hidden-7k0000",
                "hf_Hidden0007k0000",
                "sk-Hidden-7k0000",
                "AKIAHIDDEN007K000000",
                "ASIAHIDDEN007K000000",
                "xoxb-Hidden-7k0000",
                "AIzaHidden-7k00000000000000000",
                "eyJHidden7k.eyJzdWIiOiIxIn0.Hidden-7k",
                "nvapi-Hidden-7k0000",
                "dckr_pat_Hidden-7k00",
                "value q8Hidden7kZx91LmPqR4sT7uVw2 seen",
                "jane.hidden-7k@example.org",
                "/home/hidden-7k/x",
                "/Users/hidden-7k/x",
                "USER=hidden-7k",
                "user: hidden-7k",
                "srun: error: hidden-7k: task 3: Bus error",
                "SLURM_NODELIST=hidden-7k[01-04]",
                "see hidden-7k[01-04,09] above",
                "hidden-7k:11:12 [0] NCCL INFO x\nsrun_hidden-7k_done",
                "MASTER_ADDR=hidden-7k",
                "ip-10-77-88-99 up",
                "at hidden-7k.cluster.internal:29500",
                "_10.77.88.99_",
                "fd12:3456:789a::77",
                "78:e7:d1:ea:46:da",
                "arn:aws:iam::107788990000:role/x",
                "107788990000.dkr.ecr.us-east-1.amazonaws.com/x",
                "projects/hidden-7k/zones/a",
                "account_id=107788990000",
                "GPU-1b2c3d4e-1077-8899-3333-444455556666"
            })
    void what_may_be_a_secret_or_a_name_is_gone(String line) {
        String redacted = LogRedactor.of("before\n" + line + "\nafter\n").text();
        assertThat(redacted)
                .startsWith("before\n")
                .endsWith("\nafter\n")
                .doesNotContainIgnoringCase("hidden")
                .doesNotContain("SGlkZGVu", "10.77.88.99", "10-77-88-99", "789a", "ea:46", "107788990000", "1077-8899");
        assertThat(LogRedactor.of(redacted).text()).isEqualTo(redacted);
    }

    @Test
    void a_private_key_is_gone_line_by_line_also_where_the_log_is_cut() {
        String key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n";
        String log = "a\n-----BEGIN RSA PRIVATE KEY-----\n" + key.repeat(3)
                + "shortEnd==\n-----END RSA PRIVATE KEY-----\nb\n"
                + "c: -----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg\\n-----END PRIVATE KEY-----\n"
                + "-----BEGIN OPENSSH PRIVATE KEY-----\n" + key + "[rank0]: the log goes on\n";
        String redacted = LogRedactor.of(log).text();
        assertThat(redacted).doesNotContain("MIIE", "shortEnd").contains("a\n", "\nb\n", "[rank0]: the log goes on\n");
        assertThat(redacted.lines()).hasSameSizeAs(log.lines().toList());
        assertThat(LogRedactor.of(redacted).text()).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "misc/shmutils.cc:87 NCCL WARN Error: failed to extend /dev/shm/nccl-WU88OE to 9637892 bytes",
                "[0] NCCL INFO Channel 00/02 :    0   1   2   3",
                "NCCL INFO comm 0x55d0c4a5e2f0 rank 0 nranks 8 cudaDev 0 busId 41000",
                "ncclKernel_AllReduce_RING_LL128_Sum_float16",
                "_ZN4c10d16ProcessGroupNCCL8WorkNCCL15checkTimeoutEv",
                "nccl-shm-recv-6f1b2c3d4e5f6a7b-0-1-2",
                "max_tokens: 2048, num_tokens=4096, pass 1, key: 3, auth=none",
                "torch-2.1.0+cu121-cp310-cp310-linux_x86_64.whl",
                "Using network Socket, NCCL version 2.21.5+cuda12.4",
                "https://github.com/NVIDIA/nccl/issues/2079",
                "File \"/usr/lib/python3.10/site-packages/torch/utils/data/_utils/worker.py\", line 308",
                "shm_open failed : dim[0] rank[0] x[1,2]",
                "KeyError: 'NCCL_P2P_DISABLE'",
                "tokenizer: loaded",
                "Bus error (core dumped)",
                "NCCL_P2P_LEVEL set by environment to SYS",
                "0000:41:00.0",
                "--shm-size 8g --ipc host",
                "pid 12345 exit code -7"
            })
    void what_an_explanation_needs_stays(String line) {
        assertThat(LogRedactor.of(line + "\n").text()).isEqualTo(line + "\n");
    }

    @Test
    void what_was_replaced_is_counted_by_kind() {
        assertThat(LogRedactor.of("A_TOKEN=abcdef B_TOKEN=ghijkl A_TOKEN=abcdef 10.1.2.3\n")
                        .summary())
                .isEqualTo("1 ip, 2 keys");
        assertThat(LogRedactor.of("nothing\n").summary()).isEmpty();
    }

    @Test
    void numbers_go_on_from_those_that_a_log_has_already() {
        assertThat(LogRedactor.of("host-1 is 10.1.2.3 and ip-4 too\n").text())
                .isEqualTo("host-1 is ip-5 and ip-4 too\n");
    }
}
