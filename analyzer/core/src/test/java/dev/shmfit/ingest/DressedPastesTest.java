package dev.shmfit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors, chats, trackers, shells and other programs put around a paste takes nothing away from it. */
class DressedPastesTest {
    private static final String TABLE = """
            \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID
            GPU0\t X \tPHB\t0-31\t0\t\tN/A
            GPU1\tPHB\t X \t0-31\t0\t\tN/A
            """;

    private static final String DF = """
            Filesystem      Size  Used Avail Use% Mounted on
            shm              64M     0   64M   0% /dev/shm
            """;

    private static MachineFacts facts(String text) {
        return CaptureParser.parse(new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("text", text))));
    }

    private static void hasWholeTable(MachineFacts m) {
        assertThat(m.gpus().matrix().value())
                .hasValueSatisfying(t -> assertThat(t.gpus()).hasSize(2));
        assertThat(badRows(m)).isEmpty();
    }

    private static List<String> badRows(MachineFacts m) {
        return m.coverage().notes().stream()
                .map(ParseNote::toString)
                .filter(n -> n.contains("is no row") || n.contains("no row for"))
                .toList();
    }

    private static List<String> unused(MachineFacts m) {
        return m.coverage().parts().stream()
                .filter(p -> !p.used())
                .map(p -> p.lines() + ": " + p.words())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d:%s", "%6d\t%s", "%4d  %s", "%d|%s"})
    void numbers_of_lines_are_no_part_of_them(String form) {
        List<String> lines = ("$ nvidia-smi topo -m\n" + TABLE
                        + "$ env | grep NCCL\nNCCL_P2P_LEVEL=SYS\n$ df -h /dev/shm\n" + DF)
                .lines()
                .toList();
        MachineFacts m = facts(IntStream.range(0, lines.size())
                .mapToObj(i -> String.format(Locale.ROOT, form, i + 120, lines.get(i)))
                .collect(Collectors.joining("\n")));
        hasWholeTable(m);
        assertThat(m.software().values()).containsEntry("NCCL_P2P_LEVEL", "SYS");
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[pod/trainer-0/main] ",
                "[pod/trainer-0/main] 2025-01-01T10:00:0%d.123Z ",
                "2025-01-01T10:00:0%d.123456Z 00O ",
                "worker.1.x8q2@node-1    | ",
                "[prterun-n1-123@1,0]<stdout>: ",
                "build\tRun tests\t2025-01-01T10:00:0%d.1234567Z ",
                "2025-01-01 10:00:00.12%d | INFO     | __main__:main:1%1$d - ",
                "01/01/2025 10:00:0%d - INFO - __main__ - "
            })
    void what_runtimes_and_loggers_put_before_a_line_is_no_part_of_it(String form) {
        List<String> lines = ("$ nvidia-smi topo -m\n" + TABLE
                        + "$ env | grep NCCL\nNCCL_P2P_LEVEL=SYS\n$ df -h /dev/shm\n" + DF)
                .lines()
                .toList();
        MachineFacts m = facts(IntStream.range(0, lines.size())
                .mapToObj(i -> String.format(Locale.ROOT, form, i % 10) + lines.get(i))
                .collect(Collectors.joining("\n")));
        hasWholeTable(m);
        assertThat(m.software().values()).containsEntry("NCCL_P2P_LEVEL", "SYS");
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
    }

    @Test
    void a_fence_may_stand_on_the_first_and_the_last_line_of_what_it_fences() {
        MachineFacts m = facts("bob  9:12 AM\n```$ nvidia-smi topo -m\n" + TABLE.strip()
                + "```\nalice  9:14 AM\nand df?\n```" + DF.strip() + "```\n");
        hasWholeTable(m);
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
    }

    @Test
    void tags_part_lines() {
        MachineFacts m = facts("<details><summary>topo</summary><pre>$ nvidia-smi topo -m\n" + TABLE
                + "</pre></details>\n<details><summary>df</summary><pre>"
                + DF.replace(" ", "&nbsp;").strip() + "</pre></details>\n");
        hasWholeTable(m);
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
    }

    @Test
    void a_text_may_be_handed_over_as_a_string_of_json() {
        MachineFacts m = facts("{\"body\": \"" + TABLE.replace("\n", "\\n").replace("\t", "\\t")
                + "NCCL_P2P_DISABLE=1\\nNCCL_DEBUG=INFO\"}");
        hasWholeTable(m);
        assertThat(m.software().values()).containsEntry("NCCL_P2P_DISABLE", "1").containsEntry("NCCL_DEBUG", "INFO");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export NCCL_P2P_DISABLE=${NCCL_P2P_DISABLE:-1}",
                "NCCL_P2P_DISABLE=\"${P2P-1}\"",
                ": ${NCCL_P2P_DISABLE:=1}",
                "NCCL_P2P_DISABLE=${A:-${B:-1}}",
                "docker run --gpus all -e NCCL_P2P_DISABLE=${P2P:-1} image",
                "services:\n  t:\n    environment:\n      NCCL_P2P_DISABLE: ${P2P:-1}",
                "services:\n  t:\n    environment:\n      - NCCL_P2P_DISABLE=${P2P:-1}"
            })
    void a_shell_s_default_is_the_value(String text) {
        assertThat(facts(text + "\n\n" + TABLE).software().values()).containsEntry("NCCL_P2P_DISABLE", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export NCCL_BUFFSIZE=$SIZE",
                "export NCCL_BUFFSIZE=${SIZE}",
                "export NCCL_BUFFSIZE=$(nproc)",
                "export NCCL_BUFFSIZE=${SIZE:+4194304}",
                "export CUDA_VISIBLE_DEVICES=${GPUS:-}",
                "export NCCL_BUFFSIZE=$1",
                "NCCL_BUFFSIZE=<size in bytes>",
                "docker run --gpus all -e NCCL_BUFFSIZE=$SIZE image",
                "ENV NCCL_BUFFSIZE=$SIZE",
                "ENV NCCL_BUFFSIZE ${SIZE}",
                "environment:\n  NCCL_BUFFSIZE: ${SIZE}",
                "environment:\n  - NCCL_BUFFSIZE=${SIZE:?}",
                "    - name: NCCL_BUFFSIZE\n      value: \"{{ .Values.size }}\"",
                "os.environ['NCCL_BUFFSIZE'] = size",
                "os.environ[\"NCCL_BUFFSIZE\"] = str(args.size)",
                "os.environ['NCCL_BUFFSIZE'] = '8388608' if big else '4194304'",
                "os.environ['NCCL_BUFFSIZE'] = f\"{size}\"",
                "os.environ['NCCL_BUFFSIZE'] = \"{}\".format(size)",
                "os.environ.setdefault('NCCL_BUFFSIZE', size)",
                "os.putenv(\"NCCL_BUFFSIZE\", str(size))",
                "env[\"NCCL_BUFFSIZE\"] = os.environ.get(\"NCCL_BUFFSIZE\", size)",
                "subprocess.run(cmd, env=dict(os.environ, NCCL_BUFFSIZE=str(size)))",
                "os.environ.update(NCCL_BUFFSIZE=size, NCCL_DEBUG=level)",
                "env_vars = {\"NCCL_BUFFSIZE\": size, \"A\": \"b\"}",
                "  \"NCCL_BUFFSIZE\": str(size),",
                "setenv(\"NCCL_BUFFSIZE\", size.c_str(), 1);"
            })
    void a_value_that_does_not_stand_in_the_text_is_said_and_not_taken(String text) {
        MachineFacts m = facts(text + "\n\n" + TABLE);
        assertThat(m.software().values()).isEmpty();
        assertThat(m.coverage().named()).anySatisfy(n -> {
            assertThat(n.name()).isIn("NCCL_BUFFSIZE", "CUDA_VISIBLE_DEVICES");
            assertThat(n.set()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I tried NCCL_P2P_DISABLE=1 but it did not help.",
                "It works without NCCL_P2P_DISABLE.",
                "# export NCCL_P2P_DISABLE=1",
                "#NCCL_P2P_DISABLE=1 python train.py",
                "# os.environ['NCCL_P2P_DISABLE'] = '1'",
                "// setenv(\"NCCL_P2P_DISABLE\", \"1\", 1);",
                "<!-- NCCL_P2P_DISABLE=1 -->",
                "ARG NCCL_P2P_DISABLE=1",
                "environment:\n  - NCCL_P2P_DISABLE",
                "environment:\n  NCCL_P2P_DISABLE:",
                "docker run --gpus all -e NCCL_P2P_DISABLE image",
                "mpirun -np 2 -x NCCL_P2P_DISABLE ./train",
                "- name: NCCL_P2P_DISABLE\n  valueFrom:\n    configMapKeyRef:\n      name: nccl",
                "[ -n \"$X\" ] && export NCCL_P2P_DISABLE=1",
                "if args.no_p2p: os.environ['NCCL_P2P_DISABLE'] = '1'",
                "if args.no_p2p:\n    os.environ['NCCL_P2P_DISABLE'] = '1'\nmain()",
                "if x:\n    pass\nelse:\n    if y:\n        os.environ['NCCL_P2P_DISABLE'] = '1'",
                "if [ \"$1\" = nop2p ]; then\n  export NCCL_P2P_DISABLE=1\nfi",
                "if [ \"$1\" = nop2p ]\nthen\nexport NCCL_P2P_DISABLE=1\nfi",
                "case $1 in\n  a) ;;\n  b)\n    export NCCL_P2P_DISABLE=1\n    ;;\nesac",
                "        {{- if .Values.noP2p }}\n        - name: NCCL_P2P_DISABLE\n          value: \"1\"\n        {{- end }}",
                "Workaround from the forum: `NCCL_P2P_DISABLE=1`, see below"
            })
    void a_setting_that_is_named_and_not_set_for_certain_is_said_and_not_taken(String text) {
        MachineFacts m = facts(text + "\n\n" + TABLE);
        assertThat(m.software().values()).doesNotContainKey("NCCL_P2P_DISABLE");
        assertThat(m.coverage().named()).extracting(Coverage.Named::name).contains("NCCL_P2P_DISABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.environ.setdefault(\"NCCL_P2P_DISABLE\", \"1\")",
                "my_env['NCCL_P2P_DISABLE'] = str(1)",
                ">>> os.environ[\"NCCL_P2P_DISABLE\"] = \"1\"",
                "import os; os.environ[\"NCCL_P2P_DISABLE\"] = f\"1\"; import torch",
                "os.environ[\"NCCL_P2P_DISABLE\"] = os.environ.get(\"NCCL_P2P_DISABLE\", \"1\")",
                "subprocess.Popen(cmd, env=dict(os.environ, NCCL_P2P_DISABLE=\"1\"))",
                "os.environ.update(NCCL_DEBUG='INFO', NCCL_P2P_DISABLE='1')",
                "env = dict(\n    os.environ,\n    NCCL_P2P_DISABLE=\"1\",\n)",
                "env={**os.environ, 'NCCL_P2P_DISABLE': '1', 'NCCL_SHM_DISABLE': flag}",
                "process.env.NCCL_P2P_DISABLE = '1';",
                "std::env::set_var(\"NCCL_P2P_DISABLE\", \"1\");",
                "setenv(\"NCCL_P2P_DISABLE\", \"1\", 1);",
                "env: [{name: NCCL_P2P_DISABLE, value: \"1\"}, {name: A, value: b}]",
                "    {\"name\": \"NCCL_P2P_DISABLE\", \"value\": \"1\"},",
                "    {\n      \"name\": \"NCCL_P2P_DISABLE\",\n      \"value\": \"1\"\n    }",
                "    - value: \"1\"\n      name: NCCL_P2P_DISABLE",
                "if __name__ == \"__main__\":\n    os.environ[\"NCCL_P2P_DISABLE\"] = \"1\"",
                "if x:\n    pass\nos.environ[\"NCCL_P2P_DISABLE\"] = \"1\"",
                "if [ -z $1 ]; then\n  exit 1\nfi\nexport NCCL_P2P_DISABLE=1"
            })
    void a_setting_of_code_or_configuration_is_taken(String text) {
        MachineFacts m = facts(text + "\n\n" + TABLE);
        assertThat(m.software().values()).containsEntry("NCCL_P2P_DISABLE", "1");
        assertThat(m.coverage().named()).extracting(Coverage.Named::name).doesNotContain("NCCL_P2P_DISABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export NCCL_P2P_DISABLE=1\nunset NCCL_P2P_DISABLE",
                "$ echo $NCCL_P2P_DISABLE\n",
                "if os.environ.get('NCCL_P2P_DISABLE') == '1':\n    pass",
                "$ env | grep NCCL_P2P_DISABLE",
                "-export NCCL_P2P_DISABLE=1",
                "gpu1:12:34 [0] NCCL INFO NCCL_P2P_DISABLE set by environment to 1."
            })
    void what_is_asked_for_or_gone_is_not_named(String text) {
        assertThat(facts(text + "\n\n" + TABLE).coverage().named()).isEmpty();
    }

    @Test
    void each_word_of_a_command_stands_on_its_own_line() {
        MachineFacts m = facts("docker run --rm \\\n  --gpus '\"device=0,1\"' \\\n  --shm-size=1g \\\n"
                + "  -e NCCL_P2P_DISABLE=1 \\\n  image\n\n" + TABLE);
        assertThat(m.software().sources())
                .containsEntry("NCCL_P2P_DISABLE", SourceRef.line("text", 4))
                .containsEntry("NVIDIA_VISIBLE_DEVICES", SourceRef.line("text", 2));
        assertThat(m.shm().defined().source().orElseThrow().line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run --env-file job.env image",
                "  env_file: job.env",
                "  envFrom:\n  - configMapRef:\n      name: nccl"
            })
    void variables_that_stand_elsewhere_are_said(String text) {
        assertThat(facts(text + "\n\n" + TABLE).coverage().named()).isNotEmpty();
    }

    @Test
    void a_diff_states_what_stands_after_it() {
        String hunk = """
                -export NCCL_P2P_DISABLE=1
                +export NCCL_P2P_DISABLE=0
                -NCCL_SHM_DISABLE=1
                +NCCL_BUFFSIZE=8388608
                """;
        for (String text : List.of(
                hunk,
                "```diff\n" + hunk + "```\n",
                "--- a/run.sh\n+++ b/run.sh\n@@ -1,3 +1,3 @@\n #!/bin/bash\n" + hunk)) {
            assertThat(facts(text + "\n" + TABLE).software().values())
                    .containsOnly(Map.entry("NCCL_P2P_DISABLE", "0"), Map.entry("NCCL_BUFFSIZE", "8388608"));
        }
        MachineFacts yaml =
                facts("@@ -3,2 +3,2 @@\n-    shm_size: 8gb\n+    shm_size: 1gb\n     image: x\n- item: y\n" + TABLE);
        assertThat(yaml.shm().defined().value()).contains(ByteCount.gibibytes(1));
        hasWholeTable(yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- %s: %s", "* **%s:** %s", "%s: %s", "| %s | %s |", "1. %s = `%s`", "- [x] %s: v%s"})
    void a_list_of_keys_and_values_states_them(String form) {
        String text = Map.of("NVIDIA driver", "550.54.15", "NCCL version", "2.21.5", "PyTorch", "2.5.1+cu124")
                        .entrySet()
                        .stream()
                        .map(e -> String.format(Locale.ROOT, form, e.getKey(), e.getValue()))
                        .collect(Collectors.joining("\n"))
                + "\n" + String.format(Locale.ROOT, form.replace("v%s", "%s"), "/dev/shm", "64 MB") + "\n";
        MachineFacts m = facts(text + "\n" + TABLE);
        assertThat(m.gpus().driver().value()).contains("550.54.15");
        assertThat(m.software().nccl().value()).contains("2.21.5");
        assertThat(m.software().torch().value()).contains("2.5.1+cu124");
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
    }

    @Test
    void a_cuda_that_a_person_states_is_the_driver_s_only_where_nothing_tells_of_the_driver() {
        assertThat(facts("- CUDA: 12.4\n\n" + TABLE).gpus().cudaDriver().value())
                .contains(12040);
        assertThat(facts("- CUDA: 12.1\n- Driver: 550.54.15\n\n" + TABLE)
                        .gpus()
                        .cudaDriver()
                        .value())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Driver: 550.54.15 hangs, 535 does not",
                "What I tried - driver 550.54.15",
                "/dev/shm: 64 MB is too small I guess",
                "Shared memory: 48 KB"
            })
    void a_sentence_states_nothing(String text) {
        MachineFacts m = facts(text + "\n\n" + TABLE);
        assertThat(m.gpus().driver().value()).isEmpty();
        assertThat(m.shm().space().value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environ({'PATH': '/bin', 'NCCL_P2P_DISABLE': '1', 'CUDA_VISIBLE_DEVICES': '0,1'})",
                "ray.init(runtime_env={\"env_vars\": {\"NCCL_P2P_DISABLE\": \"1\", \"CUDA_VISIBLE_DEVICES\": \"0,1\"}})",
                "ENV NCCL_P2P_DISABLE=1 CUDA_VISIBLE_DEVICES=0,1",
                "ENV NCCL_P2P_DISABLE=1 \\\nENV CUDA_VISIBLE_DEVICES=\"0,1\" \\",
                "export NCCL_P2P_DISABLE=1   # hangs without\nexport CUDA_VISIBLE_DEVICES=\"0,1\"  # both",
                "export NCCL_P2P_DISABLE=1 CUDA_VISIBLE_DEVICES=0,1",
                "export NCCL_P2P_DISABLE=1 && export CUDA_VISIBLE_DEVICES=0,1",
                "export NCCL_P2P_DISABLE=1;\nexport CUDA_VISIBLE_DEVICES='0,1' && echo done"
            })
    void settings_are_read_without_what_stands_around_them(String text) {
        assertThat(facts(text + "\n\n" + TABLE).software().values())
                .containsEntry("NCCL_P2P_DISABLE", "1")
                .containsEntry("CUDA_VISIBLE_DEVICES", "0,1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* `NCCL_P2P_DISABLE=1`",
                "2. NCCL_P2P_DISABLE=1",
                "| Variable | Value |\n|---|---|\n| NCCL_P2P_DISABLE | 1 |",
                "[env]\nNCCL_P2P_DISABLE = 1",
                ">>> os.environ['NCCL_P2P_DISABLE']\n'1'",
                ">>> os.environ.get(\"NCCL_P2P_DISABLE\")\n'1'",
                "unset NCCL_P2P_DISABLE\nexport NCCL_P2P_DISABLE=1"
            })
    void a_setting_that_stands_by_itself_counts(String text) {
        assertThat(facts(text + "\n\n" + TABLE).software().values()).containsEntry("NCCL_P2P_DISABLE", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ export NCCL_P2P_DISABLE=1\n$ unset NCCL_P2P_DISABLE",
                "export NCCL_P2P_DISABLE=1\nunset NCCL_DEBUG NCCL_P2P_DISABLE",
                "os.environ['NCCL_P2P_DISABLE'] = '1'\ndel os.environ['NCCL_P2P_DISABLE']",
                ">>> os.environ.get('NCCL_P2P_DISABLE')\nNone",
                "NCCL_P2P_DISABLE=1 did not help at all"
            })
    void what_is_taken_back_or_told_in_prose_is_not_set(String text) {
        assertThat(facts(text + "\n\n" + TABLE).software().values()).doesNotContainKey("NCCL_P2P_DISABLE");
    }

    @Test
    void stat_tells_the_size_too() {
        MachineFacts m = facts(TABLE + """

                $ stat -f /dev/shm
                  File: "/dev/shm"
                    ID: 0        Namelen: 255     Type: tmpfs
                Block size: 4096       Fundamental block size: 4096
                Blocks: Total: 16384      Free: 16380      Available: 16380
                Inodes: Total: 8234567    Free: 8234566
                """);
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
    }

    @Test
    void pytorch_is_asked_for_peer_access_too() {
        MachineFacts m = facts(
                ">>> torch.cuda.can_device_access_peer(0, 1)\nFalse\n>>> torch.cuda.can_device_access_peer(1, 0)\nTrue\n"
                        + TABLE);
        assertThat(m.gpus().peers().cuda().value().flatMap(p -> p.access(0, 1))).contains(false);
        assertThat(m.gpus().peers().cuda().value().flatMap(p -> p.access(1, 0))).contains(true);
    }

    @Test
    void prose_below_a_table_is_called_text_and_no_bad_row() {
        MachineFacts m = facts(TABLE + "GPU0 and GPU1 are in the same box.\nGPU1 was replaced last week.\n");
        hasWholeTable(m);
        assertThat(unused(m)).containsExactly("lines 4-5: text");
    }

    @Test
    void a_damaged_row_is_no_prose() {
        assertThat(badRows(facts("\tGPU0\tGPU1\nGPU0\t X \tPHB\nGPU1\tPHB\n"))).isEmpty();
        assertThat(unused(facts("\tGPU0\tGPU1\nGPU0\t X \tPHB\nGPU1\tP?B\t X \n")))
                .isEmpty();
    }

    @Test
    void what_follows_nvidia_smi_without_a_blank_line_is_a_table() {
        MachineFacts m = facts("""
                +-----------------------------------------------------------------------------+
                | NVIDIA-SMI 535.104.05    Driver Version: 535.104.05    CUDA Version: 12.2     |
                +-----------------------------------------------------------------------------+
                """ + TABLE + """

                GPU 0: NVIDIA L40S (UUID: GPU-0a111111-2222-3333-4444-555555555555)
                \t Link 0: 25 GB/s
                \t Link 1: 25 GB/s
                """);
        hasWholeTable(m);
        assertThat(unused(m)).contains("lines 9-10: \"nvidia-smi nvlink\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T10:11:12.123456789Z ",
                "(RayWorkerWrapper pid=1234, ip=10.0.0.1) ",
                "[36m(TaskRunner pid=99)[0m ",
                "[rank0]: ",
                "[default3]:",
                "[1,0]<stdout>:",
                "Mar 01 10:11:12 gpu1 train.sh[4242]: ",
                "trainer-1  | ",
                "0: ",
                "[2026-03-01 10:11:12] ",
                "2026-03-01 10:11:12,345 INFO: ",
                "2026-03-01 10:11:12,345 - trainer.env - INFO - ",
                "trainer-0 main ",
                "INFO 03-01 10:11:12 [worker.py:12] ",
                "I0301 10:11:12.123456 4242 env.cc:12] ",
                "node7: ",
                "\u200b"
            })
    void what_launchers_and_loggers_put_before_each_line_is_no_part_of_it(String prefix) {
        MachineFacts m = facts(
                ("$ nvidia-smi topo -m\n" + TABLE + "\n$ env | grep NCCL\nNCCL_P2P_LEVEL=SYS\n\n$ df -h /dev/shm\n" + DF
                                + "\nPyTorch version: 2.7.1+cu126\n")
                        .lines()
                        .map(l -> prefix + l)
                        .collect(Collectors.joining("\n")));
        hasWholeTable(m);
        assertThat(m.software().values()).containsEntry("NCCL_P2P_LEVEL", "SYS");
        assertThat(m.coverage().named()).isEmpty();
        assertThat(m.shm().space().map(ShmSpace::size).value()).contains(ByteCount.mebibytes(64));
        assertThat(m.software().torch().value()).contains("2.7.1+cu126");
    }

    @Test
    void a_number_before_a_row_or_a_device_is_no_prefix() {
        MachineFacts m = facts("""
                node distances:
                node   0   1   2   3
                  0:  10  12  32  32
                  1:  12  10  32  32
                  2:  32  32  10  12
                  3:  32  32  12  10

                GPU0 | X | PHB | PHB
                GPU1 | PHB | X | PHB
                GPU2 | PHB | PHB | X
                """);
        assertThat(m.gpus().matrix().value())
                .hasValueSatisfying(t -> assertThat(t.gpus()).hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 72, 80, 88})
    void boxes_of_nvidia_smi_may_be_broken_at_any_width(int width) {
        String box = """
                +-----------------------------------------------------------------------------------------+
                | NVIDIA-SMI 570.133.20             Driver Version: 570.133.20     CUDA Version: 12.8     |
                |-----------------------------------------+------------------------+----------------------+
                |   0  NVIDIA L40S                    On  |   00000000:01:00.0 Off |                    0 |
                | N/A   30C    P8             32W /  350W |       4MiB /  46068MiB |      0%      Default |
                |   1  NVIDIA L40S                    On  |   00000000:41:00.0 Off |                    0 |
                | N/A   30C    P8             32W /  350W |       4MiB /  46068MiB |      0%      Default |
                +-----------------------------------------+------------------------+----------------------+
                """;
        MachineFacts m = facts(box.lines()
                        .map(l -> l.substring(0, width) + "\n" + l.substring(width))
                        .collect(Collectors.joining("\n"))
                + "\n\n" + TABLE);
        hasWholeTable(m);
        assertThat(m.gpus().driver().value()).contains("570.133.20");
        assertThat(m.gpus().cudaDriver().value()).contains(12080);
        assertThat(m.gpus().listings().value())
                .hasValueSatisfying(l -> assertThat(l.gpus()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                Architektur:  x86_64
                  Adressgrößen:  46 bits physical
                CPU(s):  64
                Anbieterkennung:  GenuineIntel
                  Modellname:  Intel(R) Xeon(R) Gold 6346 CPU @ 3.10GHz
                    Prozessorfamilie:  6
                    Modell:  106
                    Thread(s) pro Kern:  2
                NUMA-Knoten:  2
                  NUMA-Knoten0 CPU(s):  0-31
                  NUMA-Knoten1 CPU(s):  32-63
                """, """
                架构：  x86_64
                CPU:  128
                厂商 ID：  GenuineIntel
                CPU 系列：  6
                型号：  106
                型号名称：  Intel(R) Xeon(R) Gold 6346 CPU @ 3.10GHz
                步进：  6
                NUMA 节点：  2
                NUMA 节点0 CPU：  0-31
                NUMA 节点1 CPU：  32-63
                """, """
                Architecture :  x86_64
                Processeur(s) :  64
                Identifiant constructeur :  GenuineIntel
                Nom de modèle :  Intel(R) Xeon(R) Gold 6346 CPU @ 3.10GHz
                Famille de processeur :  6
                Modèle :  106
                Nœud(s) NUMA :  2
                Nœud NUMA 0 de processeur(s) :  0-31
                Nœud NUMA 1 de processeur(s) :  32-63
                """})
    void lscpu_speaks_the_language_of_the_machine(String text) {
        MachineFacts m = facts(text + "\n" + TABLE);
        assertThat(m.host().cpu().value()).hasValueSatisfying(c -> {
            assertThat(c.vendor()).isEqualTo("GenuineIntel");
            assertThat(c.family()).isEqualTo(6);
            assertThat(c.model()).isEqualTo(106);
            assertThat(c.name()).contains("6346");
        });
        assertThat(m.host().numa().value())
                .hasValueSatisfying(n -> assertThat(n).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dateisystem     Größe Benutzt Verf. Verw% Eingehängt auf\nshm               64M     12M   53M   19% /dev/shm",
                "Dateisystem  1K-Blöcke Benutzt Verfügbar Verw% Eingehängt auf\nshm  65536  12  65524  19% /dev/shm",
                "$ df --output=target,size,avail /dev/shm\nMounted on 1K-blocks Avail\n/dev/shm   65536 65536",
                "$ findmnt -D /dev/shm\nSOURCE FSTYPE SIZE USED AVAIL USE% TARGET\nshm    tmpfs   64M   0B   64M   0% /dev/shm",
                "$ df -h | grep shm\nshm   64M     0   64M   0% /dev/shm",
                ">>> shutil.disk_usage('/dev/shm')\nusage(total=67108864, used=0, free=67108864)",
                "In [3]: psutil.disk_usage(\"/dev/shm\")\nOut[3]: sdiskusage(total=67108864, used=0, free=67108864, percent=0.0)",
                ">>> os.statvfs('/dev/shm')\nos.statvfs_result(f_bsize=4096, f_frsize=4096, f_blocks=16384, f_bfree=16384, f_bavail=16384, f_files=1, f_ffree=1, f_favail=1, f_flag=0, f_namemax=255)"
            })
    void df_may_name_its_columns_otherwise_or_not_at_all(String text) {
        assertThat(facts(text + "\n\n" + TABLE)
                        .shm()
                        .space()
                        .map(ShmSpace::size)
                        .value())
                .contains(ByteCount.mebibytes(64));
    }

    /** A task of ECS counts MiB, a job of Nomad bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"linuxParameters\": {\n  \"sharedMemorySize\": 64\n}", "config {\n  shm_size = 67108864\n}"})
    void tasks_define_its_size_in_units_of_their_own(String text) {
        assertThat(facts(text + "\n\n" + TABLE).shm().defined().value()).contains(ByteCount.mebibytes(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- PyTorch version (GPU?): 2.8.0+cu128 (True)",
                "- PyTorch version (accelerator?): 2.8.0+cu128 (CUDA)",
                "- `transformers` version: 5.0.1\n- PyTorch version: 2.8.0+cu128"
            })
    void transformers_names_pytorch_in_several_ways(String text) {
        assertThat(facts(text + "\n\n" + TABLE).software().torch().value()).contains("2.8.0+cu128");
    }
}
