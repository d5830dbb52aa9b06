package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.ManifestContainer.Role;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What KubeRay adds to the first container of a group: a memory volume at /dev/shm as large as the container's memory,
 * unless something is mounted there or the object store lies elsewhere, and {@code ray start} with the group's parameters
 * (kuberay/ray-operator/controllers/ray/common/pod.go@v1.7.0 addEmptyDir, makeEmptyDirVolume, findMemoryReqOrLimit).
 */
final class KubeRay {
    private static final String ELSEWHERE = "plasma-directory";

    private KubeRay() {}

    /** The containers of a pod, the first one as KubeRay runs it; as they are where the object is not KubeRay's. */
    static List<ManifestContainer> completed(String kind, Tree group, List<ManifestContainer> containers) {
        int first = IntStream.range(0, containers.size())
                .filter(i -> containers.get(i).role() == Role.MAIN)
                .findFirst()
                .orElse(-1);
        boolean ours = kind.startsWith("Ray") && group.get("template").isPresent();
        if (!ours || first < 0) {
            return containers;
        }
        List<ManifestContainer> all = new ArrayList<>(containers);
        all.set(first, started(group, containers.get(first)));
        return all;
    }

    private static ManifestContainer started(Tree group, ManifestContainer c) {
        boolean elsewhere = group.leaf("rayStartParams", ELSEWHERE).isPresent();
        boolean adds = !elsewhere && c.shmMount().isEmpty();
        List<List<Word>> commands = new ArrayList<>(c.process().commands());
        commands.add(start(group, c));
        return new ManifestContainer(
                c.name(),
                c.role(),
                c.at(),
                c.tree(),
                c.resources(),
                new ProcessFacts(c.process().image(), commands, c.process().env()),
                c.mounts(),
                adds ? c.ipc().withVolume(memory(c)) : c.ipc());
    }

    /** The limit before the request; its place is the container's, for no size of /dev/shm is written down. */
    private static Reading<ByteCount> memory(ManifestContainer c) {
        return c.resources()
                .memoryLimit()
                .asOptional()
                .or(() -> c.resources().memoryRequest().asOptional())
                .map(m -> Reading.known(m, c.at().source()))
                .orElseGet(() -> Reading.absent("KubeRay's volume has no limit where the container states no memory"));
    }

    private static List<Word> start(Tree group, ManifestContainer c) {
        List<Word> words = new ArrayList<>(List.of(new Word("ray", c.at()), new Word("start", c.at())));
        group.entries("rayStartParams").forEach((key, entry) -> {
            if (entry.value() instanceof Tree.Leaf l) {
                words.add(new Word("--" + key + "=" + l.text(), l.at()));
            }
        });
        return words;
    }
}
