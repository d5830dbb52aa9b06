package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.catalog.Signatures;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.scan.LineText;
import dev.shmfit.explain.scan.LogScanner;
import dev.shmfit.explain.scan.Match;
import dev.shmfit.explain.scan.Wordings;
import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a text line by line and says what it shows. Keeps a bounded amount of it, however long it is. */
public final class Diagnostician {
    private static final Pattern VERSION = Pattern.compile("NCCL version (\\d{1,2}\\.\\d{1,3}\\.\\d{1,3})");
    private static final int MOST_VERSIONS = 4;

    /** Words of the lines that the other readers want, as the scanner knows words; NCCL's mark first. */
    private static final List<String> WORDS = List.of(
            "nccl",
            "use%",
            "capacity",
            "/dev/shm",
            "openfiles",
            "maxlockedmemory",
            "locked-in-memorysize",
            "filedescriptors",
            "shmsize",
            "sharedmemorylimits");

    private static final Wordings CATALOGUE = new Wordings(Signatures.all(), WORDS);

    private static final int NCCL = 1;
    private static final byte[] MARK = "NCCL ".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final LogScanner scanner = new LogScanner(CATALOGUE, this::add);
    private final LineText line = new LineText();
    private final DiskFree diskFree = new DiskFree();
    private final ShmListing listing = new ShmListing();
    private final LimitLines limits = new LimitLines();
    private final Map<NcclVersion, Long> versions = new LinkedHashMap<>();
    private final Map<String, CodeLine> places = new LinkedHashMap<>();
    private long lines;
    private long ncclLines;

    /** Looks at the next line. */
    public void line(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        line(bytes, 0, bytes.length);
    }

    /** Looks at the next line, which lies in {@code bytes} in UTF-8, without its end. */
    public void line(byte[] bytes, int from, int to) {
        lines++;
        part(bytes, from, to);
    }

    /** Looks at the rest of a line that was too long to be given at once. */
    public void part(byte[] bytes, int from, int to) {
        line.read(bytes, from, to);
        int words = scanner.line(line.bytes(), line.from(), line.to(), lines);
        if ((words & NCCL) != 0) {
            nccl(line);
        }
        if ((words & ~NCCL) != 0 || limits.waits() || listing.mayHold(line.bytes(), line.from(), line.to())) {
            String text = text(line);
            diskFree.line(text, lines);
            listing.line(text, lines);
            limits.line(text, lines);
        }
    }

    private static String text(LineText line) {
        return new String(line.bytes(), line.from(), line.to() - line.from(), StandardCharsets.UTF_8);
    }

    /** What stands behind NCCL's first mark. */
    private void nccl(LineText line) {
        int mark = mark(line.bytes(), line.from(), line.to());
        if (mark < 0) {
            return;
        }
        boolean warning = stands("WARN", mark, line);
        ncclLines += warning || stands("INFO", mark, line) ? 1 : 0;
        if (warning && places.size() < MOST_VERSIONS && stands("WARN Error", mark, line)) {
            CodeLine.of(text(line)).ifPresent(p -> places.putIfAbsent(p.place(), p));
        }
        boolean version = stands("version", mark, line) || stands("INFO NCCL version", mark, line);
        if (version && versions.size() < MOST_VERSIONS) {
            Matcher m = VERSION.matcher(text(line));
            if (m.find()) {
                NcclVersion.parse(m.group(1)).ifPresent(v -> versions.putIfAbsent(v, lines));
            }
        }
    }

    /** Behind the first {@code "NCCL "}; -1 where there is none. */
    private static int mark(byte[] bytes, int from, int to) {
        for (int at = from; at <= to - MARK.length; at++) {
            if (bytes[at] == 'N' && Arrays.equals(bytes, at, at + MARK.length, MARK, 0, MARK.length)) {
                return at + MARK.length;
            }
        }
        return -1;
    }

    private static boolean stands(String word, int at, LineText line) {
        if (at + word.length() > line.to()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (line.bytes()[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void add(Match match) {
        Signature signature = match.signature();
        tallies.computeIfAbsent(signature.id(), id -> new Tally(signature)).add(match);
    }

    /** What the whole text says. */
    public Diagnosis diagnosis() {
        scanner.end();
        List<NcclVersion> named = List.copyOf(versions.keySet());
        List<Hit> hits = tallies.values().stream()
                .map(t -> t.hit(named, List.copyOf(places.values())))
                .toList();
        Map<String, List<Hit>> byCause = new LinkedHashMap<>();
        for (Hit hit : hits) {
            byCause.computeIfAbsent(explanation(hit, hits), id -> new ArrayList<>())
                    .add(hit);
        }
        List<Cause> causes = new ArrayList<>();
        byCause.forEach((id, of) -> causes.add(cause(Explanations.known(id), of)));
        List<Cause> judged = new ArrayList<>(Circumstances.judge(causes, diskFree, listing, limits));
        judged.sort(Comparator.comparing(Cause::role)
                .thenComparing(Cause::confidence)
                .thenComparing(Cause::firstLine));
        List<Observation> observations = new ArrayList<>(Circumstances.observations(diskFree, listing, limits));
        if (!judged.isEmpty()) {
            versions.forEach((version, line) -> KnownVersions.standInSentence(version)
                    .ifPresent(s -> observations.add(new Observation("nccl-rules", line, s, Map.of()))));
        }
        return new Diagnosis(
                lines,
                judged,
                observations,
                listing.groups(),
                named,
                List.copyOf(places.values()),
                ncclLines,
                SizeAdvice.of(judged, diskFree));
    }

    /** Which cause a hit counts for. */
    private static String explanation(Hit hit, List<Hit> all) {
        Signature signature = hit.signature();
        if (signature.id().equals("nccl-attach")
                && hit.sizes().stream().allMatch(s -> s.meanings().isEmpty())) {
            return "shm-attach-disagreement";
        }
        if (!signature.joins()) {
            return signature.explanation();
        }
        Optional<Signature> named = all.stream()
                .map(Hit::signature)
                .filter(s -> !s.joins() && s.role() == Role.CAUSE && s.program().equals(signature.program()))
                .min(Comparator.comparing(Signature::confidence));
        return named.map(Signature::explanation).orElse(signature.explanation());
    }

    private static Cause cause(Explanation explanation, List<Hit> hits) {
        Comparator<Hit> best = Comparator.comparing((Hit h) -> h.signature().joins())
                .thenComparing(h -> h.signature().role())
                .thenComparing(h -> h.signature().confidence());
        Signature first = hits.stream().min(best).orElseThrow().signature();
        Confidence confidence = first.confidence();
        List<Hit> ordered = hits.stream()
                .sorted(Comparator.comparing((Hit h) -> h.lines().get(0)))
                .toList();
        return new Cause(explanation, first.role(), confidence, first.reason(), ordered);
    }
}
