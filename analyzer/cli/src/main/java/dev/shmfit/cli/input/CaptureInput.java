package dev.shmfit.cli.input;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.nodes.NodeCatalogue;
import dev.shmfit.probes.format.CaptureLayout;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.reports.EmbeddedInputs;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.verdict.Finding;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be analysed: a capture, and files that complete it or replace parts of it.
 *
 * @param capture all of it
 * @param origin what reports say about where it came from
 * @param assume facts that the node catalogue adds, as {@code --assume} takes them
 * @param remarks what is to be known of where it came from
 */
public record CaptureInput(Capture capture, ReportV1.Origin origin, List<String> assume, List<Finding> remarks) {
    private static final String STANDARD_INPUT = "-";
    private static final String SHOWN_STANDARD_INPUT = "standard input";
    /** Texts of which nobody said what they are, by number. */
    private static final String PASTED = "pasted/";

    /** The texts of which nobody said what they are, by name. */
    public Map<String, String> pasted() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (CapturedItem item : capture.items().values()) {
            if (item instanceof CapturedItem.Pasted p) {
                texts.put(p.name(), p.text());
            }
        }
        return texts;
    }

    /**
     * Reads everything that was given.
     *
     * @param source CAPTURE of the command line, if it was given
     * @param loose files by the names that they have in a capture
     */
    public static CaptureInput read(@Nullable String source, Map<String, String> loose, InputStream in) {
        return read(source == null ? List.of() : List.of(source), loose, in);
    }

    /**
     * Reads everything that was given.
     *
     * @param sources each CAPTURE of the command line: one capture at most, and any texts beside it
     * @param loose files by the names that they have in a capture
     */
    public static CaptureInput read(List<String> sources, Map<String, String> loose, InputStream in) {
        if (sources.isEmpty() && loose.isEmpty()) {
            throw new UsageError(
                    "what is to be analysed? Give CAPTURE (a directory, an archive, an NCCL topology XML, or"
                            + " \"-\" for standard input), or --topo-m FILE");
        }
        long streams = loose.values().stream().filter(STANDARD_INPUT::equals).count();
        if (streams + sources.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new UsageError("standard input (\"-\") can be read once only");
        }
        sources.stream()
                .skip(1)
                .filter(s -> !s.equals(STANDARD_INPUT) && !Files.exists(path(s)))
                .findFirst()
                .ifPresent(s -> {
                    throw new UsageError("Unmatched argument: '" + ErrorText.shown(s) + "' is no option and no file");
                });
        CaptureInput input = sources.isEmpty() ? ofFiles(loose) : ofSource(sources.get(0), in);
        Capture capture = input.capture;
        Map<String, CapturedItem> items = new LinkedHashMap<>(capture.items());
        sources.stream().skip(1).forEach(more -> add(items, more, open(more, in)));
        Map<String, CapturedItem.Text> given = new LinkedHashMap<>();
        loose.forEach((name, file) -> given.put(name, new CapturedItem.Text(shown(file), text(file, in))));
        Misplaced.check(given);
        items.putAll(given);
        return new CaptureInput(new Capture(capture.id(), items), input.origin, input.assume, input.remarks);
    }

    /** What was opened already: one capture at most, which comes first, and any texts beside it. */
    public static CaptureInput of(List<CaptureSource> sources) {
        CaptureInput input = of(sources.get(0));
        Map<String, CapturedItem> items = new LinkedHashMap<>(input.capture.items());
        sources.stream().skip(1).forEach(more -> add(items, name(more), more));
        return new CaptureInput(new Capture(input.capture.id(), items), input.origin, input.assume, input.remarks);
    }

    private static String name(CaptureSource source) {
        return source instanceof CaptureSource.Single single
                ? single.name()
                : ((CaptureSource.Whole) source).capture().id();
    }

    /** Another text beside what was read before. */
    private static void add(Map<String, CapturedItem> items, String file, CaptureSource source) {
        if (!(source instanceof CaptureSource.Single single)) {
            throw new UsageError(
                    file + " is a capture, which must come first, and alone; texts to complete it come behind it");
        }
        Misplaced.check(single.name(), single.text());
        items.put(PASTED + items.size(), new CapturedItem.Pasted(single.name(), single.text()));
    }

    /** The text of a file that an option names. */
    public static String text(String file, InputStream in) {
        return file.equals(STANDARD_INPUT)
                ? CaptureReader.text(in, SHOWN_STANDARD_INPUT)
                : CaptureReader.text(path(file));
    }

    /** The texts, for a report to quote and to carry. */
    public List<ReportV1.Input> inputs() {
        return inputs(capture);
    }

    /** The texts of a capture. */
    public static List<ReportV1.Input> inputs(Capture capture) {
        return capture.items().values().stream()
                .flatMap(i -> i instanceof CapturedItem.Text t
                        ? Stream.of(new ReportV1.Input(t.name(), t.text()))
                        : i instanceof CapturedItem.Pasted p
                                ? Stream.of(new ReportV1.Input(p.name(), p.text()))
                                : Stream.empty())
                .toList();
    }

    /** A file goes before a node of the catalogue that has its name, except where {@code node:} is said. */
    private static CaptureInput ofSource(String source, InputStream in) {
        boolean named = source.startsWith(NodeCatalogue.PREFIX);
        boolean word = source.matches("[A-Za-z0-9][A-Za-z0-9-]*");
        if (!named && (!word || Files.exists(path(source)))) {
            return of(open(source, in));
        }
        List<String> ids = NodeCatalogue.ids();
        if (!named && !ids.contains(source)) {
            throw new InputError("cannot read " + source + ": no such file or directory, and no node of the catalogue"
                    + " (shmfit nodes) has this id" + DidYouMean.hint(ids, source));
        }
        return of(NodeCatalogue.entry(source));
    }

    /** A node of the catalogue, with what is known of where it came from. */
    public static CaptureInput of(NodeCatalogue.Entry entry) {
        ReportV1.Origin origin = new ReportV1.Origin(entry.node().id(), "catalogue", null, false);
        return new CaptureInput(entry.capture(), origin, entry.node().assume(), NodeRemarks.of(entry.node()));
    }

    private static CaptureSource open(String source, InputStream in) {
        return source.equals(STANDARD_INPUT)
                ? CaptureReader.open(in, SHOWN_STANDARD_INPUT)
                : CaptureReader.open(path(source));
    }

    private static CaptureInput of(CaptureSource source) {
        if (source instanceof CaptureSource.Whole w) {
            ReportV1.Origin origin = new ReportV1.Origin(
                    w.capture().id(),
                    "capture",
                    w.manifest().capturedAt().orElse(null),
                    w.manifest().redacted());
            return new CaptureInput(w.capture(), origin, List.of(), List.of());
        }
        CaptureSource.Single single = (CaptureSource.Single) source;
        Optional<List<ReportV1.Input>> embedded = EmbeddedInputs.of(single.text());
        if (embedded.isPresent()) {
            return ofReport(single.name(), embedded.get());
        }
        Misplaced.check(single.name(), single.text());
        Map<String, CapturedItem> items = new LinkedHashMap<>();
        items.put(PASTED + 0, new CapturedItem.Pasted(single.name(), single.text()));
        String kind = single.text().stripLeading().startsWith("<?xml")
                        || single.text().stripLeading().startsWith("<system")
                ? "nccl-xml"
                : "files";
        return new CaptureInput(
                new Capture(base(single.name()), items), origin(single.name(), kind), List.of(), List.of());
    }

    /** A report of shmfit's carries what it was made from. */
    private static CaptureInput ofReport(String name, List<ReportV1.Input> inputs) {
        if (inputs.isEmpty()) {
            throw new InputError(name
                    + " is a report of shmfit that does not carry the texts it was made from; give those" + " texts");
        }
        Map<String, CapturedItem> items = new LinkedHashMap<>();
        for (ReportV1.Input input : inputs) {
            boolean known = CaptureLayout.READ.contains(input.name());
            items.put(
                    known ? input.name() : PASTED + items.size(),
                    known
                            ? new CapturedItem.Text(input.name(), input.text())
                            : new CapturedItem.Pasted(input.name(), input.text()));
        }
        return new CaptureInput(new Capture(base(name), items), origin(name, "capture"), List.of(), List.of());
    }

    private static CaptureInput ofFiles(Map<String, String> loose) {
        String first = shown(loose.values().iterator().next());
        return new CaptureInput(new Capture(base(first), Map.of()), origin(first, "files"), List.of(), List.of());
    }

    private static ReportV1.Origin origin(String name, String kind) {
        return new ReportV1.Origin(base(name), kind, null, false);
    }

    private static String shown(String file) {
        return file.equals(STANDARD_INPUT) ? SHOWN_STANDARD_INPUT : file;
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageError("\"" + ErrorText.shown(file) + "\" cannot be a file's name", e);
        }
    }
}
