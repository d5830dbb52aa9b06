package dev.shmfit.plan;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.shm.LoaderSpecParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Nodes of the catalogue by their topology. */
final class Nodes {
    private Nodes() {}

    static AnalysisRequest request(String id, List<String> facts, String... loaders) {
        Path file = Path.of(System.getProperty("shmfit.root"), "fixtures/nodes", id, "capture/nccl-topology.xml");
        try {
            CapturedItem.Text xml = new CapturedItem.Text(CaptureFiles.NCCL_XML, Files.readString(file));
            return AnalysisRequest.of(CaptureParser.parse(Capture.of(id, List.of(xml))))
                    .stating(StatedFactsParser.parse(facts, name -> name))
                    .loading(LoaderSpecParser.parseAll(List.of(loaders)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
