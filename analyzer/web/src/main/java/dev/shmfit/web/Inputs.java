package dev.shmfit.web;

import dev.shmfit.capture.Capture;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.nodes.CatalogueNode;
import dev.shmfit.cli.nodes.NodeCatalogue;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.units.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The node of a question: from what was pasted or dropped, or from the catalogue that the page holds. */
final class Inputs {
    private Inputs() {}

    static CaptureInput of(Asked asked) {
        return asked.text("node").isEmpty() ? of(asked.files()) : ofCatalogue(asked.text("node"), asked.files());
    }

    private static CaptureInput of(List<Given> files) {
        Map<String, Map<String, byte[]>> directories = new LinkedHashMap<>();
        List<CaptureSource> texts = new ArrayList<>();
        for (Given file : files) {
            if (file.directory().isEmpty()) {
                texts.add(CaptureReader.open(file.content().get(), file.name()));
            } else {
                directories
                        .computeIfAbsent(file.directory(), d -> new LinkedHashMap<>())
                        .put(file.file(), CaptureReader.content(file.content().get(), file.name()));
            }
        }
        List<CaptureSource> sources = new ArrayList<>();
        directories.forEach((name, content) -> sources.add(CaptureReader.files(name, content)));
        // A capture comes first, wherever it was dropped.
        texts.stream().filter(t -> t instanceof CaptureSource.Whole).forEach(sources::add);
        texts.stream().filter(t -> !(t instanceof CaptureSource.Whole)).forEach(sources::add);
        if (sources.isEmpty()) {
            throw new Refused(ExitCode.INPUT, Said.of("no-node"));
        }
        return CaptureInput.of(sources);
    }

    /** The page holds the files of the catalogue, and gives those of one node: its {@code node.json} and its capture. */
    private static CaptureInput ofCatalogue(String id, List<Given> files) {
        Map<String, byte[]> capture = new LinkedHashMap<>();
        String about = "{}";
        for (Given file : files) {
            if (file.file().equals("node.json")) {
                about = CaptureReader.text(file.content().get(), file.name());
            } else {
                capture.put(file.file(), CaptureReader.content(file.content().get(), file.name()));
            }
        }
        CaptureSource source = CaptureReader.files(id, capture);
        if (!(source instanceof CaptureSource.Whole whole)) {
            throw new IllegalStateException("the catalogue's " + id + " is no capture");
        }
        return CaptureInput.of(new NodeCatalogue.Entry(
                node(id, JsonText.parse(about)), new Capture(id, whole.capture().items())));
    }

    private static CatalogueNode node(String id, JsonText json) {
        return new CatalogueNode(
                id,
                json.member("title").text(""),
                json.member("vendor").text(""),
                json.member("form").text(""),
                json.member("gpu").text(""),
                json.member("gpus").number(0),
                json.member("cpu").text(""),
                json.member("built").isTrue(),
                json.member("exact").isTrue(),
                json.member("provenance").items().stream().map(Inputs::source).toList(),
                json.member("assume").items().stream().map(a -> a.text("")).toList(),
                orNull(json.member("notes")));
    }

    private static CatalogueNode.Source source(JsonText json) {
        return new CatalogueNode.Source(
                json.member("file").text(""),
                json.member("kind").text(""),
                orNull(json.member("from")),
                orNull(json.member("source")),
                orNull(json.member("licence")),
                orNull(json.member("licenceText")),
                orNull(json.member("completed")),
                orNull(json.member("shows")),
                orNull(json.member("note")));
    }

    private static @Nullable String orNull(JsonText json) {
        return json.isString() ? json.text("") : null;
    }
}
