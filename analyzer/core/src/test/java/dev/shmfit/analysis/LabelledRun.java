package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.NcclRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.NcclVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One run of a labelled machine: what its capture says, put in as a user would put it in.
 *
 * @param id the folder of the capture
 * @param topo the text of {@code topo -m}, or of an NCCL dump; empty where the capture has none
 * @param p2p the text of {@code topo -p2p r}; empty where the capture has none
 * @param from the oldest version that it may have been
 * @param nccl the version; empty where the capture does not tell
 * @param env settings of the run
 * @param facts what else the capture tells, as {@code --assume} takes it
 * @param ranks of the run; empty: all GPUs
 */
record LabelledRun(
        String id,
        String topo,
        String p2p,
        String from,
        Optional<String> nccl,
        Map<String, String> env,
        List<String> facts,
        OptionalInt ranks) {
    private static final Path ROOT =
            Path.of(System.getProperty("shmfit.root", "."), "fixtures", "captures", "labelled");

    static LabelledRun of(String id) {
        return new LabelledRun(id, "", "", "2.5.6", Optional.empty(), Map.of(), List.of(), OptionalInt.empty());
    }

    /** The file of the capture that tells how the GPUs are linked. */
    LabelledRun topology(String file) {
        return with(read(file), p2p);
    }

    /** A matrix that the capture tells in words: {@code links} for the pairs named, {@code other} for the rest. */
    LabelledRun matrix(int gpus, String other, Map<String, String> links) {
        return with(table(gpus, other, links), p2p);
    }

    /** A P2P status that the capture tells in words. */
    LabelledRun p2p(int gpus, String other, Map<String, String> cells) {
        return with(topo, table(gpus, other, cells));
    }

    LabelledRun nccl(String version) {
        return new LabelledRun(id, topo, p2p, from, Optional.of(version), env, facts, ranks);
    }

    LabelledRun since(String version) {
        return new LabelledRun(id, topo, p2p, version, nccl, env, facts, ranks);
    }

    /** The version of the run, or those of {@code untold} that may have been it. */
    List<NcclVersion> versions(List<String> untold) {
        NcclVersion oldest = version(from);
        return nccl.map(List::of).orElse(untold).stream()
                .map(LabelledRun::version)
                .filter(v -> v.compareTo(oldest) >= 0)
                .toList();
    }

    LabelledRun env(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(env);
        more.put(name, value);
        return new LabelledRun(id, topo, p2p, from, nccl, more, facts, ranks);
    }

    LabelledRun fact(String fact) {
        List<String> more = new ArrayList<>(facts);
        more.add(fact);
        return new LabelledRun(id, topo, p2p, from, nccl, env, more, ranks);
    }

    LabelledRun ranks(int n) {
        return new LabelledRun(id, topo, p2p, from, nccl, env, facts, OptionalInt.of(n));
    }

    private LabelledRun with(String newTopo, String newP2p) {
        return new LabelledRun(id, newTopo, newP2p, from, nccl, env, facts, ranks);
    }

    /** The capture, without a version: the test settles that. */
    AnalysisRequest request() {
        List<CapturedItem> items = new ArrayList<>();
        if (!topo.isEmpty()) {
            items.add(new CapturedItem.Text(topo.startsWith("<") ? CaptureFiles.NCCL_XML : CaptureFiles.TOPO, topo));
        }
        if (!p2p.isEmpty()) {
            items.add(new CapturedItem.Text(CaptureFiles.P2P_READ, p2p));
        }
        AnalysisRequest plain = AnalysisRequest.of(CaptureParser.parse(Capture.of(id, items)))
                .stating(StatedFactsParser.parse(facts, LabelledRun::noFile));
        return plain.withRanks(ranks).using(new NcclRequest(plain.nccl().version(), false, env));
    }

    private static NcclVersion version(String text) {
        return NcclVersion.parse(text).orElseThrow();
    }

    private static String noFile(String name) {
        throw new IllegalStateException("no run names the file " + name);
    }

    private String read(String file) {
        try {
            return Files.readString(ROOT.resolve(id).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As nvidia-smi prints it. */
    private static String table(int gpus, String other, Map<String, String> cells) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gpus; i++) {
            text.append("\tGPU").append(i);
        }
        text.append('\n');
        for (int i = 0; i < gpus; i++) {
            text.append("GPU").append(i);
            for (int j = 0; j < gpus; j++) {
                String pair = Math.min(i, j) + "-" + Math.max(i, j);
                text.append('\t').append(i == j ? " X " : cells.getOrDefault(pair, other));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
