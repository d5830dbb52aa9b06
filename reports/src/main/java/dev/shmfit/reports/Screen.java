package dev.shmfit.reports;

import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.facts.Assumption;
import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.FindingV1.Fix;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.PrintedSizes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What fits on one screen: the answer, what to change, why, what would narrow it, and the warnings. The order is the reader's,
 * not that of the computation. Text and Markdown write the same screen.
 *
 * @param status the verdict's word
 * @param headline the verdict's sentence
 * @param margin what is short or to spare, and the recommended size; empty where nothing is compared
 * @param scope what the verdict leaves out and how to state it; empty where it leaves nothing out
 * @param action what to do; empty where there is nothing to do
 * @param fixes the change to copy: for one platform; or, where the platform is not known, one for each
 * @param users of /dev/shm, largest first, with amounts that add up as printed
 * @param whole the sum of {@code users}
 * @param reasons why NCCL goes through shared memory, or that it does not
 * @param versions the need under the other versions of NCCL that were asked for
 * @param open what is not exact and what would narrow it
 * @param warnings problems, warnings and what could not be assessed, but the one that {@code action} is about; worst first
 * @param notes how many findings are not on the screen
 */
public record Screen(
        ReportV1.Status status,
        String headline,
        String margin,
        String scope,
        String action,
        List<Fix> fixes,
        List<User> users,
        String whole,
        List<String> reasons,
        List<VersionLine> versions,
        List<Ranges.Open> open,
        List<FindingV1> warnings,
        int notes) {
    /** Facts to list of those that narrow the range. */
    private static final int MOST_FACTS = 3;

    private static final String TIGHT = "shm-tight";
    /** A place of the input that could not be read: told, and nothing to do about before the job runs. */
    private static final String UNREAD = "input-not-understood";

    private static final String MENTIONED = "mentioned-not-used";

    public Screen {
        fixes = List.copyOf(fixes);
        users = List.copyOf(users);
        reasons = List.copyOf(reasons);
        versions = List.copyOf(versions);
        open = List.copyOf(open);
        warnings = List.copyOf(warnings);
    }

    /** Who needs how much ({@code none} where nothing), and how that comes about. */
    public record User(String name, String amount, String formula) {
        /** Whether it needs anything. */
        public boolean takesAny() {
            return Character.isDigit(amount.charAt(0));
        }
    }

    /** The screen of a report whose findings are in {@code language}. */
    public static Screen of(ReportV1 report, Language language) {
        FindingV1 first = first(report);
        // What to do about a size says what for; of another warning only its summary does.
        boolean told = first != null
                && (first.severity() != Severity.WARNING || first.id().equals(TIGHT));
        List<FindingV1> warnings = report.findings().stream()
                .filter(f -> !told || !Objects.equals(f, first))
                .filter(f -> switch (f.severity()) {
                    case PROBLEM, WARNING, NOT_ASSESSED -> true;
                    case NOTE, OK -> false;
                })
                .toList();
        int notes = (int) report.findings().stream()
                .filter(f -> f.severity() == Severity.NOTE)
                .count();
        PrintedSizes sizes = Words.printed(report.shm());
        return new Screen(
                report.verdict().status(),
                report.verdict().headline(),
                margin(report, language),
                scope(report, language),
                first == null ? "" : first.remedy(),
                first == null ? List.of() : first.fixes(),
                users(report, sizes, language),
                whole(report.shm(), sizes, language),
                reasons(report.node(), report.nccl(), language),
                VersionLine.of(report.nccl(), language),
                Ranges.open(report.shm().uncertain(), MOST_FACTS, sizes::size, language),
                warnings,
                notes);
    }

    /** What is to be done first; where the size of /dev/shm is not known, that is to look. */
    public static @Nullable FindingV1 first(ReportV1 report) {
        FindingV1 first = Words.firstRemedy(
                report.findings().stream().filter(f -> !f.id().equals(UNREAD)).toList());
        boolean problem = first != null && first.severity() == Severity.PROBLEM;
        if (problem || report.verdict().status() != ReportV1.Status.UNKNOWN) {
            return first;
        }
        // A warning changes nothing in a verdict that waits for an answer.
        return report.findings().stream()
                .filter(f ->
                        f.severity() == Severity.NOT_ASSESSED && !f.remedy().isEmpty() && !f.id().equals(MENTIONED))
                .findFirst()
                .orElse(first);
    }

    /** The headline of a tight verdict names the recommended size itself. */
    private static String margin(ReportV1 report, Language language) {
        String margin = Words.margin(report.shm(), language);
        if (margin.isEmpty() || report.shm().requiredBytes() == 0) {
            return "";
        }
        return report.verdict().status() == ReportV1.Status.TIGHT
                ? margin
                : Text.of(
                                "screen/margin-recommended",
                                "margin",
                                margin,
                                "recommended",
                                Words.human(report.shm().recommendedBytes()))
                        .in(language);
    }

    /** The sum, and the headline's figure for it where that has another unit. */
    public static String whole(ShmV1 shm, PrintedSizes sizes) {
        return whole(shm, sizes, Language.ENGLISH);
    }

    /** The same in a language. */
    public static String whole(ShmV1 shm, PrintedSizes sizes, Language language) {
        if (shm.requiredBytes() == 0) {
            return Words.need(0, language);
        }
        String whole = sizes.total(0);
        String headline = Words.need(shm.requiredBytes());
        return whole.equals(headline) ? whole : whole + " = " + headline;
    }

    private static String scope(ReportV1 report, Language language) {
        ReportV1.Verdict verdict = report.verdict();
        List<String> scope = verdict.scope();
        if (verdict.whole()) {
            return "";
        }
        boolean alone = scope.contains("nccl") && report.shm().consumers().size() == 1;
        boolean loaders = scope.contains("loaders");
        List<String> engines = verdict.notCounted();
        Text asked = engines == null
                ? loaders(report)
                : loaders
                        ? Text.of("screen/scope-engines", "engines", Text.listOf(engines))
                        : Text.of("screen/scope-both", "engines", Text.listOf(engines));
        String sentence = asked.in(language);
        return alone
                ? Text.of("screen/scope-alone", "asked", sentence).in(language)
                : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    /** That no loader was stated, or only its workers. */
    private static Text loaders(ReportV1 report) {
        return report.assumptions().stream()
                .filter(a -> a.key().equals(Assumption.LOADER_WORKERS))
                .findFirst()
                .map(a -> Text.of("screen/scope-workers", "workers", a.value()))
                .orElseGet(() -> Text.of("screen/scope-loaders"));
    }

    private static List<User> users(ReportV1 report, PrintedSizes sizes, Language language) {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < report.shm().consumers().size(); i++) {
            ShmV1.Consumer c = report.shm().consumers().get(i);
            if (c.name().equals("nccl") && !report.verdict().scope().contains("nccl")) {
                users.add(new User(
                        Words.consumer(c.name(), language),
                        Text.of("screen/not-known").in(language),
                        Text.of("screen/gpus-not-known").in(language)));
                continue;
            }
            String amount = c.bytes() == 0 ? Words.need(0, language) : sizes.part(0, i);
            users.add(new User(
                    Words.consumer(c.name(), language),
                    amount,
                    c.formula() + " (" + Words.provenance(c.provenance(), language) + ")"));
        }
        return users;
    }

    private record Kind(NcclV1.Transport transport, List<NcclV1.Transport> candidates, String rule) {}

    /** Over all communicators: each transport with its rule once, those that cost shared memory first. */
    private static List<String> reasons(NodeV1 node, NcclV1 nccl, Language language) {
        List<String> reasons = new ArrayList<>();
        for (CommunicatorV1 c : nccl.communicators()) {
            if (c.failure() != null) {
                reasons.add(Text.of(
                                "screen/stops",
                                "phase",
                                c.failure().phase(),
                                "group",
                                c.group(),
                                "why",
                                c.failure().summary())
                        .in(language));
            }
        }
        List<Pair> pairs =
                nccl.communicators().stream().flatMap(c -> c.pairs().stream()).toList();
        Map<Kind, List<Pair>> kinds = new LinkedHashMap<>();
        pairs.forEach(
                p -> kinds.computeIfAbsent(kind(p), k -> new ArrayList<>()).add(p));
        kinds.entrySet().stream()
                .sorted((a, b) -> Integer.compare(cost(a.getKey()), cost(b.getKey())))
                .forEach(e -> reasons.add(
                        Text.sentences(reason(e.getValue(), pairs.size(), language), apart(node, nccl, e.getKey()))
                                .in(language)));
        return reasons;
    }

    private static Kind kind(Pair pair) {
        return new Kind(pair.transport(), pair.candidates(), pair.rule());
    }

    /** What keeps pairs from NVLink where other GPUs of the node have it; empty where that explains nothing. */
    private static Text apart(NodeV1 node, NcclV1 nccl, Kind kind) {
        if (kind.transport() != NcclV1.Transport.SHM) {
            return Text.EMPTY;
        }
        List<Optional<Text>> why = nccl.communicators().stream()
                .map(c -> GpuGroups.apart(
                        node,
                        c,
                        c.pairs().stream().filter(p -> kind(p).equals(kind)).toList()))
                .distinct()
                .toList();
        return why.size() == 1 ? why.get(0).orElse(Text.EMPTY) : Text.EMPTY;
    }

    private static int cost(Kind kind) {
        return switch (kind.transport()) {
            case ERROR -> 0;
            case SHM -> 1;
            case UNKNOWN -> 2;
            case NET -> 3;
            case P2P -> 4;
        };
    }

    private static Text reason(List<Pair> pairs, int all, Language language) {
        LinkedHashSet<String> paths = pairs.stream()
                .map(Pair::path)
                .filter(p -> !p.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String rule = pairs.get(0).rule();
        Text which = pairs.size() == all
                ? Text.of("screen/pairs-all", "all", all)
                : Text.of("screen/pairs-some", "some", pairs.size(), "all", all);
        Text path = paths.isEmpty() ? Text.EMPTY : Text.of("screen/path", "paths", String.join(", ", paths));
        Text why = Explanations.of(rule)
                .map(x -> Text.of("screen/why", "title", x.title()))
                .orElse(Text.EMPTY);
        return pairs.get(0).transport() == NcclV1.Transport.ERROR
                ? Text.of("screen/pairs-not-connected", "pairs", which, "path", path, "why", why, "rule", rule)
                : Text.of(
                        "screen/pairs-use",
                        "pairs",
                        which,
                        "transport",
                        Words.transport(pairs.get(0), language),
                        "path",
                        path,
                        "why",
                        why,
                        "rule",
                        rule);
    }
}
