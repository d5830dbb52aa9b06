package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which names speak of somebody: a person, a machine, or what an owner calls a part of either. It is the last word of a name
 * that says what its value is: {@code SLURM_JOB_ACCOUNT}, {@code nodeName}, {@code project_id}, {@code BatchHost}.
 */
final class IdentityNames {
    private static final Map<String, Kind> KINDS = new TreeMap<>();

    static {
        put(
                Kind.USER,
                "user users username userid login logname author authors committer maintainer owner submitter requester person");
        put(
                Kind.HOST,
                "host hosts hostname hostnames hostid hostlist node nodes nodename nodelist peer server servers machinefile address addr endpoint vm pod podname");
        put(
                Kind.ACCOUNT,
                "account accounts accountname project projects subscription tenant org orgs organization organisation team company customer department division institute institution university lab");
        put(
                Kind.ACCOUNT,
                "group groupid groupname namespace namespaces cluster clustername context kubecontext reservation qos partition partitions queue jobname entity workspace bucket realm domain");
        put(
                Kind.ACCOUNT,
                "license serviceaccount principal authinfo vpn site tenancy compartment database catalog schema release experiment");
    }

    /** Words behind which the word before says what the value is. */
    private static final Set<String> OF_IT =
            Set.of("id", "name", "names", "ip", "address", "addr", "list", "no", "number");

    /** Words that are names only so: the job itself, a service, a data source. */
    private static final Map<String, Kind> NAMED = Map.of(
            "job", Kind.ACCOUNT,
            "db", Kind.ACCOUNT,
            "client", Kind.ACCOUNT,
            "service", Kind.ACCOUNT,
            "run", Kind.ACCOUNT,
            "rg", Kind.ACCOUNT);

    private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern PARTS = Pattern.compile("[_.: -]+");

    private IdentityNames() {}

    private static void put(Kind kind, String words) {
        for (String word : words.split(" ", -1)) {
            KINDS.put(word, kind);
        }
    }

    /** What a line has that has such a name. */
    static List<String> hints() {
        List<String> all = new ArrayList<>(KINDS.keySet());
        NAMED.keySet()
                .forEach(word -> all.addAll(List.of(word + "_name", word + "-name", word + "name", word + "_id")));
        // A hint within another says as much.
        all.removeIf(one -> all.stream().anyMatch(other -> !other.equals(one) && one.contains(other)));
        return List.copyOf(all);
    }

    /** What the value of a name tells; empty where it tells of nobody. */
    static Optional<Kind> of(String name) {
        String[] parts = PARTS.split(CAMEL.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT), -1);
        int last = parts.length - 1;
        boolean named = false;
        while (last > 0 && !KINDS.containsKey(parts[last]) && OF_IT.contains(parts[last])) {
            last--;
            named = true;
        }
        Kind kind = KINDS.get(parts[last]);
        return Optional.ofNullable(kind == null && named ? NAMED.get(parts[last]) : kind);
    }

    /** Whether a name is of one word, as a sentence may have before a colon. */
    static boolean isOneWord(String name) {
        return PARTS.split(CAMEL.matcher(name).replaceAll("$1_$2"), -1).length == 1;
    }
}
