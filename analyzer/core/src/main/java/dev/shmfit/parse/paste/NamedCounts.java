package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many ranks and nodes a job has by names that launchers, engines and trainers share, wherever they stand: in code
 * ({@code LLM(…, tensor_parallel_size=2)}), in what an engine logs of its arguments, behind an image, in a list of options
 * that a launcher is given by a variable, in a manifest, in variables ({@code NPROC_PER_NODE}). A launcher's command line
 * goes before them; what stands in a sentence or a comment is not taken.
 */
final class NamedCounts {
    private static final String LOCAL = "nproc[_-]per[_-]node|nprocPerNode|NPROC_PER_NODE|(?:NUM_)?GPUS_PER_NODE"
            + "|N_GPUS_PER_NODE|SM_NUM_GPUS|num_local_procs|num[_-]shard|n_gpus_per_node|num_gpus_per_node|gpus_per_node";
    private static final String NODES =
            "nnodes|NNODES|num[_-]nodes|NUM_NODES|num_machines|trainer\\.nnodes|trainer\\.num_nodes";
    private static final String TENSOR =
            "tensor[_-]parallel[_-]size|tensor[_-]model[_-]parallel[_-]size|tp[_-]size|(?<=-)tp";
    private static final String PIPELINE =
            "pipeline[_-]parallel[_-]size|pipeline[_-]model[_-]parallel[_-]size|pp[_-]size";
    private static final String ALL = "dist_world_size|world_size";

    private static final String VALUE =
            "(?:[\"']?\\s*[=:]\\s*|[\"']\\s*,\\s*|\\s+(?<=-[a-z_-]{1,40}\\s{1,4}))[\"']?(?:\\$\\{\\w+:?-)?([1-9]\\d{0,3})(?![\\w.])";
    private static final Pattern COUNT = Pattern.compile("(?<![\\w$])(?:--?)?(?:(" + LOCAL + ")|(" + NODES + ")|("
            + TENSOR + ")|(" + PIPELINE + ")|(" + ALL + "))" + VALUE);
    /** PyTorch's spawn, Lightning's trainer. */
    private static final Pattern SPAWNED = Pattern.compile("\\bspawn\\(.*\\bnprocs=([1-9]\\d{0,2})\\b");

    private static final Pattern TRAINER = Pattern.compile("\\bTrainer\\(.*\\bdevices=([1-9]\\d{0,2})\\b");
    private static final Pattern MEMBERS =
            Pattern.compile("^Initializing distributed: GLOBAL_RANK: \\d+, MEMBER: \\d+/(\\d{1,4})$");
    /** nccl-tests without a launcher: threads times GPUs of each. */
    private static final Pattern TEST = Pattern.compile("\\b\\w+_perf\\b.*\\s-(?:g|-ngpus)[ =]?([1-9]\\d?)\\b");

    private static final Pattern THREADS = Pattern.compile("\\s-t ?([1-9]\\d?)\\b");
    private static final Pattern HOST = Pattern.compile("^[\\w.-]+ slots=([1-9]\\d?)$");
    /** What NCCL logs of a communicator from 2.20 on (src/init.cc initTransportsRank). */
    private static final Pattern LOGGED =
            Pattern.compile("\\bnRanks ([1-9]\\d{0,4}) nNodes ([1-9]\\d{0,3}) localRanks ([1-9]\\d{0,3})\\b");

    private static final Pattern COMMENT = Pattern.compile("^(?:#|//|<!--).*");
    /** Words of a sentence, as people write them between and around settings. */
    private static final Pattern SENTENCE = Pattern.compile("(?:^|\\s)(?:[A-Za-z'’]{1,20}[,;:.]?(?:\\s+|$)){4}");

    private static final int LONGEST = 4000;
    private static final int NEAR = 10;

    /** A count and its line; those of one engine stand near each other. */
    private record Counted(int count, int line) {}

    private int largest;
    private Optional<MatchResult> overNodes = Optional.empty();
    private int overNodesAt;
    private final String item;
    private final PastedFacts facts;
    private final LineSet launched = new LineSet();
    private final List<Counted> tensors = new ArrayList<>();
    private final List<Counted> pipelines = new ArrayList<>();
    private final List<Counted> nodes = new ArrayList<>();
    private final List<Counted> hosts = new ArrayList<>();

    private NamedCounts(String item, PastedFacts facts) {
        this.item = item;
        this.facts = facts;
        facts.of(Topic.SETTING).stream()
                .filter(s -> s.source().item().equals(item))
                .filter(s -> Set.of(Variables.RANKS, Variables.NODES)
                        .contains(s.value().name()))
                .forEach(s -> launched.add(s.source().line()));
    }

    /** @param logs lines of NCCL's log, which counts otherwise */
    static void read(String item, List<PastedLine> lines, LineSet logs, PastedFacts facts) {
        NamedCounts counts = new NamedCounts(item, facts);
        boolean goesOn = false;
        for (PastedLine line : lines) {
            String text = line.command().isEmpty() ? line.stripped() : line.command();
            // The rest of a command whose launch was read.
            if (goesOn) {
                counts.launched.add(line.number());
            }
            goesOn = text.endsWith("\\") && counts.launched.contains(line.number());
            if (logs.contains(line.number())) {
                counts.logged(text, line.number());
            }
            if (!logs.contains(line.number()) && !facts.isConditional(counts.at(line.number()))) {
                counts.line(text, line.number());
            }
        }
        counts.tell();
    }

    /** The counts among the words of one command. */
    static void command(String text, SourceRef at, PastedFacts facts) {
        NamedCounts counts = new NamedCounts(at.item(), facts);
        counts.line(text, at.line());
        counts.tell();
    }

    private SourceRef at(int line) {
        return SourceRef.line(item, line);
    }

    private void line(String text, int number) {
        if (text.length() > LONGEST
                || launched.contains(number)
                || COMMENT.matcher(text).matches()) {
            return;
        }
        Matcher m = COUNT.matcher(text);
        boolean sentence = SENTENCE.matcher(text).find() && text.indexOf('(') < 0;
        while (m.find()) {
            if (sentence) {
                facts.passOver("in a sentence, " + m.group().strip(), at(number));
                return;
            }
            int count = Integer.parseInt(m.group(6), 10);
            if (m.group(1) != null) {
                Variables.background(Variables.RANKS, count, at(number), facts);
            } else if (m.group(2) != null) {
                nodes.add(new Counted(count, number));
            } else if (m.group(3) != null) {
                tensors.add(new Counted(count, number));
            } else if (m.group(4) != null) {
                pipelines.add(new Counted(count, number));
            } else {
                Variables.background("WORLD_SIZE", count, at(number), facts);
            }
        }
        for (Pattern pattern : List.of(SPAWNED, TRAINER)) {
            first(pattern, text).ifPresent(c -> Variables.background(Variables.RANKS, c, at(number), facts));
        }
        first(MEMBERS, text).ifPresent(c -> Variables.background("WORLD_SIZE", c, at(number), facts));
        first(TEST, text)
                .ifPresent(g -> Variables.background(
                        Variables.RANKS, g * first(THREADS, text).orElse(1), at(number), facts));
        first(HOST, text).ifPresent(c -> hosts.add(new Counted(c, number)));
    }

    /** The largest communicator over several nodes is the job's. */
    private void logged(String text, int number) {
        Matcher m = LOGGED.matcher(text);
        if (m.find()) {
            int all = Integer.parseInt(m.group(1), 10);
            if (all > largest && !m.group(2).equals("1")) {
                largest = all;
                overNodes = Optional.of(m.toMatchResult());
                overNodesAt = number;
            }
        }
    }

    private void tell() {
        overNodes.ifPresent(m -> {
            Variables.background(Variables.NODES, Integer.parseInt(m.group(2), 10), at(overNodesAt), facts);
            Variables.background(Variables.RANKS, Integer.parseInt(m.group(3), 10), at(overNodesAt), facts);
        });
        for (Counted n : nodes) {
            Variables.background(Variables.NODES, n.count(), at(n.line()), facts);
        }
        for (Counted t : tensors) {
            int all = t.count() * near(pipelines, t);
            int over = near(nodes, t);
            if (all % over == 0) {
                Variables.background(Variables.RANKS, all / over, at(t.line()), facts);
            }
        }
        // DeepSpeed's and Open MPI's list of hosts.
        if (hosts.size() > 1) {
            Variables.background(Variables.NODES, hosts.size(), at(hosts.get(0).line()), facts);
            Variables.background(
                    Variables.RANKS, hosts.get(0).count(), at(hosts.get(0).line()), facts);
        }
    }

    private static int near(List<Counted> all, Counted one) {
        return all.stream()
                .filter(p -> Math.abs(p.line() - one.line()) <= NEAR)
                .findFirst()
                .map(Counted::count)
                .orElse(1);
    }

    private static Optional<Integer> first(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        return m.find() ? Optional.of(Integer.valueOf(m.group(1), 10)) : Optional.empty();
    }
}
