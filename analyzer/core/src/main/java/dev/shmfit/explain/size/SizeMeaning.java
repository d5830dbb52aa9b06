package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.text.Text;
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
        SegmentKind kind, List<String> settings, List<VersionSpan> versions, boolean request, Text remark, int oddity) {
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
    public Text purpose() {
        return switch (kind) {
            case SHM_RECEIVE -> Text.of("observation/segment-receive");
            case SHM_SEND -> Text.of("observation/segment-send");
            case PROXY_POOL -> Text.of("observation/segment-pool");
            case NVLS -> Text.of("observation/segment-nvls");
            case P2P_MEMCPY -> Text.of("observation/segment-memcpy");
            case NET_PROXY -> Text.of("observation/segment-net");
        };
    }

    /** For people: {@code NCCL 2.16.2 and later}, with settings and remark. */
    public Text words() {
        Text spans = Text.commas(versions.stream().map(VersionSpan::words).toList());
        Text set = settings.isEmpty()
                ? Text.of("observation/default-settings")
                : Text.of("observation/with-settings", "settings", Text.listOf(settings));
        return remark.isEmpty()
                ? Text.of("observation/meaning", "purpose", purpose(), "versions", spans, "settings", set)
                : Text.of(
                        "observation/meaning-remarked",
                        "purpose",
                        purpose(),
                        "versions",
                        spans,
                        "settings",
                        set,
                        "remark",
                        remark);
    }
}
