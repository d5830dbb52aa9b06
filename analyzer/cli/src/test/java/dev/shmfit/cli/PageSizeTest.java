package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page can be attached to a ticket. What it embeds to be analysed again is not counted: that is the user's. */
class PageSizeTest {
    @ParameterizedTest
    @CsvSource({"8, 400000, 2.30.7", "16, 1500000, all"})
    void a_page_is_small(int gpus, int most, String nccl) {
        Ran ran = Shell.with(table(gpus))
                .run(
                        "analyze",
                        "-",
                        "--format=html",
                        "--nccl=" + nccl,
                        "--assume=cpu=intel:skylake",
                        "--assume=pcie=gen4x16",
                        "--assume=compute-capability=8.9",
                        "--assume=p2p=none",
                        "--loader=workers=8,batch=64,sample=3x224x224:float32");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        int inputs = ran.out().indexOf("id=\"inputs-data\"");
        String without =
                ran.out().substring(0, inputs) + ran.out().substring(ran.out().indexOf("</script>", inputs));
        assertThat(without).contains("id=\"whatif-data\"");
        assertThat(without.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(most);
    }

    /** Switches of four GPUs on two sockets. */
    private static String table(int gpus) {
        StringBuilder text = new StringBuilder();
        for (int a = -1; a < gpus; a++) {
            List<String> cells = new ArrayList<>(List.of(a < 0 ? "" : "GPU" + a));
            for (int b = 0; b < gpus; b++) {
                String link = a / 4 == b / 4 ? "PIX" : a / (gpus / 2) == b / (gpus / 2) ? "NODE" : "SYS";
                cells.add(a < 0 ? "GPU" + b : a == b ? "X" : link);
            }
            text.append(String.join("\t", cells)).append('\n');
        }
        return text.toString();
    }
}
