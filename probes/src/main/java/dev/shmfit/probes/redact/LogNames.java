package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of hosts and users, where launchers, schedulers, prompts, paths and listings name them. */
final class LogNames {
    private static final String HOST = "([\\p{L}][\\p{L}\\p{N}-]{0,62}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,8})";
    private static final String ANY_HOST = "([A-Za-z0-9][A-Za-z0-9.-]{0,253})";
    private static final String LISTED =
            "([A-Za-z0-9][A-Za-z0-9.-]{0,63}(?:(?::\\d{1,5})?[\"']?,[ \\t]?[\"']?[A-Za-z0-9][A-Za-z0-9.-]{0,63}){0,500})";

    /** Of the names in a list, those that number or join words: others may be anything. */
    private static final NamedPlace LIST = NamedPlace.host(
            "(?i)(?:(?<![A-Za-z])(?:hosts|nodes|hostlist|nodelist|machinefile|servers|job_nodelist)\\\\?[\"']?[ \\t]{0,8}[=:][ \\t]{0,8}|(?<!\\S)(?:-H|--hosts?|--nodelist|--include|--exclude|-w)[ =])[\\[({\"']{0,3}"
                    + LISTED,
            "hosts",
            "nodes",
            "hostlist",
            "nodelist",
            "servers",
            " -h",
            "--host",
            "--in",
            "--ex",
            " -w");

    /** A pod: of what it is called, what numbers or joins words. */
    private static final NamedPlace POD = NamedPlace.host(
            "(?i)(?:(?<![A-Za-z])pod_?name\\\\?[\"']?[ \\t]{0,8}[=:][ \\t]{0,8}\\\\?[\"']?|(?<![A-Za-z./])pods?(?:/| ?\\\\?[\"'])|\\bkubectl\\b.{0,200}?\\b(?:logs|exec|attach|port-forward|cp)(?: -{1,2}\\S{1,60}){0,6} (?:pod/)?|\\bassigned [a-z0-9-]{1,63}/|\\bassigned [a-z0-9-]{1,63}/[a-z0-9.-]{1,253} to )"
                    + "([a-z0-9][a-z0-9.-]{2,252})(?![A-Za-z0-9])",
            "pod",
            "kubectl",
            "assigned ");

    /** What a cluster, a context or a user of one is called. */
    private static final NamedPlace CLUSTER = new NamedPlace(
            Kind.ACCOUNT,
            Pattern.compile(
                    "(?<![A-Za-z0-9])(?:current-context|cluster|user|namespace)\\\\?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}\\\\?[\"']?([A-Za-z0-9][A-Za-z0-9._-]{2,120})(?![A-Za-z0-9])"),
            List.of("context", "cluster", "user", "namespace"),
            Set.of());

    /** What {@link SetIdentities} finds. */
    private static final NamedPlace SET =
            new NamedPlace(Kind.ID, Pattern.compile("(?!)"), IdentityNames.hints(), Set.of());

    private static final Set<Pattern> OF_SEVERAL_WORDS = Set.of(LIST.pattern(), POD.pattern(), CLUSTER.pattern());
    private static final Pattern COUNTED = Pattern.compile("[0-9.-]");

    private static final List<NamedPlace> PLACES = List.of(
            NamedPlace.host("^[ \\t]*\\[" + HOST + ":\\d+[^\\]]{0,20}\\]", "["),
            NamedPlace.host("(?:Local|Remote|Peer) (?:host|hostname):\\s{1,20}" + ANY_HOST, " host"),
            NamedPlace.host("Pid\\s{1,20}\\d+ on\\s{1,20}" + ANY_HOST + "\\s{1,20}device", "pid "),
            NamedPlace.host("^[^\\s@]{1,40}@" + HOST + "[: ~\\]]", "@"),
            NamedPlace.host(
                    "(?:^|[\\s\"'(])" + ANY_HOST
                            + ":/\\S{0,200}[ \\t]{1,40}(?:on /|\\d[\\d.]{0,20}[KMGTP]?[ \\t]|/\\S{0,200} (?:nfs|lustre|ceph|gluster|fuse|beegfs|gpfs))",
                    ":/"),
            NamedPlace.host("(?<![\\w./])/net/" + HOST + "/", "/net/"),
            NamedPlace.host(
                    "\\b(?:scp|rsync|sshfs|bbcp)\\b.{0,300}?[ \\t]" + HOST + ":(?=[/~.\\w])",
                    "scp",
                    "rsync",
                    "sshfs",
                    "bbcp"),
            NamedPlace.host("\"auths\\\\?\"\\s{0,8}:\\s{0,8}\\{\\s{0,8}\\\\?\"(?:https?://)?" + ANY_HOST, "\"auths"),
            POD,
            NamedPlace.host(
                    "^<?[\\d>]{0,6}[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d " + HOST
                            + " [\\w./-]{1,64}(?:\\[\\d+\\])?:",
                    "]:",
                    ": "),
            NamedPlace.host(
                    "(?i)(?:(?<![A-Za-z])hostname|_host(?:name)?|node_?name|(?:master|head|leader)_addr|rdzv_endpoint|nodeName|host_?ip|launch_node_ipaddr)\\\\?[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}\\\\?[\"']?"
                            + HOST + "(?=[\\s,;:\"'\\\\\\[]|$)",
                    "host",
                    "node",
                    "_addr",
                    "rdzv_endpoint"),
            NamedPlace.host(
                    "\\b(?:srun|slurmstepd|slurmd|sbatch|mpirun|prterun|orted|orterun|pdsh|prted|salloc)\\w{0,8}(?:@"
                            + "\\S{1,64})?: (?:error: |fatal: )?" + ANY_HOST + ": (?:tasks?|step|launch|\\[|\\w)",
                    "srun",
                    "slurm",
                    "sbatch",
                    "mpirun",
                    "prte",
                    "orte",
                    "pdsh",
                    "salloc"),
            NamedPlace.host(
                    "\\b(?:ON|on node|on host|on nodes|Node|node) " + ANY_HOST
                            + " (?:CANCELLED|FAILED|DUE|failed|failure|failing|down|not responding|exited|with|is|was|has)",
                    " on ",
                    "node "),
            NamedPlace.host("ssh: (?:connect to host|Could not resolve hostname) " + ANY_HOST, "ssh: "),
            NamedPlace.host("\\bexit(?:ed|s)? on (?:node|host) " + ANY_HOST, "exit"),
            NamedPlace.host(
                    "\\b(?:Running on|Launching on|Connecting to|Connected to|connect to) (?:node |host )?" + ANY_HOST
                            + "(?=[:\\s/]|$)",
                    "running on",
                    "launching on",
                    "connect"),
            LIST,
            CLUSTER,
            SET,
            NamedPlace.host("^Linux " + HOST + " \\d+\\.\\d", "linux "),
            NamedPlace.host("Last login: .{10,60} from " + ANY_HOST, "last login"),
            NamedPlace.host(
                    "^\\d{4}-\\d\\d-\\d\\dT[\\d:.,]{8,20}(?:Z|[+-]\\d\\d:?\\d\\d) " + HOST
                            + " [\\w./-]{1,64}(?:\\[\\d+\\])?:",
                    ": "),
            NamedPlace.host("^" + HOST + ":\\d+:\\d+ NCCL ", " nccl "),
            NamedPlace.host("^" + HOST + "(?:: \\[\\d{4}-\\d\\d-\\d\\d | slots=\\d)", "]", "slots="),
            NamedPlace.host("\\bip=[\\d.]{0,15}(?::[\\d.]{0,15}){3}:" + HOST + ":", "ip="),
            NamedPlace.host("\\bslurmstepd: error: " + HOST + " \\[\\d+\\]:", "slurmstepd"),
            NamedPlace.host("(?<![^\\s(])" + HOST + "<\\d{1,5}>", "<"),
            NamedPlace.host(
                    "(?:^|[$#>+] )ssh (?:-[A-Za-z](?: ?\\S{1,200})? ){0,6}(?:[^\\s@]{1,64}@)?" + HOST + "(?= |$)",
                    "ssh "),
            NamedPlace.host(
                    "\\b(?:psql|pg_dump|mysql\\w{0,12}|redis-cli|mongo\\w{0,8})\\b.{0,200}? -h ?" + HOST,
                    "psql",
                    "pg_dump",
                    "mysql",
                    "redis-cli",
                    "mongo"),
            NamedPlace.user(
                    "\\b(?:psql|pg_dump|oc login|az login)\\b.{0,200}? (?:-U|-u) ?([\\p{L}_][\\p{L}\\p{N}._-]{1,63})",
                    "psql",
                    "pg_dump",
                    " login"),
            NamedPlace.host("\\bdeepspeed\\b.{0,200}? --(?:include|exclude)[ =][\"']?" + HOST, "deepspeed"),
            NamedPlace.user(
                    "\\bssh-(?:rsa|dss|ed25519) [A-Za-z0-9+/=]{20,2000} ([\\p{L}_][\\p{L}\\p{N}._-]{1,63})(?=\\s|$)",
                    "ssh-"),
            NamedPlace.user("\\bsudo: {1,12}([\\p{L}_][\\p{L}\\p{N}._-]{1,31}) : ", "sudo: "),
            NamedPlace.user("\\(([\\p{L}_][\\p{L}\\p{N}._-]{1,31})\u327f", "("),
            NamedPlace.user("\\bUser \\\\?\"([^\"\\\\:]{2,200})", "user "),
            NamedPlace.user("(?i)\\b(?:submitted|requested|owned) by:? ([\\p{L}_][\\p{L}\\p{N}._-]{1,31})", "ed by"),
            // What administrators call their nodes.
            NamedPlace.host(
                    "(?<![\\w./-])((?:[a-z][a-z0-9]{0,12}-){0,4}(?:node|compute|dgx|hgx|gpunode|cnode|gpuhost|gpu-node)s?-?(?:[a-z0-9]{1,8}-){0,3}\\d{2,6})(?![\\w-])",
                    "node",
                    "compute",
                    "dgx",
                    "hgx",
                    "gpuhost"),
            NamedPlace.user("/(?:home|Users|users)/([\\p{L}\\p{N}._-]{1,64})", "/home/", "/users/"),
            NamedPlace.user(
                    "^\\(?[\\w) ]{0,20}?\\[?([\\p{Ll}\\p{Lo}_][\\p{L}\\p{N}_.-]{0,31})@[\\p{L}\\p{N}-]{1,63}[: ~]",
                    "@"),
            NamedPlace.user("\\buid=\\d+\\(([^)\\s]{1,64})\\)", "uid="),
            NamedPlace.user(
                    "(?<![A-Za-z0-9])(?:USER|LOGNAME|USERNAME|SUDO_USER|SLURM_JOB_USER|JUPYTERHUB_USER|NB_USER|RUNNER_USER|GITLAB_USER_LOGIN)\\\\?[\"']?[ \\t]?[=:][ \\t]?\\\\?[\"']?([\\p{L}\\p{N}._-]{1,64})",
                    "user",
                    "logname"),
            NamedPlace.user(
                    "(?:sudo -u|su -l?|su|runuser -u|chown) ([a-z_][a-z0-9_-]{1,31})(?=[\\s:]|$)",
                    "sudo",
                    "su ",
                    "runuser",
                    "chown"),
            NamedPlace.user("^[-dlpsbc][-rwxsStT]{9}[.+@]?\\s+\\d+\\s+([A-Za-z][\\w.-]{0,63})\\s", "-r", "rw", "---"),
            NamedPlace.user(
                    "^[-dlpsbc][-rwxsStT]{9}[.+@]?\\s+\\d+\\s+\\S+\\s+([A-Za-z][\\w.-]{0,63})\\s", "-r", "rw", "---"),
            new NamedPlace(
                    Kind.ID,
                    // A list of Slurm's: a name that goes on with ranges of numbers.
                    Pattern.compile(
                            "(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{0,40})\\[((?:\\d{1,6}(?:-\\d{1,6})?)(?:,\\d{1,6}(?:-\\d{1,6})?){0,200})\\]"),
                    List.of(),
                    Set.of(Shape.NUMBERED)));

    private static final Prefilter FILTER = new Prefilter(
            Stream.concat(PLACES.stream(), Stream.of(Pseudonyms.PLACE)).toList());
    private static final Pattern ABOUT_NODES = Pattern.compile("(?i)node|host|slurm|srun|pdsh|mpi");
    private static final Pattern PADDED = Pattern.compile("0\\d.*");
    private static final Pattern BETWEEN = Pattern.compile("(?::\\d{1,5})?[\"']?,[ \\t]?[\"']?");

    private static final int MOST_OF_A_LIST = 4096;

    private LogNames() {}

    /** Hands on the names that a line of a log tells, and has pseudonyms count on from those that are there. */
    static void find(String line, Pseudonyms pseudonyms, BiConsumer<String, Kind> names) {
        ofNccl(line, names);
        long bits = FILTER.of(line);
        while (bits != 0) {
            if (bits == 1L << PLACES.size()) {
                pseudonyms.countAll(line);
                return;
            }
            NamedPlace place = PLACES.get(Long.numberOfTrailingZeros(bits));
            bits &= bits - 1;
            if (place.equals(SET)) {
                SetIdentities.find(line, names);
                continue;
            }
            Matcher m = place.pattern().matcher(line);
            for (boolean first = true; place.find(m, first); first = false) {
                if (place.kind() == Kind.ID) {
                    list(line, m, names);
                } else {
                    String[] all = BETWEEN.split(m.group(1), -1);
                    for (String name : all) {
                        boolean any = !OF_SEVERAL_WORDS.contains(place.pattern());
                        if (TellingNames.tells(name)
                                && (any || COUNTED.matcher(name).find())) {
                            names.accept(name, place.kind());
                        }
                    }
                }
            }
        }
    }

    /** NCCL begins its lines with host, process, thread and device: {@code node1:4711:4712 [0] }. */
    private static void ofNccl(String line, BiConsumer<String, Kind> names) {
        for (int at = line.indexOf(" ["); at > 0; at = line.indexOf(" [", at + 1)) {
            int thread = digitsBefore(line, at);
            int process = thread < at && thread > 0 && line.charAt(thread - 1) == ':'
                    ? digitsBefore(line, thread - 1)
                    : thread;
            if (process < thread - 1 && process > 0 && line.charAt(process - 1) == ':') {
                int from = process - 1;
                while (from > 0 && isOfName(line.charAt(from - 1))) {
                    from--;
                }
                String name = line.substring(from, process - 1);
                if (TellingNames.tells(name)
                        && (from == 0 || line.charAt(from - 1) <= ' ' || line.startsWith(">:", from - 2))) {
                    names.accept(name, Kind.HOST);
                }
            }
        }
    }

    private static int digitsBefore(String line, int end) {
        int at = end;
        while (at > 0 && line.charAt(at - 1) >= '0' && line.charAt(at - 1) <= '9') {
            at--;
        }
        return at;
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    private static void list(String line, Matcher m, BiConsumer<String, Kind> names) {
        boolean padded = PADDED.matcher(m.group(2)).matches() || m.group(2).contains("-");
        if (!padded && !m.group(2).contains(",") && line.startsWith(":", m.end())) {
            // A program and its process.
            return;
        }
        String before = line.substring(Math.max(0, m.start() - 200), m.start());
        if (!TellingNames.tells(m.group(1))
                || !(padded || ABOUT_NODES.matcher(before).find())) {
            return;
        }
        List<String> all = new ArrayList<>(List.of(m.group(1)));
        for (String range : m.group(2).split(",", -1)) {
            String[] ends = range.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1], 10);
            for (int i = Integer.parseInt(ends[0], 10); i <= last && all.size() < MOST_OF_A_LIST; i++) {
                String number = String.valueOf(i);
                all.add(m.group(1) + "0".repeat(Math.max(0, ends[0].length() - number.length())) + number);
            }
        }
        all.forEach(name -> names.accept(name, Kind.HOST));
    }
}
