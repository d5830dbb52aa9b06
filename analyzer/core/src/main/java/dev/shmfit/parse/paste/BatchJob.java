package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job asks a scheduler other than Slurm for: {@code #PBS} of PBS and Torque, {@code #BSUB} of LSF, and the options of
 * qsub and bsub. The variables that it hands to the job count, too. What is not read is said.
 */
final class BatchJob {
    private static final Pattern DIRECTIVE = Pattern.compile("^#(PBS|BSUB|\\$)\\s+(.*)$");
    private static final Pattern ROW = Pattern.compile("^GPU(\\d{1,3})\\s+\\S.*$");

    /**
     * So much of a node, of so many nodes.
     *
     * @param nodes of the job
     * @param tasks on each, which are the ranks where mpirun starts them
     * @param gpus on each
     * @param memory on each
     */
    record Share(Optional<Integer> nodes, Optional<Integer> tasks, Optional<Integer> gpus, Optional<ByteCount> memory) {
        void tell(SourceRef at, PastedFacts facts) {
            nodes.ifPresent(n -> Variables.background(Variables.NODES, n, at, facts));
            // One task on a node starts the ranks itself, by a launcher; more than its GPUs are processors.
            tasks.filter(t -> t > 1 && t <= gpus.orElse(t))
                    .ifPresent(t -> Variables.background(Variables.RANKS, t, at, facts));
            gpus.ifPresent(g -> Variables.background(Variables.SLURM_GPUS, g, at, facts));
            memory.ifPresent(m -> facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(m, at), at));
        }
    }

    private final PbsResources pbs = new PbsResources();
    private final LsfResources lsf = new LsfResources();
    private final int gpusOfNode;

    private BatchJob(int gpusOfNode) {
        this.gpusOfNode = gpusOfNode;
    }

    /** Reads the directives of a text. */
    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        BatchJob job = new BatchJob(rows(lines));
        for (PastedLine line : lines) {
            Matcher m = DIRECTIVE.matcher(line.stripped());
            if (m.matches()) {
                List<String> words = words(m.group(2));
                job.options(m.group(1), words, 0, SourceRef.line(item, line.number()), facts);
            }
        }
        job.tell(facts);
    }

    /** Reads the options of qsub or bsub, up to the job's own command. */
    static void command(String program, List<String> words, SourceRef at, PastedFacts facts) {
        BatchJob job = new BatchJob(0);
        job.options(program.equals("bsub") ? "BSUB" : "PBS", words, 1, at, facts);
        job.tell(facts);
    }

    private void tell(PastedFacts facts) {
        pbs.tell(gpusOfNode, facts);
        lsf.tell(facts);
    }

    /** GPUs of the table that stands beside: a request for more than the half of them has a node for itself. */
    private static int rows(List<PastedLine> lines) {
        Set<String> rows = new TreeSet<>();
        for (PastedLine line : lines) {
            Matcher m = ROW.matcher(line.stripped());
            if (m.matches()) {
                rows.add(m.group(1));
            }
        }
        return rows.size();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher m = PastedWords.in(text);
        while (m.find() && !m.group().startsWith("#")) {
            words.add(PastedWords.bare(m.group()));
        }
        return words;
    }

    private void options(String scheduler, List<String> words, int from, SourceRef at, PastedFacts facts) {
        List<String> others = new ArrayList<>();
        for (int i = from; i < words.size() && words.get(i).startsWith("-"); i++) {
            String option = words.get(i);
            boolean alone = i + 1 == words.size() || words.get(i + 1).startsWith("-");
            String value = alone ? "" : words.get(i + 1);
            i += alone ? 0 : 1;
            if (!option(scheduler, option, value, at, facts)) {
                others.add((option + " " + value).strip());
            }
        }
        if (!others.isEmpty() && from == 0) {
            facts.passOver("of #" + scheduler + " " + String.join(" ", others), at);
        }
    }

    private boolean option(String scheduler, String option, String value, SourceRef at, PastedFacts facts) {
        if (option.equals(scheduler.equals("BSUB") ? "-env" : "-v")) {
            for (String variable : value.split(",\\s*", -1)) {
                Variables.assignment(variable, at, facts);
            }
            return true;
        }
        return switch (scheduler) {
            case "PBS" -> option.equals("-l") && pbs.take(value, at);
            case "BSUB" -> lsf.take(option, value, at);
            // What a resource of Grid Engine is called, and whether it is for a slot or a job, each site decides.
            default -> false;
        };
    }
}
