package dev.shmfit.reports;

import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.PrintedSizes;
import dev.shmfit.units.RoundedSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the writers for people name things, so that text, Markdown and HTML say the same. */
public final class Words {
    private static final Pattern SENTENCE_END = Pattern.compile("\\. (?=[\\p{Lu}가-힣])|(?<=[가-힣])\\. |。");

    private static final Set<String> PROVENANCES =
            Stream.of(Provenance.values()).map(Provenance::word).collect(Collectors.toUnmodifiableSet());

    private Words() {}

    /** {@code 64.0 MiB}. */
    public static String human(long bytes) {
        return bytes < 0 ? "-" + new ByteCount(-bytes).human() : new ByteCount(bytes).human();
    }

    /** As {@link #human}, never less than it is: for what is needed; {@code none} where nothing is. */
    public static String need(long bytes) {
        return bytes == 0 ? "none" : RoundedSize.up(ByteCount.of(bytes));
    }

    /** As {@link #human}, never more than it is: for what there is. */
    public static String have(long bytes) {
        return RoundedSize.down(ByteCount.of(bytes));
    }

    /** {@code 67 108 864 bytes} with {@code separator} between thousands. */
    public static String exact(long bytes, char separator) {
        return String.format(Locale.US, "%,d", bytes).replace(',', separator);
    }

    /** {@code 1 pair}, {@code 2 pairs}. */
    public static String count(long n, String noun) {
        return count(n, noun, noun + "s");
    }

    /** {@code 1 batch}, {@code 2 batches}. */
    public static String count(long n, String one, String several) {
        return n + " " + (n == 1 ? one : several);
    }

    /** The consumer's name as a person says it: {@code NCCL}, {@code DataLoader train}, {@code ray}. */
    public static String consumer(String name) {
        return ShmItem.title(name);
    }

    /** An amount of the budget: a size, or a count. */
    public static String amount(String unit, long amount, boolean need) {
        return unit.equals("bytes") ? (need ? need(amount) : have(amount)) : Long.toString(amount);
    }

    /** The same in a language. */
    public static String amount(String unit, long amount, boolean need, Language language) {
        return unit.equals("bytes") && need ? need(amount, language) : amount(unit, amount, need);
    }

    /** A line of the budget as a person says it. */
    public static String budget(String name) {
        return budget(name, Language.ENGLISH);
    }

    /** The same in a language. */
    public static String budget(String name, Language language) {
        Text said = switch (name) {
            case "shm" -> Text.verbatim("/dev/shm");
            case "shm-files" -> Text.of("budget/shm-files");
            case "memory-limit" -> Text.of("budget/memory-limit");
            case "system-memory" -> Text.of("budget/system-memory");
            case "open-files" -> Text.of("budget/open-files");
            case "locked-memory" -> Text.of("budget/locked-memory");
            default -> Text.verbatim(name);
        };
        return said.in(language);
    }

    /** The demand at its worst (column 0), then at each moment, as every writer for people tells it. */
    public static PrintedSizes printed(ShmV1 shm) {
        List<List<Long>> columns = new ArrayList<>();
        columns.add(shm.consumers().stream().map(ShmV1.Consumer::bytes).toList());
        for (ShmV1.Moment m : shm.moments()) {
            columns.add(shm.consumers().stream()
                    .map(c -> m.consumers().stream()
                            .filter(s -> s.name().equals(c.name()))
                            .mapToLong(ShmV1.Share::bytes)
                            .sum())
                    .toList());
        }
        return PrintedSizes.table(columns);
    }

    /** The verdict in a word or two, in a language. */
    public static String status(ReportV1.Status status, Language language) {
        return Text.of("screen/status-" + status.word()).in(language);
    }

    /** What stands above a finding, in a language. */
    public static String severity(FindingV1.Severity severity, Language language) {
        return Text.of("screen/severity-" + severity.word()).in(language);
    }

    /** As {@link #need}, with the language's word for nothing. */
    public static String need(long bytes, Language language) {
        return bytes == 0 ? Text.of("screen/none").in(language) : need(bytes);
    }

    /** A consumer, in a language. */
    public static String consumer(String name, Language language) {
        return ShmTexts.consumer(name).in(language);
    }

    /** A provenance, in a language; a word that is none stays as it is. */
    public static String provenance(String word, Language language) {
        return PROVENANCES.contains(word) ? Text.of("screen/provenance-" + word).in(language) : word;
    }

    /** The verdict in a word or two. */
    public static String status(ReportV1.Status status) {
        return switch (status) {
            case FITS -> "Fits";
            case TIGHT -> "Tight";
            case FAILS -> "Fails";
            case UNKNOWN -> "Unknown";
        };
    }

    /** What stands above a finding. */
    public static String severity(FindingV1.Severity severity) {
        return switch (severity) {
            case PROBLEM -> "Problem";
            case WARNING -> "Warning";
            case NOTE -> "Note";
            case NOT_ASSESSED -> "Not assessed";
            case OK -> "Passed";
        };
    }

    /** How a platform writes itself. */
    public static String platform(FindingV1.Platform platform) {
        return switch (platform) {
            case DOCKER -> "docker run";
            case COMPOSE -> "Compose";
            case KUBERNETES -> "Kubernetes";
            case ARGO -> "Argo";
            case PODMAN -> "podman";
            case SLURM -> "Slurm";
            case KUBERAY -> "KubeRay";
            case APPTAINER -> "Apptainer";
            case AZUREML -> "Azure Machine Learning";
            case HOST -> "Bare host";
        };
    }

    /** The same in a language. */
    public static String platform(FindingV1.Platform platform, Language language) {
        return platform == FindingV1.Platform.HOST ? Text.of("detail/bare-host").in(language) : platform(platform);
    }

    /** What lies between need and capacity: {@code 828.5 MiB short}, {@code 501.6 GiB to spare}; empty where not known. */
    public static String margin(ShmV1 shm) {
        return margin(shm, Language.ENGLISH);
    }

    /** The same in a language. */
    public static String margin(ShmV1 shm, Language language) {
        Long capacity = shm.capacityBytes();
        if (capacity == null) {
            return "";
        }
        long spare = capacity - shm.requiredBytes();
        Text margin = spare < 0
                ? Text.of(
                        "screen/short",
                        "bytes",
                        PrintedSizes.difference(need(shm.requiredBytes()), have(capacity), -spare))
                : Text.of("screen/to-spare", "bytes", have(spare));
        return margin.in(language);
    }

    /** {@code mounts.txt:7}, or {@code stated with --shm-size}. */
    public static String evidence(FindingV1.Evidence evidence) {
        return evidence(evidence, Language.ENGLISH);
    }

    /** The same in a language. */
    public static String evidence(FindingV1.Evidence evidence, Language language) {
        String source = place(evidence.source(), evidence.line());
        return evidence.byUser() ? Text.of("page/stated-with", "source", source).in(language) : source;
    }

    /** The transport of a pair; where it is open, all that it may be: {@code P2P or SHM}. */
    public static String transport(CommunicatorV1.Pair pair) {
        return transport(pair, Language.ENGLISH);
    }

    /** The same in a language. */
    public static String transport(CommunicatorV1.Pair pair, Language language) {
        return pair.candidates().isEmpty()
                ? pair.transport().name()
                : pair.candidates().stream()
                        .map(NcclV1.Transport::name)
                        .collect(Collectors.joining(Text.of("screen/or").in(language)));
    }

    /** The first sentence of several. */
    public static String firstSentence(String text) {
        Matcher end = SENTENCE_END.matcher(text);
        return end.find() ? text.substring(0, end.start() + 1) : text;
    }

    /** The first thing to do, or null where nothing is to be done. */
    public static @Nullable FindingV1 firstRemedy(List<FindingV1> findings) {
        return findings.stream()
                .filter(f -> f.severity() == FindingV1.Severity.PROBLEM || f.severity() == FindingV1.Severity.WARNING)
                .filter(f -> !f.remedy().isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** {@code GPU0} of a communicator's rank, {@code rank 9} where the communicator has no such rank. */
    public static String gpu(CommunicatorV1 communicator, int rank) {
        return rank >= 0 && rank < communicator.gpus().size()
                ? "GPU" + communicator.gpus().get(rank)
                : "rank " + rank;
    }

    /** {@code FILE:LINE}; the file alone where the line is 0. */
    public static String place(String source, int line) {
        return line > 0 ? source + ":" + line : source;
    }

    /** The assumptions on which the answer rests, or those that change nothing. */
    public static List<ReportV1.Assumption> assumptions(ReportV1 report, boolean thatMatter) {
        return report.assumptions().stream()
                .filter(a -> a.matters() == thatMatter)
                .toList();
    }

    /** The assumptions that change nothing, in one sentence; empty where there are none. */
    public static String withoutConsequence(ReportV1 report, Language language) {
        List<ReportV1.Assumption> all = assumptions(report, false);
        String facts = all.stream().map(a -> a.key() + " = " + a.value()).collect(Collectors.joining(", "));
        return all.isEmpty()
                ? ""
                : Text.of("detail/without-consequence", "facts", facts).in(language);
    }

    /** Indices in ascending order, runs of three and more as {@code 0-3}. */
    public static String indices(List<Integer> ascending) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ascending.size(); ) {
            int last = i;
            while (last + 1 < ascending.size() && ascending.get(last + 1) == ascending.get(last) + 1) {
                last++;
            }
            text.append(i == 0 ? "" : ", ").append(ascending.get(i));
            if (last - i >= 2) {
                text.append('-').append(ascending.get(last));
                i = last + 1;
            } else {
                i++;
            }
        }
        return text.toString();
    }

    /** GB/s without a needless zero: {@code 12}, {@code 12.5}. */
    public static String rate(double gigabytesPerSecond) {
        return BigDecimal.valueOf(gigabytesPerSecond).stripTrailingZeros().toPlainString();
    }
}
