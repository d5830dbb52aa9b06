package dev.shmfit.lint;

import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.units.ByteCount;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the containers of a pod need of /dev/shm together that mount one volume there. */
final class SharedNeed {
    private SharedNeed() {}

    /** By the manifest alone: the container's own reason, with what all that share its /dev/shm need at the least. */
    static ShmNeed told(JobManifest job, ManifestContainer c) {
        ShmNeed own = ShmNeed.of(job, c);
        ByteCount sum = own.least();
        StringBuilder source = new StringBuilder(own.source());
        for (ManifestContainer other : job.sharing(c)) {
            ShmNeed need = other.equals(c) ? own : ShmNeed.of(job, other);
            if (!other.equals(c) && need.least().bytes() > 0) {
                sum = sum.plus(need.least());
                source.append(source.length() == 0 ? "" : "; ")
                        .append(other.name())
                        .append(": ")
                        .append(need.source());
            }
        }
        return new ShmNeed(own.reason(), sum, source.toString());
    }

    /** On a node: the sum of those that can be computed; empty where the container's own cannot. */
    static NodeNeed.Source onNode(NodeNeed.Source each) {
        return (found, c) -> each.of(found, c).map(own -> sum(each, found, c, own));
    }

    private static NodeNeed sum(NodeNeed.Source each, ManifestReader.Found found, ManifestContainer c, NodeNeed own) {
        NodeNeed sum = own;
        for (ManifestContainer other : found.job().sharing(c)) {
            if (!other.equals(c) && ShmNeed.of(found.job(), other).exists()) {
                Optional<NodeNeed> more = each.of(found, other);
                if (more.isPresent()) {
                    sum = new NodeNeed(
                            sum.required().plus(more.get().required()),
                            sum.recommended().plus(more.get().recommended()));
                }
            }
        }
        return sum;
    }

    /** {@code and decode share}, behind a container's name; empty where nobody shares its /dev/shm. */
    static String with(JobManifest job, ManifestContainer c) {
        String others = job.sharing(c).stream()
                .filter(o -> !o.equals(c) && ShmNeed.of(job, o).exists())
                .map(ManifestContainer::name)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : ", which shares its /dev/shm with " + others + ",";
    }
}
