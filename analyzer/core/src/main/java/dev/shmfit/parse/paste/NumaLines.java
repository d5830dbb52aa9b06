package dev.shmfit.parse.paste;

import dev.shmfit.facts.NumaNode;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** NUMA nodes: {@code node 0 cpus: 0 1 2} of {@code numactl -H}, {@code NUMA node0 CPU(s): 0-31,64-95} of lscpu. */
final class NumaLines {
    private static final Pattern CPUS = Pattern.compile("^node (\\d{1,4}) cpus:(.*)$");
    private static final Pattern SIZE = Pattern.compile("^node (\\d{1,4}) size: (\\d{1,9}) MB");
    private static final Pattern LSCPU = Pattern.compile("^NUMA node(\\d{1,4}) CPU\\(s\\):\\s*([\\d,-]*)$");
    private static final String NOT_SAID = "not said";

    private NumaLines() {}

    static void read(PastedSection section, PastedFacts facts) {
        Map<Integer, NumaNode> nodes = new TreeMap<>();
        for (PastedLine line : section.lines()) {
            String text = line.stripped();
            SourceRef at = section.at(line);
            Matcher cpus = CPUS.matcher(text);
            Matcher size = SIZE.matcher(text);
            Matcher lscpu = LSCPU.matcher(text);
            if (cpus.matches()) {
                put(
                        nodes,
                        cpus.group(1),
                        Reading.known(ranges(Lines.words(cpus.group(2).strip())), at),
                        Reading.absent(NOT_SAID),
                        at);
            } else if (size.find()) {
                ByteCount bytes = ByteCount.mebibytes(Lines.number(size.group(2)));
                put(nodes, size.group(1), Reading.absent(NOT_SAID), Reading.known(bytes, at), at);
            } else if (lscpu.matches()) {
                put(nodes, lscpu.group(1), Reading.known(lscpu.group(2), at), Reading.absent(NOT_SAID), at);
            }
        }
        if (!nodes.isEmpty()) {
            List<NumaNode> all = new ArrayList<>(nodes.values());
            facts.add(Topic.NUMA, List.copyOf(all), all.get(0).source());
        }
    }

    private static void put(
            Map<Integer, NumaNode> nodes, String id, Reading<String> cpus, Reading<ByteCount> memory, SourceRef at) {
        int number = Integer.parseInt(id, 10);
        NumaNode before = nodes.getOrDefault(number, new NumaNode(number, cpus, memory, at));
        nodes.put(
                number,
                new NumaNode(
                        number,
                        cpus.isKnown() ? cpus : before.cpus(),
                        memory.isKnown() ? memory : before.memory(),
                        before.source()));
    }

    /** Numbers one by one, as the kernel lists them: {@code 0-2,5}. */
    private static String ranges(List<String> words) {
        List<long[]> runs = new ArrayList<>();
        for (String word : words) {
            long n = Lines.number(word);
            if (n < 0) {
                continue;
            }
            if (!runs.isEmpty() && runs.get(runs.size() - 1)[1] == n - 1) {
                runs.get(runs.size() - 1)[1] = n;
            } else {
                runs.add(new long[] {n, n});
            }
        }
        return runs.stream()
                .map(r -> r[0] == r[1] ? String.valueOf(r[0]) : r[0] + "-" + r[1])
                .collect(Collectors.joining(","));
    }
}
