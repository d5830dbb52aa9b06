package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code -l} of PBS ({@code select=2:ngpus=8:mpiprocs=8}, pbs_resources(7)) and of Torque ({@code nodes=2:ppn=8:gpus=8}). A
 * chunk of PBS is no node: without {@code place=scatter} several may share one where there is room.
 */
final class PbsResources {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmgt]?)b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,3}");

    private record Chunk(int count, Map<String, String> of) {
        Optional<Integer> number(String... names) {
            for (String name : names) {
                String value = of.getOrDefault(name, "");
                if (COUNT.matcher(value).matches()) {
                    return Optional.of(Integer.valueOf(value, 10));
                }
            }
            return Optional.empty();
        }

        Optional<ByteCount> memory() {
            Matcher m = SIZE.matcher(of.getOrDefault("mem", ""));
            return m.matches() ? PastedSizes.docker(m.group(1) + m.group(2)) : Optional.empty();
        }
    }

    private String select = "";
    private boolean torque;
    private String place = "";
    private SourceRef at = SourceRef.of("nowhere");

    /** One list of resources; whether any of them is read. */
    boolean take(String list, SourceRef where) {
        boolean read = false;
        for (String resource : list.split(",", -1)) {
            int equals = resource.indexOf('=');
            String name = equals < 0 ? "" : resource.substring(0, equals);
            String value = resource.substring(equals + 1);
            if (name.equals("select") || name.equals("nodes")) {
                select = value;
                torque = name.equals("nodes");
                at = where;
                read = true;
            } else if (name.equals("place")) {
                place = value;
                read = true;
            }
        }
        return read;
    }

    /** @param gpusOfNode as a table beside it shows them; 0 where there is none */
    void tell(int gpusOfNode, PastedFacts facts) {
        List<Chunk> chunks = chunks();
        if (chunks.isEmpty()) {
            return;
        }
        Chunk first = chunks.get(0);
        int count = chunks.stream().mapToInt(Chunk::count).sum();
        Optional<Integer> tasks = torque ? first.number("ppn") : first.number("mpiprocs");
        Optional<Integer> gpus = first.number("ngpus", "gpus");
        boolean alike = chunks.stream().allMatch(c -> c.of().equals(first.of()));
        boolean apart = torque
                || count == 1
                || place.contains("scatter")
                || gpus.filter(g -> gpusOfNode > 0 && 2 * g > gpusOfNode).isPresent();
        if (!alike) {
            facts.passOver("of #PBS " + select + ", whose chunks differ", at);
        } else if (apart) {
            new BatchJob.Share(Optional.of(count), tasks, gpus, first.memory()).tell(at, facts);
        } else if (place.startsWith("pack")) {
            new BatchJob.Share(
                            Optional.of(1),
                            tasks.map(t -> t * count),
                            gpus.map(g -> g * count),
                            first.memory().map(m -> m.times(count)))
                    .tell(at, facts);
        } else {
            tasks.filter(t -> t * count > 1).ifPresent(t -> Variables.background("WORLD_SIZE", t * count, at, facts));
            facts.passOver(
                    "of #PBS select=" + select + ", on how many nodes: without place=scatter chunks may share one", at);
        }
    }

    /** Those with GPUs, where any has: another may be for a process that starts the job. */
    private List<Chunk> chunks() {
        List<Chunk> all = new ArrayList<>();
        for (String part : select.split("\\+", -1)) {
            String[] words = part.split(":", -1);
            boolean counted = COUNT.matcher(words[0]).matches();
            Map<String, String> of = new LinkedHashMap<>();
            for (int i = 0; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                if (equals > 0) {
                    of.put(words[i].substring(0, equals), words[i].substring(equals + 1));
                }
            }
            if (!part.isEmpty()) {
                all.add(new Chunk(counted ? Integer.parseInt(words[0], 10) : 1, of));
            }
        }
        List<Chunk> withGpus =
                all.stream().filter(c -> c.number("ngpus", "gpus").isPresent()).toList();
        return withGpus.isEmpty() ? all : withGpus;
    }
}
