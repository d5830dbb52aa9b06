package dev.shmfit.ingest;

import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Parsed;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.parse.paste.OtherVendor;
import dev.shmfit.parse.paste.SectionKind;
import dev.shmfit.parse.paste.Topic;
import dev.shmfit.parse.table.SmiP2pParser;
import dev.shmfit.parse.table.SmiTopoParser;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the files that tell how GPUs are connected; says what stands there where it is something else. */
final class TableTexts {
    private static final String TOPO = "topo -m";
    private static final String NO_LINKS = "; that does not tell how the GPUs are connected";
    private static final int MOST_NAMED = 6;

    private final CapturedTexts texts;
    private final PastedTexts pasted;
    private final Map<String, Optional<OtherVendor>> vendors = new HashMap<>();

    TableTexts(CapturedTexts texts, PastedTexts pasted) {
        this.texts = texts;
        this.pasted = pasted;
    }

    Readings<NcclXml> dump(String file) {
        return texts.take(file).or(pasted::dump).map(f -> Readings.of(dump(f))).orElseGet(() -> texts.absent(file));
    }

    private Reading<NcclXml> dump(CapturedItem.Text file) {
        NcclXmlParser.Result result = NcclXmlParser.parse(file.name(), file.text());
        if (result instanceof NcclXmlParser.Result.Refused r) {
            return unreadable(r.source(), withoutStop(r.why()));
        }
        NcclXmlParser.Result.Topology t = (NcclXmlParser.Result.Topology) result;
        if (XmlTopologyBuilder.build(t.xml()).gpus().isEmpty()) {
            return unreadable(
                    SourceRef.of(file.name()),
                    "the topology names no GPU; a file that vendors ship for NCCL_TOPO_FILE leaves them to NCCL to"
                            + " find");
        }
        texts.note(t.notes());
        return Reading.known(t.xml(), SourceRef.of(file.name()));
    }

    Readings<SmiTopoMatrix> matrix(String file) {
        Optional<CapturedItem.Text> own = texts.take(file);
        if (own.isPresent()) {
            return tables(own.get(), TOPO, SmiTopoParser::parse, this::first).readings();
        }
        List<Reading<SmiTopoMatrix>> found = new ArrayList<>();
        List<Reading<SmiTopoMatrix>> others = new ArrayList<>();
        for (PastedTexts.Text t : pasted.handed()) {
            if (t.isXml()) {
                SectionKind kind = t.found().sections().get(0).kind();
                others.add(unreadable(SourceRef.of(t.item()), "it is " + kind.words() + NO_LINKS));
            } else {
                CapturedItem.Text text = new CapturedItem.Text(t.item(), t.text());
                Answer<SmiTopoMatrix> a = tables(text, TOPO, SmiTopoParser::parse, this::first);
                Reading<SmiTopoMatrix> r = a.readings().best();
                (r.isKnown() ? found : others).add(a.isRecognised() ? r : named(t, r));
            }
        }
        Readings<SmiTopoMatrix> linked = pasted.of(Topic.LINKS);
        if (!found.isEmpty()) {
            return new Readings<>(found).then(linked);
        }
        if (linked.isKnown()) {
            return linked;
        }
        boolean tells =
                pasted.dump().isPresent() || !pastedP2p(CaptureFiles.P2P_READ).isEmpty();
        return others.isEmpty() || tells ? texts.absent(file) : new Readings<>(others);
    }

    /**
     * The table of {@code topo -p2p}.
     *
     * @param capability {@code r} or {@code w}
     */
    Readings<SmiP2pMatrix> p2p(String file, String capability) {
        Optional<CapturedItem.Text> own = texts.take(file);
        List<CapturedItem.Text> read = own.map(List::of).orElseGet(() -> pastedP2p(file));
        if (read.isEmpty()) {
            return texts.absent(file);
        }
        List<Reading<SmiP2pMatrix>> all = new ArrayList<>();
        read.forEach(t -> all.addAll(p2p(t, capability).all()));
        return new Readings<>(all);
    }

    private Optional<OtherVendor> vendor(String text) {
        return vendors.computeIfAbsent(text, OtherVendor::of);
    }

    /** What a text without a table is, where its programs are known. */
    private static Reading<SmiTopoMatrix> named(PastedTexts.Text text, Reading<SmiTopoMatrix> instead) {
        List<String> words = text.found().sections().stream()
                .filter(s -> s.kind() != SectionKind.TOPO)
                .filter(s -> s.used() || s.kind() != SectionKind.ENVIRONMENT)
                .map(s -> s.kind().words())
                .distinct()
                .limit(MOST_NAMED)
                .toList();
        return words.isEmpty()
                ? instead
                : unreadable(SourceRef.of(text.item()), "it holds " + String.join(", ", words) + NO_LINKS);
    }

    /** Texts with a table of the kind: one for reading counts where nothing tells for what it is. */
    private List<CapturedItem.Text> pastedP2p(String file) {
        boolean reading = file.equals(CaptureFiles.P2P_READ);
        List<CapturedItem.Text> found = new ArrayList<>();
        for (PastedTexts.Text t : pasted.handed()) {
            if (!t.isXml()
                    && vendor(t.text()).isEmpty()
                    && SmiP2pParser.parse(t.found().tables(), t.item()).value()
                            instanceof SmiOutput.Tables<SmiP2pMatrix> tables
                    && tables.tables().stream()
                            .map(SmiP2pMatrix::capabilities)
                            .anyMatch(c -> reading ? c.isEmpty() || c.contains("r") : c.contains("w"))) {
                found.add(new CapturedItem.Text(t.item(), t.text()));
            }
        }
        return found;
    }

    private Readings<SmiP2pMatrix> p2p(CapturedItem.Text text, String capability) {
        return tables(text, "topo -p2p", SmiP2pParser::parse, (name, all) -> {
                    List<SmiP2pMatrix> told = all.stream()
                            .filter(t -> t.capabilities().contains(capability))
                            .toList();
                    List<SmiP2pMatrix> untold =
                            all.stream().filter(t -> t.capabilities().isEmpty()).toList();
                    return told.isEmpty() && untold.isEmpty()
                            ? unreadable(
                                    SourceRef.of(name),
                                    "a table of \"topo -p2p " + all.get(0).capabilities()
                                            + "\"; needed is that of \"topo -p2p " + capability
                                            + "\", so it was left out")
                            : first(name, told.isEmpty() ? untold : told);
                })
                .readings();
    }

    /**
     * What was found in a table's place.
     *
     * @param isRecognised whether it is known what it is
     */
    private record Answer<T>(Readings<T> readings, boolean isRecognised) {}

    private <T> Answer<T> tables(
            CapturedItem.Text text,
            String command,
            BiFunction<String, String, Parsed<SmiOutput<T>>> parser,
            BiFunction<String, List<T>, Reading<T>> choice) {
        String name = text.name();
        Optional<OtherVendor> vendor = vendor(text.text());
        if (vendor.isPresent()) {
            Reading<T> others = unreadable(
                    SourceRef.of(name),
                    "a table of " + vendor.get().tool() + "; GPUs of "
                            + vendor.get().maker() + " run " + vendor.get().library()
                            + ", whose choices are not forecast");
            return new Answer<>(Readings.of(others), true);
        }
        Parsed<SmiOutput<T>> parsed = parser.apply(pasted.tables(text), name);
        if (!(parsed.value() instanceof SmiOutput.Tables<T>)) {
            // What stands in a table's place may stand among the output of something else.
            parsed = parser.apply(text.text(), name);
        }
        if (parsed.value() instanceof SmiOutput.Tables<T> found) {
            texts.note(parsed.notes());
            return new Answer<>(Readings.of(choice.apply(name, found.tables())), true);
        }
        return new Answer<>(
                Readings.of(instead(parsed.value(), command)), !(parsed.value() instanceof SmiOutput.NotRecognised<T>));
    }

    private <T> Reading<T> first(String name, List<T> tables) {
        if (tables.size() > 1) {
            texts.note(new ParseNote(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    SourceRef.of(name),
                    "the text shows " + tables.size()
                            + " tables of different hosts; the first is assessed, the others are not"));
        }
        return Reading.known(tables.get(0), SourceRef.of(name));
    }

    /** What stands in a table's place. */
    private static <T> Reading<T> instead(SmiOutput<T> output, String command) {
        if (output instanceof SmiOutput.NoGpus<T> n) {
            return unreadable(
                    n.source(), "the driver knows of no GPU (\"" + n.text().strip() + "\")");
        }
        if (output instanceof SmiOutput.Failed<T> f) {
            return unreadable(
                    f.source(),
                    "instead of the table of " + command + " there is an error: "
                            + f.message().strip());
        }
        if (output instanceof SmiOutput.TooLarge<T> t) {
            return unreadable(
                    t.source(), "a table of " + t.count() + " " + t.what() + "; no node has more than " + t.limit());
        }
        SmiOutput.NotRecognised<T> n = (SmiOutput.NotRecognised<T>) output;
        return unreadable(n.source(), "no table of " + command + ": " + withoutStop(n.why()));
    }

    private static <T> Reading<T> unreadable(SourceRef source, String why) {
        return new Reading.Unreadable<>("", source, why);
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
