package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesCommandTest {
    @TempDir
    Path directory;

    @Test
    void nodes_are_found_by_gpu_vendor_count_and_words() {
        assertThat(ids("--gpu", "h100", "--gpus", "4"))
                .contains("h100-nvl-x4", "hgx-h100-4")
                .doesNotContain("dgx-2");
        assertThat(ids("--vendor", "aws")).contains("aws-p4d").allMatch(id -> id.startsWith("aws-"));
        assertThat(ids("pcie", "AMD")).contains("a100-pcie-x4-amd").doesNotContain("a100-pcie-x4", "l40s-x8-amd");
        Ran none = Shell.quiet().run("nodes", "--gpu", "nothing");
        assertThat(none.exitCode()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("none of the catalogue's");
    }

    @Test
    void as_json_every_entry_carries_its_sources() {
        Ran ran = Shell.quiet().run("nodes", "--format", "json", "--gpus", "16");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .startsWith("{\n  \"$schema\": \"urn:shmfit:schema:nodes-1\"")
                .contains("\"id\" : \"dgx-2\"", "\"built\" : true", "https://github.com/NVIDIA/nccl-tests/issues/78");
        assertThat(Shell.quiet().run("nodes", "--format", "jsn").err()).contains("did you mean json?");
    }

    @Test
    void a_node_is_drawn_with_its_links_and_sources() {
        Ran ran = Shell.quiet().run("nodes", "show", "azure-nc48ads-a100-v4");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .startsWith("azure-nc48ads-a100-v4: Azure NC48ads A100 v4")
                .contains("└─ GPU0  10:00.0  gen4 x16  NV12 to GPU1")
                .contains("built after what this shows; of NC96ads: one A100 PCIe on each NUMA node")
                .contains("unverified  nccl-topology.xml; built from general knowledge of the instance");
    }

    @Test
    void a_wrong_id_is_answered_with_the_nearest() {
        Ran ran = Shell.quiet().run("nodes", "show", "rtx4090-x3");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("no node \"rtx4090-x3\"; did you mean rtx4090-x");
        assertThat(Shell.quiet().run("analyze", "node:l40s-x").err()).contains("did you mean l40s-x");
        Ran word = Shell.quiet().run("analyze", "l40s-x9");
        assertThat(word.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(word.err()).contains("no such file or directory", "shmfit nodes", "did you mean l40s-x");
    }

    @Test
    void analyze_takes_an_id_with_its_facts_and_the_users_over_them() {
        Ran plain = Shell.quiet().run("analyze", "l40s-x8-amd", "--format=json");
        assertThat(plain.exitCode()).isZero();
        assertThat(plain.out())
                .contains("\"kind\": \"catalogue\"", "\"name\": \"NVIDIA L40S\"")
                .containsPattern("\"requiredBytes\": 15\\d{7}");
        Ran nice = Shell.quiet().run("analyze", "node:l40s-x8-amd", "--assume", "cap-sys-nice=yes", "--format=json");
        assertThat(nice.out()).containsPattern("\"requiredBytes\": 0\\b");
    }

    @Test
    void a_file_goes_before_a_node_of_its_name_and_the_prefix_before_the_file() throws IOException {
        Path file =
                Files.copy(Path.of(Shell.observed("B4_intel_2s_nop2p.topo-m.txt")), directory.resolve("node:l40s-x8"));
        assertThat(Shell.quiet()
                        .run("analyze", file.toString(), "--format=json")
                        .out())
                .doesNotContain("\"kind\": \"catalogue\"");
        assertThat(Shell.quiet().run("analyze", "node:l40s-x8", "--format=json").out())
                .contains("\"kind\": \"catalogue\"");
    }

    private static String[] ids(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "nodes";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Shell.quiet().run(all).out().lines().map(l -> l.split(" ", 2)[0]).toArray(String[]::new);
    }
}
