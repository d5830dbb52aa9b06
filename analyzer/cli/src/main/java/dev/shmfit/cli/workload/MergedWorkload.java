package dev.shmfit.cli.workload;

import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.OtherUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One workload over another: what the upper one states holds, the rest comes from the lower one. */
public final class MergedWorkload {
    private MergedWorkload() {}

    /** The upper one over the lower one; groups, loaders and others by name, settings and facts by key. */
    public static Workload of(Workload lower, Workload upper) {
        boolean placed = upper.gpus().isPresent() || upper.ranks().isPresent();
        Map<String, String> env = new LinkedHashMap<>(lower.env());
        env.putAll(upper.env());
        Map<String, SourceRef> sources = new LinkedHashMap<>(lower.sources());
        sources.putAll(upper.sources());
        boolean version = upper.nccl().isPresent() || upper.compared().isPresent();
        return new Workload(
                upper.description().or(lower::description),
                placed ? upper.gpus() : lower.gpus(),
                placed ? upper.ranks() : lower.ranks(),
                byName(lower.groups(), upper.groups(), GroupRequest::name),
                byName(lower.loaders(), upper.loaders(), LoaderSpec::name),
                byName(lower.others(), upper.others(), OtherUse::name),
                upper.shmSize().or(lower::shmSize),
                upper.memoryLimit().or(lower::memoryLimit),
                upper.residentPerRank().or(lower::residentPerRank),
                version ? upper.nccl() : lower.nccl(),
                version ? upper.compared() : lower.compared(),
                env,
                byName(lower.assume(), upper.assume(), s -> s.replaceFirst("=.*", "")),
                sources);
    }

    /** What the upper list names like the lower one takes its place; what else it names comes after. */
    public static <T> List<T> byName(List<T> lower, List<T> upper, Function<T, String> name) {
        Map<String, T> all = new LinkedHashMap<>();
        lower.forEach(t -> all.put(name.apply(t), t));
        List<T> more = new ArrayList<>();
        for (T t : upper) {
            if (all.replace(name.apply(t), t) == null) {
                more.add(t);
            }
        }
        List<T> result = new ArrayList<>(all.values());
        result.addAll(more);
        return List.copyOf(result);
    }
}
