package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accelerate's configuration, as {@code accelerate env} lists it or as its file stands in a text: {@code num_processes} counts
 * the ranks of all {@code num_machines} (accelerate/utils/launch.py, prepare_multi_gpu_env). Options of the launch go before
 * it. A single process is what a configuration says that nobody filled in, so it is told and not taken.
 */
final class AccelerateConfig {
    private static final Pattern KEY = Pattern.compile("^(?:-\\s+)?(\\w+):\\s*['\"]?([\\w.,-]*)['\"]?$");
    private static final List<String> SIGNS = List.of("distributed_type", "compute_environment");
    /** A key of another key's value, or a comment, may stand between. */
    private static final int APART = 12;

    private record Value(String text, int line) {}

    private AccelerateConfig() {}

    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        Map<String, Value> block = new LinkedHashMap<>();
        int last = 0;
        for (PastedLine line : lines) {
            Matcher m = KEY.matcher(line.stripped());
            if (!m.matches()) {
                continue;
            }
            if (line.number() - last > APART || block.containsKey(m.group(1))) {
                tell(item, block, facts);
                block.clear();
            }
            block.put(m.group(1), new Value(m.group(2), line.number()));
            last = line.number();
        }
        tell(item, block, facts);
    }

    private static void tell(String item, Map<String, Value> block, PastedFacts facts) {
        Value processes = block.get("num_processes");
        boolean config = SIGNS.stream().anyMatch(block::containsKey);
        Value cpu = block.get("use_cpu");
        boolean onCpu = cpu != null && cpu.text().matches("(?i)true|yes");
        if (!config || onCpu) {
            return;
        }
        Value machines = block.get("num_machines");
        int nodes = count(machines);
        if (machines != null && nodes > 0) {
            Variables.background(Variables.NODES, nodes, SourceRef.line(item, machines.line()), facts);
        }
        int all = count(processes);
        if (processes == null || all == 0) {
            return;
        }
        SourceRef at = SourceRef.line(item, processes.line());
        if (all == 1) {
            facts.passOver("num_processes: 1 of Accelerate's configuration", at);
        } else if (all % Math.max(1, nodes) == 0) {
            Variables.background(Variables.RANKS, all / Math.max(1, nodes), at, facts);
        } else {
            facts.passOver("num_processes: " + all + ", which " + nodes + " machines do not share evenly", at);
        }
    }

    private static int count(@org.jspecify.annotations.Nullable Value v) {
        return v != null && v.text().matches("[1-9]\\d{0,4}") ? Integer.parseInt(v.text(), 10) : 0;
    }
}
