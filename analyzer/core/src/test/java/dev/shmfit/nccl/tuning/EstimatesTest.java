package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Every estimate against what NCCL's own src/graph/tuning.cc answered at each tag (fixtures/tuning). */
class EstimatesTest {
    private static final Path FILE =
            Path.of(System.getProperty("shmfit.root", "."), "fixtures", "tuning", "estimates.jsonl.gz");

    @Test
    void every_estimate_is_that_of_nccl_to_the_last_bit() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        TreeSet<String> versions = new TreeSet<>();
        int compared = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                JsonNode c = mapper.readTree(line);
                Map<String, Float> expected = reported(c);
                Map<String, Float> computed = computed(c);
                assertThat(computed).as(line).isEqualTo(expected);
                compared += expected.size();
                versions.add(c.get("nccl").asText());
                line = lines.readLine();
            }
        }
        assertThat(versions).hasSizeGreaterThan(40);
        assertThat(compared).isGreaterThan(20000);
    }

    /** NCCL's numbers, without those it holds in reserve. */
    private static Map<String, Float> reported(JsonNode c) {
        Map<String, Float> times = new TreeMap<>();
        for (JsonNode t : c.get("times")) {
            String[] w = t.asText().split(" ", -1);
            if (w[5].equals("0")) {
                times.put(w[0] + " " + w[1] + " " + w[2] + " " + w[3], Float.parseFloat(w[4]));
            }
        }
        return times;
    }

    private static Map<String, Float> computed(JsonNode c) {
        Map<String, Float> times = new TreeMap<>();
        Tuner tuner = Tuner.of(input(c));
        for (JsonNode size : c.get("sizes")) {
            long bytes = size.asLong();
            for (Collective collective : Collective.values()) {
                List<Estimate> usual = tuner.estimates(collective, bytes);
                for (Estimate e : usual.isEmpty() ? tuner.inNeed(collective, bytes) : usual) {
                    String key = String.format(
                            Locale.ROOT,
                            "%s %s %s %d",
                            collective.word(),
                            e.algorithm().word(),
                            e.protocol().word(),
                            bytes);
                    times.put(key, e.microseconds());
                }
            }
        }
        return times;
    }

    private static TunerInput input(JsonNode c) {
        Map<String, String> env = new HashMap<>();
        c.get("env").properties().forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        CpuIdentity.Arch arch = switch (c.get("arch").asText()) {
            case "ppc64" -> CpuIdentity.Arch.PPC64;
            case "arm64" -> CpuIdentity.Arch.ARM64;
            default -> CpuIdentity.Arch.X86_64;
        };
        CpuIdentity.Vendor vendor = arch == CpuIdentity.Arch.X86_64
                ? CpuIdentity.Vendor.valueOf(c.get("vendor").asText())
                : CpuIdentity.Vendor.OTHER;
        JsonNode nvls = c.get("nvls");
        return new TunerInput(
                NcclVersion.parse(c.get("nccl").asText()).orElseThrow(),
                c.get("ranks").asInt(),
                c.get("nodes").asInt(),
                c.get("minSm").asInt(),
                c.get("maxSm").asInt(),
                c.get("channels").asInt(),
                12040,
                new CpuIdentity(arch, vendor, -1, -1),
                false,
                graph(c.get("ring")),
                graph(c.get("tree")),
                c.get("nvlsSupported").asInt() == 1,
                nvls.isNull() ? Optional.empty() : Optional.of(graph(nvls)),
                new NcclSettings(env));
    }

    private static GraphSummary graph(JsonNode g) {
        return new GraphSummary(
                g.get("pattern").asInt(),
                g.get("channels").asInt(),
                g.get("bwIntra").floatValue(),
                g.get("bwInter").floatValue(),
                PathType.valueOf(g.get("typeIntra").asText()),
                PathType.valueOf(g.get("typeInter").asText()),
                g.get("same").asInt() == 1,
                g.get("latencyInter").floatValue());
    }
}
