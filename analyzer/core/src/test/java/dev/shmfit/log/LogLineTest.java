package dev.shmfit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wrote a line, and what it says. */
class LogLineTest {
    private static LogLine single(String line) {
        List<LogLine> all = LogLine.of(line);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void the_prefix_names_host_process_thread_and_device() {
        LogLine line = single("node-7.example:1893:1990 [3] NCCL INFO Channel 02 : 3[3] -> 0[0] via SHM/direct/direct");

        assertThat(line.origin()).isEqualTo(new Origin("node-7.example", 1893, 1990, 3));
        assertThat(Message.of(line)).isInstanceOfSatisfying(Message.Connection.class, c -> {
            assertThat(c.from()).isEqualTo(3);
            assertThat(c.to()).isZero();
            assertThat(c.channel()).hasValue(2);
            assertThat(c.connection()).isEmpty();
            assertThat(c.via().text()).isEqualTo("SHM/direct/direct");
        });
    }

    @Test
    void a_warning_names_its_place_with_or_without_the_function() {
        LogLine old =
                single("h:1:2 [0] misc/shmutils.cc:72 NCCL WARN Error: failed to extend /dev/shm/nccl-a to 5 bytes");
        LogLine newer =
                single("[2026-01-02 03:04:05] h:1:2 [0] os/linux.cc:795 (ncclOsShmOpen) NCCL WARN Error: failed");

        assertThat(old.place()).isEqualTo("misc/shmutils.cc:72");
        assertThat(newer.place()).isEqualTo("os/linux.cc:795");
        assertThat(newer.origin()).isEqualTo(new Origin("h", 1, 2, 0));
    }

    @Test
    void two_writers_on_one_line_are_told_apart_where_the_host_is_known() {
        PrefixReader reader = new PrefixReader(new RecentTexts());
        read(reader, "node1:10:11 [0] NCCL INFO Connected all rings");

        List<LogLine> both = read(
                reader,
                "node1:10:11 [0] NCCL INFO Channel 00 : 0[0] -> 1[1] via SHM/direct/direct"
                        + "node1:12:13 [1] NCCL INFO Channel 00 : 1[1] -> 0[0] via SHM/direct/direct");

        assertThat(both).extracting(l -> l.origin().pid()).containsExactly(10, 12);
        assertThat(both.get(0).text()).isEqualTo("Channel 00 : 0[0] -> 1[1] via SHM/direct/direct");
    }

    private static List<LogLine> read(PrefixReader reader, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 0, bytes.length);
    }

    @Test
    void a_host_that_was_met_is_found_in_the_text_of_another_of_the_same_length() {
        PrefixReader reader = new PrefixReader(new RecentTexts());
        read(reader, "node1:10:11 [0] NCCL INFO Connected all rings");
        read(reader, "gpu-node1:10:11 [0] NCCL INFO Connected all rings");

        assertThat(read(reader, "  gpu-node1:10:11 [0] NCCL INFO x")
                        .get(0)
                        .origin()
                        .host())
                .isEqualTo("gpu-node1");
        assertThat(read(reader, "directnode1:10:11 [0] NCCL INFO x")
                        .get(0)
                        .origin()
                        .host())
                .isEqualTo("directnode1");
        assertThat(read(reader, "via P2P/readnode1:10:11 [0] NCCL INFO x")
                        .get(0)
                        .origin()
                        .host())
                .isEqualTo("node1");
    }

    @Test
    void a_line_that_breaks_off_within_the_transport_still_tells_which_it_is() {
        for (String cut : List.of("SH", "SHM", "SHM/dir", "direct sha")) {
            assertThat(Message.of(single("h:1:2 [0] NCCL INFO Channel 00 : 0[0] -> 1[1] via " + cut)))
                    .as(cut)
                    .isInstanceOfSatisfying(Message.Connection.class, c -> {
                        assertThat(c.via().transport()).isEqualTo(dev.shmfit.nccl.plan.Transport.SHM);
                        assertThat(c.via().whole()).isFalse();
                    });
        }
    }

    @Test
    void a_tree_entry_at_the_end_of_a_full_line_is_not_trusted() {
        StringBuilder text = new StringBuilder("h:1:2 [0] NCCL INFO Trees");
        for (int c = 0; text.length() < 1023; c++) {
            text.append(" [").append(c).append("] 1/-1/-1->0->-1");
        }
        text.setLength(1023);

        assertThat(Message.of(single(text.toString()))).isInstanceOfSatisfying(Message.Trees.class, t -> {
            assertThat(t.whole()).isFalse();
            assertThat(t.places()).allMatch(p -> p.up() == -1 && p.down().equals(List.of(1)));
        });
    }

    @Test
    void a_number_that_old_versions_print_without_its_sign_gets_it_back() {
        assertThat(Message.of(single("h:1:2 [0] NCCL INFO NCCL_P2P_LEVEL set by environment to 18446744073709551615.")))
                .isEqualTo(new Message.EnvSetting("NCCL_P2P_LEVEL", "-1"));
    }

    @Test
    void an_allocation_is_read_with_the_place_that_stands_before_it_since_2_30_7() {
        assertThat(Message.of(single("h:1:2 [0] NCCL INFO os/linux.cc:812 (ncclOsShmOpen) Allocated 9637892 bytes of"
                        + " shared memory in /dev/shm/nccl-x")))
                .isInstanceOfSatisfying(
                        Message.Segment.class,
                        s -> assertThat(s.bytes().bytes()).isEqualTo(9637892));
    }

    @Test
    void what_looks_like_a_message_and_cannot_be_read_is_not_recognised() {
        for (String text : List.of("Channel 00 : 0[0] => 1[1]", "Trees [x]", "3 coll channels, many", "Frobnicating")) {
            assertThat(Message.of(single("h:1:2 [0] NCCL INFO " + text)))
                    .as(text)
                    .isInstanceOf(Message.Unrecognised.class);
        }
        assertThat(LogLine.of("Epoch 1: loss 0.3")).isEmpty();
    }

    @Test
    void bytes_in_any_pieces_give_the_same_lines() {
        byte[] text = "one\r\ntwo\n\nlast".getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= text.length; size++) {
            List<String> lines = new ArrayList<>();
            LineSplitter splitter = new LineSplitter((n, bytes, from, to, cut) ->
                    lines.add(n + new String(bytes, from, to - from, StandardCharsets.UTF_8) + (cut ? "~" : "")));
            for (int at = 0; at < text.length; at += size) {
                byte[] piece = java.util.Arrays.copyOfRange(text, at, Math.min(text.length, at + size));
                splitter.accept(piece, piece.length);
            }
            splitter.finish();
            assertThat(lines).containsExactly("1one", "2two", "3", "4last~");
        }
    }

    @Test
    void of_an_endless_line_the_beginning_is_kept() {
        List<Integer> lengths = new ArrayList<>();
        LineSplitter splitter = new LineSplitter((n, bytes, from, to, cut) -> lengths.add(cut ? to - from : -1));
        byte[] piece = new byte[10_000];
        java.util.Arrays.fill(piece, (byte) 'x');
        for (int i = 0; i < 200; i++) {
            splitter.accept(piece, piece.length);
        }
        splitter.accept(new byte[] {'\n'}, 1);
        splitter.finish();

        assertThat(lengths).containsExactly(1 << 20);
    }
}
