package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rails and planes that a network plugin tells, and how many peers a job has: settings of 2.30 over nodes. */
class NetworkOfPluginTest {
    private static final Path NODE =
            Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/hgx-h100-8/capture/nccl-topology.xml");
    private static final Pattern NET = Pattern.compile("<net ");

    @TempDir
    Path directory;

    /** The node with an attribute at each of its NICs. */
    private Path with(IntFunction<String> attribute) throws IOException {
        Matcher m = NET.matcher(Files.readString(NODE));
        StringBuilder text = new StringBuilder();
        for (int nic = 0; m.find(); nic++) {
            m.appendReplacement(text, "<net " + attribute.apply(nic) + " ");
        }
        m.appendTail(text);
        return Files.writeString(directory.resolve("node.xml"), text);
    }

    private static JsonNode analyzed(Path node, String... options) throws IOException {
        Ran ran = Shell.quiet()
                .run(Stream.concat(
                                Stream.of(
                                        "analyze",
                                        node.toString(),
                                        "--format=json",
                                        "--assume=gpu=H100",
                                        "--assume=cuda-driver=12.8",
                                        "--assume=p2p=ok",
                                        "--assume=multicast=no"),
                                Stream.of(options))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return new ObjectMapper().readTree(ran.out()).at("/nccl/communicators/0");
    }

    /** From which GPUs, by which NICs and on which channels rings and trees leave the node. */
    private static Set<String> ways(JsonNode communicator) {
        Set<String> ways = new TreeSet<>();
        for (JsonNode c : communicator.at("/overNodes/crossings")) {
            if (c.get("use").asText().equals("collective")) {
                ways.add(c.get("from") + " " + c.get("nic") + " " + c.get("channels"));
            }
        }
        assertThat(ways).isNotEmpty();
        return ways;
    }

    private static String[] over2Nodes(String version, int crossNic) {
        return new String[] {"--nodes=2", "--nccl=" + version, "--env=NCCL_CROSS_NIC=" + crossNic};
    }

    @Test
    void nics_of_one_rail_are_as_good_as_one_nic() throws IOException {
        Set<String> crossing = ways(analyzed(NODE, over2Nodes("2.30.7", 1)));
        Set<String> staying = ways(analyzed(NODE, over2Nodes("2.30.7", 0)));
        assertThat(crossing).isNotEqualTo(staying);
        Path oneRail = with(nic -> "rail=\"0\"");
        assertThat(ways(analyzed(oneRail, over2Nodes("2.30.7", 0)))).isEqualTo(crossing);
        assertThat(ways(analyzed(oneRail, over2Nodes("2.30.4", 0))))
                .isEqualTo(ways(analyzed(NODE, over2Nodes("2.30.4", 0))));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void no_channel_leaves_its_plane_even_where_it_may_cross(int crossNic) throws IOException {
        Path planes = with(nic -> "plane=\"" + nic + "\"");
        assertThat(ways(analyzed(planes, over2Nodes("2.30.7", crossNic))))
                .isEqualTo(ways(analyzed(NODE, over2Nodes("2.30.7", 0))));
    }

    @ParameterizedTest
    @CsvSource({"2.30.7, 8, 4", "2.30.7, 64, 2", "2.30.7, 1000, 2", "2.30.7, 0, 2", "2.29.7, 8, 2"})
    void fewer_peers_share_the_channels_with_more_for_each(String version, int peers, int perPeer) throws IOException {
        JsonNode communicator = analyzed(NODE, "--nodes=8", "--nccl=" + version, "--env=NCCL_P2P_MAX_PEERS=" + peers);
        assertThat(communicator.at("/channels/p2pPerPeer").asInt()).isEqualTo(perPeer);
    }
}
