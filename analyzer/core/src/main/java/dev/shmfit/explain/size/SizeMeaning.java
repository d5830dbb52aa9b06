package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.SegmentKind;
import java.util.List;
import java.util.Optional;

/**
 * A way in which a number of bytes comes about.
 *
 * @param settings that it takes, such as {@code NCCL_BUFFSIZE=524288}; none: the defaults
 * @param versions in which it does
 * @param request whether the number is what was asked for, without the four bytes that NCCL appends to the file
 * @param remark what else it takes, such as a CPU or a number of ranks; empty: nothing
 * @param oddity how unusual it is: 0 for defaults on x86_64
 */
public record SizeMeaning(
        SegmentKind kind,
        List<String> settings,
        List<VersionSpan> versions,
        boolean request,
        String remark,
        int oddity) {
    public SizeMeaning {
        settings = List.copyOf(settings);
        versions = List.copyOf(versions);
    }

    /** Whether it can be so in one of the versions. */
    public boolean holds(NcclVersion version) {
        return versions.stream().anyMatch(s -> s.holds(version));
    }

    /** The same for the versions that are left when others are ruled out; empty where none is. */
    public Optional<SizeMeaning> within(VersionSpan span) {
        List<VersionSpan> left =
                versions.stream().flatMap(v -> v.within(span).stream()).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new SizeMeaning(kind, settings, left, request, remark, oddity));
    }

    /** What the segment is for, as a sentence part. */
    public String purpose() {
        return switch (kind) {
            case SHM_RECEIVE ->
                "the receiver's buffers of one connection through shared memory (one channel, one direction)";
            case SHM_SEND -> "the sender's side of a connection through shared memory";
            case PROXY_POOL -> "the pool of proxy operations of one rank, whatever its links";
            case NVLS -> "the exchange of NVLS buffer registrations of one communicator";
            case P2P_MEMCPY -> "control data of a P2P connection in copy-engine mode";
            case NET_PROXY -> "host buffers of a network connection whose proxy is another process (PXN)";
        };
    }

    /** For people: {@code NCCL 2.16.2 and later}, with settings and remark. */
    public String words() {
        StringBuilder text = new StringBuilder(purpose()).append("; NCCL ");
        text.append(String.join(", ", versions.stream().map(VersionSpan::words).toList()));
        text.append(settings.isEmpty() ? ", default settings" : ", with " + String.join(" and ", settings));
        return text.append(remark.isEmpty() ? "" : ", " + remark).toString();
    }
}
