package dev.shmfit.cli.workload;

import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.VersionRange;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a workload file states. What it does not state is empty.
 *
 * @param description for people
 * @param gpus of the job by index, in rank order
 * @param ranks on each node
 * @param groups process groups
 * @param loaders of each rank
 * @param others further users of /dev/shm
 * @param shmSize of /dev/shm
 * @param memoryLimit of the container
 * @param residentPerRank memory of one rank's processes without /dev/shm
 * @param nccl NCCL's version
 * @param compared the versions to compare; empty: none
 * @param env settings of NCCL
 * @param assume facts, each {@code KEY=VALUE} as {@code --assume} takes it
 * @param sources where each size was stated, by its key
 */
public record Workload(
        Optional<String> description,
        Optional<List<Integer>> gpus,
        OptionalInt ranks,
        List<GroupRequest> groups,
        List<LoaderSpec> loaders,
        List<OtherUse> others,
        Optional<ByteCount> shmSize,
        Optional<ByteCount> memoryLimit,
        Optional<ByteCount> residentPerRank,
        Optional<NcclVersion> nccl,
        Optional<VersionRange> compared,
        Map<String, String> env,
        List<String> assume,
        Map<String, SourceRef> sources) {
    /** A file that states nothing. */
    public static final Workload NONE = new Workload(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            Map.of());

    public Workload {
        gpus = gpus.map(List::copyOf);
        groups = List.copyOf(groups);
        loaders = List.copyOf(loaders);
        others = List.copyOf(others);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        assume = List.copyOf(assume);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** The same without where it was stated: two that are equal so ask the same. */
    public Workload unplaced() {
        return new Workload(
                description,
                gpus,
                ranks,
                groups,
                loaders,
                others,
                shmSize,
                memoryLimit,
                residentPerRank,
                nccl,
                compared,
                env,
                assume,
                Map.of());
    }

    /**
     * Requires the groups to suit the ranks, where the file says how many there are.
     *
     * @throws MalformedText where they do not
     */
    public void checkGroups() {
        OptionalInt stated = gpus.map(g -> OptionalInt.of(g.size())).orElse(ranks);
        int nodes = StatedFactsParser.parse(
                        assume.stream().filter(s -> s.startsWith("nodes=")).toList(), file -> "")
                .get(Facts.NODES)
                .orElse(1);
        stated.ifPresent(onNode -> groups.forEach(g -> {
            try {
                g.layout().communicators(onNode * nodes);
            } catch (MalformedText e) {
                throw e.at("group " + g.name());
            }
        }));
    }
}
