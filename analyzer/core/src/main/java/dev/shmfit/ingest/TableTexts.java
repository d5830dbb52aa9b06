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
import dev.shmfit.parse.table.SmiP2pParser;
import dev.shmfit.parse.table.SmiTopoParser;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the files that tell how GPUs are connected; says what stands there where it is something else. */
final class TableTexts {
    private static final Pattern ROCM = Pattern.compile("ROCm System Management|rocm-smi|(?m)^GPU\\d+\\s.*\\bXGMI\\b");

    private final CapturedTexts texts;

    TableTexts(CapturedTexts texts) {
        this.texts = texts;
    }

    Readings<NcclXml> dump(String file) {
        return texts.take(file).map(f -> Readings.of(dump(f))).orElseGet(() -> texts.absent(file));
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
        return tables(file, "topo -m", SmiTopoParser::parse, this::first);
    }

    /**
     * The table of {@code topo -p2p}.
     *
     * @param capability {@code r} or {@code w}
     */
    Readings<SmiP2pMatrix> p2p(String file, String capability) {
        return tables(file, "topo -p2p", SmiP2pParser::parse, (name, all) -> {
            List<SmiP2pMatrix> told = all.stream()
                    .filter(t -> t.capabilities().contains(capability))
                    .toList();
            List<SmiP2pMatrix> untold =
                    all.stream().filter(t -> t.capabilities().isEmpty()).toList();
            return told.isEmpty() && untold.isEmpty()
                    ? unreadable(
                            SourceRef.of(name),
                            "a table of \"topo -p2p " + all.get(0).capabilities() + "\"; needed is that of \"topo -p2p "
                                    + capability + "\", so it was left out")
                    : first(name, told.isEmpty() ? untold : told);
        });
    }

    private <T> Readings<T> tables(
            String file,
            String command,
            BiFunction<String, String, Parsed<SmiOutput<T>>> parser,
            BiFunction<String, List<T>, Reading<T>> choice) {
        Optional<CapturedItem.Text> text = texts.take(file);
        if (text.isEmpty()) {
            return texts.absent(file);
        }
        String name = text.get().name();
        if (ROCM.matcher(text.get().text()).find()) {
            return Readings.of(unreadable(
                    SourceRef.of(name), "a table of rocm-smi; AMD GPUs run RCCL, whose choices are not forecast"));
        }
        Parsed<SmiOutput<T>> parsed = parser.apply(text.get().text(), name);
        if (parsed.value() instanceof SmiOutput.Tables<T> found) {
            texts.note(parsed.notes());
            return Readings.of(choice.apply(name, found.tables()));
        }
        return Readings.of(instead(parsed.value(), command));
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
