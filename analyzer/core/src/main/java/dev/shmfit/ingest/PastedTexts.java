package dev.shmfit.ingest;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.Absence;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.facts.UsualReasons;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.parse.paste.PastedFacts;
import dev.shmfit.parse.paste.PastedText;
import dev.shmfit.parse.paste.SectionKind;
import dev.shmfit.parse.paste.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The texts that a person handed over, and every fact in them. Files with tables may hold more than their table, too. */
final class PastedTexts {
    private static final Set<String> WITH_MORE =
            Set.of(CaptureFiles.TOPO, CaptureFiles.P2P_READ, CaptureFiles.P2P_WRITE);

    private static final String ABSENT = UsualReasons.NOT_IN_CAPTURE;

    /** One text, and what was found in it. */
    record Text(String item, String text, PastedText found) {
        boolean isXml() {
            return found.sections().size() == 1
                    && Set.of(
                                    SectionKind.NVIDIA_SMI_XML,
                                    SectionKind.LSTOPO_XML,
                                    SectionKind.NCCL_GRAPH,
                                    SectionKind.NCCL_XML)
                            .contains(found.sections().get(0).kind());
        }
    }

    private final PastedFacts facts = new PastedFacts();
    private final List<Text> handed = new ArrayList<>();
    private final List<Text> all = new ArrayList<>();
    private final List<ParseNote> notes = new ArrayList<>();

    PastedTexts(Capture capture) {
        Set<String> seen = new java.util.HashSet<>();
        capture.items().forEach((role, item) -> {
            if (item instanceof CapturedItem.Pasted p) {
                Text text = new Text(p.name(), p.text(), PastedText.read(p.name(), p.text(), facts));
                handed.add(text);
                notes.addAll(PastedText.unread(p.name(), p.text()));
                all.add(text);
            } else if (item instanceof CapturedItem.Text t && WITH_MORE.contains(role) && seen.add(t.text())) {
                all.add(new Text(t.name(), t.text(), PastedText.read(t.name(), t.text(), facts)));
            }
        });
    }

    /** What of them is not read. */
    List<ParseNote> notes() {
        return List.copyOf(notes);
    }

    /** Those of which nobody said what they are. */
    List<Text> handed() {
        return List.copyOf(handed);
    }

    /** The part of a text in which tables of links may stand. */
    String tables(CapturedItem.Text text) {
        return all.stream()
                .filter(t -> t.item().equals(text.name()) && t.text().equals(text.text()))
                .findFirst()
                .map(t -> t.found().tables())
                .orElse(text.text());
    }

    /** What was recognised in all of them. */
    List<Coverage.Part> parts() {
        List<Coverage.Part> parts = new ArrayList<>();
        for (Text t : all) {
            for (PastedText.Recognised r : t.found().sections()) {
                parts.add(
                        new Coverage.Part(r.kind().words(), SourceRef.line(t.item(), r.first()), r.lines(), r.used()));
            }
        }
        facts.passedOver()
                .forEach(p -> parts.add(new Coverage.Part(
                        p.what(), p.source(), "line " + p.source().line(), false)));
        return parts;
    }

    /** Settings that they name without setting them for certain. */
    List<Coverage.Named> named() {
        return facts.named().stream()
                .map(n -> new Coverage.Named(n.name(), n.value(), n.set(), n.source()))
                .toList();
    }

    /** Commands in them that start something. */
    List<Coverage.Command> commands() {
        return facts.commands().stream()
                .map(c -> new Coverage.Command(c.value(), c.source()))
                .toList();
    }

    /** Lines of them that are in no program's output. */
    List<Coverage.Prose> prose() {
        return all.stream()
                .flatMap(t -> t.found().prose().stream()
                        .map(l -> new Coverage.Prose(l.text(), SourceRef.line(t.item(), l.number()))))
                .toList();
    }

    /** All readings of a topic, in the order of the texts. */
    <T> Readings<T> of(Topic<T> topic) {
        return readings(facts.of(topic));
    }

    List<Reading.Known<dev.shmfit.facts.Setting>> settings() {
        return Stream.concat(facts.of(Topic.SETTING).stream(), facts.of(Topic.BACKGROUND).stream())
                .toList();
    }

    boolean environmentSeen() {
        return !facts.of(Topic.ENVIRONMENT).isEmpty();
    }

    /** A fact that nvidia-smi's long answer tells among others. */
    <F> Readings<F> ofQuery(Function<SmiQuery, Reading<F>> fact) {
        List<Reading.Known<F>> known = new ArrayList<>();
        for (Reading.Known<SmiQuery> q : facts.of(Topic.QUERY)) {
            if (fact.apply(q.value()) instanceof Reading.Known<F> k) {
                known.add(k);
            }
        }
        return readings(known);
    }

    /** The devices with bus ids, where any were listed with them. */
    Readings<List<SmiQuery.Gpu>> devices() {
        return ofQuery(q -> q.gpus().isEmpty()
                ? Reading.absent("no GPU in it")
                : Reading.known(q.gpus(), q.gpus().get(0).source()));
    }

    /** Lists of GPUs; those that have nvidia-smi's numbers first, and of these the ones that tell UUIDs. */
    Readings<GpuListing> listings() {
        Comparator<Reading.Known<GpuListing>> best =
                Comparator.comparing(k -> k.value().numbering());
        return readings(facts.of(Topic.LISTING).stream()
                .sorted(best.thenComparing(
                        k -> k.value().gpus().stream().noneMatch(g -> g.uuid().isKnown())))
                .toList());
    }

    /** All clues together: each text may show another part of what is around the job. */
    Readings<PlatformClues> clues() {
        return facts.of(Topic.PLATFORM).stream()
                .reduce((a, b) -> new Reading.Known<>(a.value().and(b.value()), a.source()))
                .map(k -> readings(List.of(k)))
                .orElseGet(() -> readings(List.of()));
    }

    /** What logs in the texts say of the job. */
    LoggedFacts logged() {
        return all.stream()
                .filter(t -> t.found().sections().stream().anyMatch(s -> s.kind() == SectionKind.NCCL_LOG))
                .findFirst()
                .map(t -> LoggedFacts.of(NcclLogReader.read(t.item(), t.text())))
                .orElse(LoggedFacts.NONE);
    }

    /** A topology of NCCL's in one of the texts, with the name of the text. */
    Optional<CapturedItem.Text> dump() {
        return handed.stream()
                .filter(t -> t.found().ncclXml().isPresent())
                .findFirst()
                .map(t -> new CapturedItem.Text(t.item(), t.found().ncclXml().orElseThrow()));
    }

    private static <T> Readings<T> readings(List<Reading.Known<T>> known) {
        return known.isEmpty() ? Readings.none(Absence.NOT_CAPTURED, ABSENT) : new Readings<>(List.copyOf(known));
    }
}
