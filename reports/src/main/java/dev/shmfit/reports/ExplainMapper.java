package dev.shmfit.reports;

import dev.shmfit.explain.Diagnosis;
import dev.shmfit.explain.SizeAdvice;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.cause.Hit;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.Remedies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Diagnosis, explanation or number to the published record. */
public final class ExplainMapper {
    private static final int LONGEST = 200;
    private static final long CONTAINER_DEFAULT = 64L << 20;

    private final Language language;

    /**
     * In a language.
     *
     * @param language what people are to read; JSON is English
     */
    public ExplainMapper(Language language) {
        this.language = language;
    }

    /**
     * Of a text.
     *
     * @param place where the job runs, for the change to copy
     */
    public ExplainV1 of(Diagnosis d, String source, Place place, ReportV1.Tool tool) {
        Optional<Cause> root = d.root();
        return new ExplainV1(
                1,
                tool,
                shown(source),
                d.lines(),
                d.recognised(),
                root.map(c -> c.explanation().id()).orElse(null),
                d.causes().stream().map(this::cause).toList(),
                d.observations().stream()
                        .map(o -> new ExplainV1.Observation(
                                o.kind(), o.line(), o.sentence().in(language), bytes(o)))
                        .toList(),
                d.files().stream().map(this::file).toList(),
                List.of(),
                d.versions().stream().map(NcclVersion::toString).toList(),
                d.size().map(a -> advice(a, place)).orElse(null),
                remarks(d));
    }

    /** Of an id. */
    public ExplainV1 of(Explanation e, ReportV1.Tool tool) {
        return alone(
                e.id(),
                true,
                List.of(cause(e, null, null, "", List.of(), List.of(), List.of())),
                List.of(),
                List.of(),
                tool);
    }

    /** Of a number of bytes. */
    public ExplainV1 of(long bytes, List<SizeMeaning> meanings, ReportV1.Tool tool) {
        boolean standard = bytes == CONTAINER_DEFAULT;
        boolean known = !meanings.isEmpty() || standard;
        return alone(
                String.valueOf(bytes),
                known,
                List.of(),
                List.of(new ExplainV1.Size(
                        bytes, 1, meanings.stream().map(this::meaning).toList())),
                standard
                        ? List.of(Text.of("explain/container-default").in(language))
                        : known
                                ? List.of()
                                : List.of(Text.of("explain/no-segment", "bytes", bytes)
                                        .in(language)),
                tool);
    }

    private static ExplainV1 alone(
            String source,
            boolean recognised,
            List<ExplainV1.Cause> causes,
            List<ExplainV1.Size> sizes,
            List<String> remarks,
            ReportV1.Tool tool) {
        return new ExplainV1(
                1, tool, source, 0, recognised, null, causes, List.of(), List.of(), sizes, List.of(), null, remarks);
    }

    private List<String> remarks(Diagnosis d) {
        return ExplainRemarks.of(d).stream().map(t -> t.in(language)).toList();
    }

    private ExplainV1.Cause cause(Cause c) {
        return cause(
                c.explanation(),
                c.role().name().toLowerCase(Locale.ROOT),
                c.confidence().word(),
                c.reason().in(language),
                clauses(c.weighsFor()),
                clauses(c.weighsAgainst()),
                c.hits().stream().map(this::hit).toList());
    }

    private List<String> clauses(List<Text> clauses) {
        return clauses.stream().map(t -> shown(t.in(language))).toList();
    }

    private ExplainV1.Cause cause(
            Explanation e,
            @Nullable String role,
            @Nullable String confidence,
            String reason,
            List<String> weighsFor,
            List<String> weighsAgainst,
            List<ExplainV1.Hit> hits) {
        return new ExplainV1.Cause(
                e.id(),
                e.title().in(language),
                role,
                confidence,
                reason,
                weighsFor,
                weighsAgainst,
                e.nature().word(),
                e.owner().word(),
                e.cause().in(language),
                e.fix().in(language),
                e.wrong().stream()
                        .map(w -> new ExplainV1.WrongFix(
                                w.advice().in(language), w.why().in(language)))
                        .toList(),
                e.sources(),
                hits);
    }

    private ExplainV1.Hit hit(Hit h) {
        Map<String, String> values = new LinkedHashMap<>();
        h.values().forEach((name, value) -> values.put(name, shown(value)));
        return new ExplainV1.Hit(
                h.id(),
                shown(h.statement().in(language)),
                h.count(),
                h.lines(),
                values,
                h.sizes().stream()
                        .map(s -> new ExplainV1.Size(
                                s.bytes().bytes(),
                                s.count(),
                                s.meanings().stream().map(this::meaning).toList()))
                        .toList());
    }

    private ExplainV1.Meaning meaning(SizeMeaning m) {
        return new ExplainV1.Meaning(
                m.kind().word(),
                m.versions().stream()
                        .map(v -> new ExplainV1.Versions(
                                v.from().toString(),
                                v.before().map(NcclVersion::toString).orElse(null)))
                        .toList(),
                m.settings(),
                m.request(),
                m.remark().in(language),
                m.words().in(language));
    }

    private ExplainV1.File file(ShmListing.Group g) {
        return new ExplainV1.File(
                g.program().in(language),
                g.tenant(),
                g.size().bytes(),
                g.count(),
                shown(g.example()),
                g.pids(),
                g.remark().in(language),
                g.meanings().stream().map(this::meaning).toList());
    }

    private static Map<String, Long> bytes(dev.shmfit.explain.Observation o) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        o.sizes().forEach((name, size) -> bytes.put(name, size.bytes()));
        return bytes;
    }

    /** Where the text supports no size, the changes to copy have SIZE in its place. */
    private ExplainV1.Advice advice(SizeAdvice a, Place place) {
        ByteCount size = a.size().orElse(ExplainV1.PLACEHOLDER);
        return new ExplainV1.Advice(
                a.size().map(ByteCount::bytes).orElse(null),
                a.reason().in(language),
                new Remedies(size, Optional.empty(), place.names(), false)
                        .forPlatform(place.platform()).stream()
                                .map(f -> new ExplainV1.Fix(
                                        f.platform().name().toLowerCase(Locale.ROOT),
                                        f.platform().title(),
                                        sized(a, f.brief()),
                                        sized(a, f.snippet()),
                                        sized(a, f.verify())))
                                .toList());
    }

    private String sized(SizeAdvice a, Text text) {
        String said = text.in(language);
        return a.size().isPresent() ? said : ExplainV1.withoutSize(said);
    }

    /** Text from a log, without what acts instead of showing. */
    static String shown(String text) {
        return VisibleText.clip(VisibleText.visible(text, false), LONGEST);
    }
}
