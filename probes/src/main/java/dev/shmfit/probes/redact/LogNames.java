package dev.shmfit.probes.redact;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of hosts and users, where launchers, schedulers, prompts, paths and listings name them. */
final class LogNames {
    private static final String HOST = "([A-Za-z][A-Za-z0-9-]{0,62}(?:\\.[A-Za-z0-9-]{1,63}){0,8})";
    private static final String USER = "([A-Za-z_][A-Za-z0-9._-]{0,31})";

    private static final List<Pattern> HOSTS = List.of(
            // NCCL: host, process, thread, device.
            Pattern.compile("(?m)(?:^|\\s)([A-Za-z0-9][A-Za-z0-9._-]{0,253}):\\d+:\\d+ \\[\\d+\\] "),
            Pattern.compile("(?m)^[ \\t]*\\[" + HOST + ":\\d+[^\\]\\n]{0,20}\\]"),
            Pattern.compile("Local host:\\s{1,20}" + HOST),
            Pattern.compile("Pid\\s{1,20}\\d+ on\\s{1,20}" + HOST + "\\s{1,20}device"),
            Pattern.compile("(?m)^[^\\s@]{1,40}@" + HOST + "[: ~]"),
            Pattern.compile("(?m)^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d " + HOST + " "),
            Pattern.compile(
                    "(?i)(?:host(?:name)?|node(?:name|list)?|master_addr|rdzv_endpoint|slurmd_nodename)[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}[\"']?"
                            + HOST + "(?=[\\s,;:\"']|$)"),
            Pattern.compile("\\b(?:srun|slurmstepd|slurmd|sbatch|mpirun|prterun|orted|pdsh)\\w{0,8}: (?:error: )?"
                    + HOST + ": (?:tasks?|step|launch|\\[)"),
            Pattern.compile("\\b(?:ON|on node|Node) " + HOST + " (?:CANCELLED|FAILED|failure|down|not responding)"),
            Pattern.compile("ssh: (?:connect to host|Could not resolve hostname) " + HOST),
            Pattern.compile("\\bexit(?:ed|s)? on (?:node|host) " + HOST));

    /** A list of Slurm's: a name that goes on with ranges of numbers. */
    private static final Pattern LIST = Pattern.compile(
            "(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{0,40})\\[((?:\\d{1,6}(?:-\\d{1,6})?)(?:,\\d{1,6}(?:-\\d{1,6})?){0,200})\\]");

    private static final Pattern ABOUT_NODES = Pattern.compile("(?i)node|host|slurm|srun|pdsh|mpi");

    private static final List<Pattern> USERS = List.of(
            Pattern.compile("/(?:home|Users|users)/([A-Za-z0-9._-]{1,64})"),
            Pattern.compile("(?m)^\\(?[\\w) ]{0,20}?([a-z_][a-z0-9_-]{0,31})@[A-Za-z0-9-]{1,63}[: ~]"),
            Pattern.compile("\\buid=\\d+\\(([^)\\s]{1,64})\\)"),
            Pattern.compile("\\b(?:USER|LOGNAME|USERNAME|SUDO_USER|SLURM_JOB_USER)=[\"']?([A-Za-z0-9._-]{1,64})"),
            Pattern.compile("(?i)[\"']?\\buser(?:_?name)?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}[\"']?" + USER),
            Pattern.compile("(?i)(?<![A-Za-z0-9-])--user(?:name)?[ =]" + USER),
            Pattern.compile("(?m)^[-dlpsbc][-rwxsStT]{9}[.+@]?\\s+\\d+\\s+([A-Za-z][\\w.-]{0,63})\\s"),
            Pattern.compile("(?m)^[-dlpsbc][-rwxsStT]{9}[.+@]?\\s+\\d+\\s+\\S+\\s+([A-Za-z][\\w.-]{0,63})\\s"));

    /** Names that tell nothing, and words that stand where names do. */
    private static final Set<String> NOBODY = Set.of(
            "root",
            "user",
            "users",
            "ubuntu",
            "nobody",
            "runner",
            "admin",
            "work",
            "train",
            "data",
            "host",
            "node",
            "localhost",
            "jovyan",
            "ec2-user",
            "docker",
            "torch",
            "nccl",
            "python",
            "error",
            "info",
            "warning",
            "none",
            "null",
            "true",
            "false",
            "process",
            "shm",
            "unknown",
            "the",
            "and",
            "not",
            "job",
            "rank",
            "gpu",
            "cuda",
            "in",
            "is");

    private static final int MOST_OF_A_LIST = 4096;

    private LogNames() {}

    static Set<String> hosts(String log) {
        Set<String> names = collect(HOSTS, log);
        names.removeIf(n -> n.matches("[\\d.]+"));
        Matcher m = LIST.matcher(log);
        while (m.find()) {
            int from = Math.max(log.lastIndexOf('\n', m.start()) + 1, m.start() - 200);
            boolean padded = m.group(2).matches("0\\d.*") || m.group(2).contains("-");
            if (tells(m.group(1))
                    && (padded
                            || ABOUT_NODES
                                    .matcher(log.substring(from, m.start()))
                                    .find())) {
                list(m.group(1), m.group(2), names);
            }
        }
        return names;
    }

    static Set<String> users(String log) {
        return collect(USERS, log);
    }

    private static Set<String> collect(List<Pattern> places, String log) {
        Set<String> names = new LinkedHashSet<>();
        for (Pattern place : places) {
            Matcher m = place.matcher(log);
            while (m.find()) {
                if (tells(m.group(1))) {
                    names.add(m.group(1));
                }
            }
        }
        return names;
    }

    private static void list(String name, String ranges, Set<String> names) {
        names.add(name);
        for (String range : ranges.split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1], 10);
            for (int i = Integer.parseInt(ends[0], 10); i <= last && names.size() < MOST_OF_A_LIST; i++) {
                String number = String.valueOf(i);
                names.add(name + "0".repeat(Math.max(0, ends[0].length() - number.length())) + number);
            }
        }
    }

    private static boolean tells(String name) {
        return name.length() > 2 && !NOBODY.contains(name.toLowerCase(Locale.ROOT)) && !Pseudonyms.isOne(name);
    }
}
