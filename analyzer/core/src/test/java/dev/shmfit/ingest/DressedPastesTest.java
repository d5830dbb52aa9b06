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
        assertThat(m.software().values()).isEmpty();
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
}
