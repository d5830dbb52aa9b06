package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsReadTest {
    @Test
    void each_fact_of_a_text_is_told_with_its_line() {
        String text = """
                GPU 0: NVIDIA L40S (UUID: GPU-aa00)
                GPU 1: NVIDIA L40S (UUID: GPU-bb11)
                Nvidia driver version: 550.54.15
                PyTorch version: 2.6.0+cu124

                NCCL_P2P_DISABLE=1

                Filesystem      Size  Used Avail Use% Mounted on
                shm              64M     0   64M   0% /dev/shm
                """;

        List<FactsRead.Fact> facts = FactsRead.of(CaptureParser.parse(
                new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("issue.txt", text)))));

        assertThat(facts)
                .extracting(f -> f.key() + " = " + f.value() + " @" + f.source().line())
                .contains(
                        "gpu = 2× NVIDIA L40S @1",
                        "driver = 550.54.15 @3",
                        "torch = 2.6.0+cu124 @4",
                        "NCCL_P2P_DISABLE = 1 @6",
                        "/dev/shm = 64.0 MiB @9");
        assertThat(facts).allSatisfy(f -> assertThat(f.source().item()).isEqualTo("issue.txt"));
    }

    @Test
    void the_answers_about_peer_access_are_told_not_who_was_asked() {
        String text = """
                Device=0 CANNOT Access Peer Device=1
                Device=0 CANNOT Access Peer Device=2
                Device=1 CANNOT Access Peer Device=0
                Device=1 CAN Access Peer Device=2
                Device=2 CAN Access Peer Device=1
                """;
        String asked = """
                >>> torch.cuda.can_device_access_peer(2, 0)
                False
                >>> torch.cuda.can_device_access_peer(3, 0)
                False
                """;

        List<FactsRead.Fact> facts = FactsRead.of(CaptureParser.parse(new Capture(
                "pasted",
                Map.of(
                        "pasted/0",
                        new CapturedItem.Pasted("p2p.txt", text),
                        "pasted/1",
                        new CapturedItem.Pasted("ask.txt", asked)))));

        assertThat(facts)
                .extracting(f -> f.key() + " = " + f.value())
                .containsExactly("peer-access = no 0-1, 0-2, 3→0; yes 1-2");
    }

    @Test
    void what_was_not_read_is_no_fact() {
        assertThat(FactsRead.of(CaptureParser.parse(
                        new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("empty.txt", "hello\n"))))))
                .isEmpty();
    }
}
