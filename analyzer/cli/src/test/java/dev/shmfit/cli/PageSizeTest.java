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
    @CsvSource({"8, 0, 400000, 2.30.7", "16, 18, 1500000, all"})
    void a_page_is_small(int gpus, int nics, int most, String nccl) {
        Ran ran = Shell.with(table(gpus, nics))
                .run(
                        "analyze",
                        "-",
                        "--format=html",
                        "--nccl=" + nccl,
                        "--assume=cpu=intel:skylake",
                        "--assume=pcie=gen4x16",
                        "--assume=compute-capability=8.9",
                        "--assume=p2p=none",
                        "--loader=name=train,workers=8,batch=64,sample=3x224x224:float32",
                        "--loader=name=val,workers=2,batch=64,sample=600KiB,persistent=yes");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        int inputs = ran.out().indexOf("id=\"inputs-data\"");
        String without =
                ran.out().substring(0, inputs) + ran.out().substring(ran.out().indexOf("</script>", inputs));
        assertThat(without).contains("id=\"whatif-data\"");
        assertThat(without.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(most);
    }

    /** Switches of four GPUs on two sockets, and NICs that are on no switch. */
    private static String table(int gpus, int nics) {
        StringBuilder text = new StringBuilder();
        int all = gpus + nics;
        for (int a = -1; a < all; a++) {
            List<String> cells = new ArrayList<>(List.of(a < 0 ? "" : name(a, gpus)));
            for (int b = 0; b < all; b++) {
                cells.add(a < 0 ? name(b, gpus) : a == b ? "X" : link(a, b, gpus));
            }
            text.append(String.join("\t", cells)).append('\n');
        }
        return text.toString();
    }

    private static String name(int device, int gpus) {
        return device < gpus ? "GPU" + device : "NIC" + (device - gpus);
    }

    private static String link(int a, int b, int gpus) {
        if (a >= gpus || b >= gpus) {
            return socket(a, gpus) == socket(b, gpus) ? "NODE" : "SYS";
        }
        return a / 4 == b / 4 ? "PIX" : socket(a, gpus) == socket(b, gpus) ? "NODE" : "SYS";
    }

    private static int socket(int device, int gpus) {
        return device < gpus ? device / (gpus / 2) : (device - gpus) % 2;
    }
}
