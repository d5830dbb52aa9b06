package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.nccl.transport.TransportVersionRules;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of NCCL's segments has this many bytes? Asks the simulator for the size of each kind of segment in each version,
 * under the defaults and under each setting that people change, and gives all that fit, the most usual first.
 */
public final class SizeDecoder {
    /** Ranks of one communicator on one node: the largest NVLink domains have 72 GPUs. */
    private static final int MOST_RANKS = 72;

    private static final long LEAST_BUFFER = 4096;
    private static final long MOST_BUFFER = 1L << 30;
    /** A line of the LL128 protocol for all its threads (src/include/device.h NCCL_LL128_ELEMS_PER_THREAD). */
    private static final long LL128_STEP = 120L * 640;

    private static final List<NcclVersion> VERSIONS = SegmentSizes.changes();

    /** A meaning without its versions, to collect them under. */
    private record Key(SegmentKind kind, List<String> settings, boolean request, Text remark, int oddity) {}

    private SizeDecoder() {}

    /** All meanings of a number that may be a file's size or what was asked for. */
    public static List<SizeMeaning> decode(long bytes) {
        return decode(bytes, true);
    }

    /** All meanings of the size of a file in /dev/shm. */
    public static List<SizeMeaning> decodeFile(long bytes) {
        return decode(bytes, false);
    }

    private static List<SizeMeaning> decode(long bytes, boolean requestToo) {
        Map<Key, List<VersionSpan>> found = new LinkedHashMap<>();
        for (int i = 0; i < VERSIONS.size(); i++) {
            VersionSpan span = new VersionSpan(
                    VERSIONS.get(i), i + 1 < VERSIONS.size() ? Optional.of(VERSIONS.get(i + 1)) : Optional.empty());
            for (Key key : at(span.from(), bytes, requestToo)) {
                found.computeIfAbsent(key, k -> new ArrayList<>()).add(span);
            }
        }
        List<SizeMeaning> meanings = new ArrayList<>(OlderSizes.decode(bytes));
        found.forEach((k, spans) -> meanings.add(
                new SizeMeaning(k.kind(), k.settings(), joined(spans), k.request(), k.remark(), k.oddity())));
        meanings.sort(Comparator.comparingInt(SizeMeaning::oddity)
                .thenComparing(SizeMeaning::request)
                .thenComparing(SizeMeaning::kind)
                .thenComparing(m -> String.join(" ", m.settings()))
                .thenComparing(m -> m.remark().english()));
        return meanings;
    }

    private static List<VersionSpan> joined(List<VersionSpan> spans) {
        List<VersionSpan> joined = new ArrayList<>();
        for (VersionSpan s : spans) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).before().equals(Optional.of(s.from()))) {
                joined.set(last, new VersionSpan(joined.get(last).from(), s.before()));
            } else {
                joined.add(s);
            }
        }
        return joined;
    }

    private static List<Key> at(NcclVersion version, long bytes, boolean requestToo) {
        List<Key> keys = new ArrayList<>();
        SegmentSizes x86 = SegmentSizes.of(version, NcclSettings.NONE, false);
        long appended = appended(version);
        for (boolean request : requestToo && appended > 0 ? new boolean[] {false, true} : new boolean[] {false}) {
            long file = request ? bytes + appended : bytes;
            fixed(version, x86, file, request, keys);
            SegmentSizes arm = SegmentSizes.of(version, NcclSettings.NONE, true);
            if (arm.receive().bytes() == file && x86.receive().bytes() != file) {
                keys.add(new Key(SegmentKind.SHM_RECEIVE, List.of(), request, Text.of("observation/on-arm"), 1));
            }
            if (arm.pool().bytes() == file && file > 0) {
                keys.add(new Key(SegmentKind.PROXY_POOL, List.of(), request, Text.of("observation/on-arm"), 1));
            }
            buffers(version, file, request, keys);
        }
        return keys;
    }

    /** The four bytes of a reference count, where the version appends them: what two sizes with one cause differ by. */
    private static long appended(NcclVersion version) {
        SegmentSizes empty = SegmentSizes.of(
                version,
                NcclSettings.NONE
                        .with("NCCL_BUFFSIZE", "0")
                        .with("NCCL_LL_BUFFSIZE", "0")
                        .with("NCCL_LL128_BUFFSIZE", "0"),
                false);
        return SegmentSizes.allSettable(version) ? empty.receive().bytes() % LEAST_BUFFER : 0;
    }

    private static void fixed(NcclVersion version, SegmentSizes sizes, long file, boolean request, List<Key> keys) {
        if (sizes.receive().bytes() == file) {
            keys.add(new Key(SegmentKind.SHM_RECEIVE, List.of(), request, Text.EMPTY, 0));
            if (SegmentSizes.hasLocality(version)) {
                keys.add(new Key(SegmentKind.SHM_SEND, List.of("NCCL_SHM_LOCALITY=1"), request, Text.EMPTY, 4));
            }
        }
        if (sizes.send().bytes() == file) {
            keys.add(new Key(SegmentKind.SHM_SEND, List.of(), request, Text.EMPTY, 0));
        }
        if (sizes.pool().bytes() == file && file > 0) {
            keys.add(new Key(SegmentKind.PROXY_POOL, List.of(), request, Text.EMPTY, 0));
        }
        if (TransportVersionRules.copiesByEngine(version) && sizes.p2pMemcpy().bytes() == file) {
            keys.add(new Key(SegmentKind.P2P_MEMCPY, List.of("NCCL_P2P_USE_CUDA_MEMCPY=1"), request, Text.EMPTY, 2));
        }
        for (int ranks = 1; ranks <= MOST_RANKS; ranks++) {
            if (sizes.nvls(ranks).bytes() == file && file > 0) {
                keys.add(new Key(
                        SegmentKind.NVLS, List.of(), request, Text.of("observation/with-ranks", "ranks", ranks), 1));
            }
        }
        proxied(version, sizes, file, request, keys);
    }

    /** src/transport/net.cc sendProxyConnect: both control structures, LL alone where the GPU is reached by GPUDirect. */
    private static void proxied(NcclVersion version, SegmentSizes sizes, long file, boolean request, List<Key> keys) {
        if (!SegmentSizes.hasPool(version)) {
            return;
        }
        long all = sizes.receive().bytes() + sizes.send().bytes() - appended(version);
        long llOnly = all - simple(version, NcclSettings.NONE) - ll128(version);
        if (file == all) {
            keys.add(new Key(SegmentKind.NET_PROXY, List.of(), request, Text.of("observation/without-gpudirect"), 2));
        }
        if (file == llOnly) {
            keys.add(new Key(SegmentKind.NET_PROXY, List.of(), request, Text.of("observation/with-gpudirect"), 2));
        }
    }

    private static long simple(NcclVersion version, NcclSettings settings) {
        return SegmentSizes.of(version, settings, false).receive().bytes()
                - SegmentSizes.of(version, settings.with("NCCL_BUFFSIZE", "0"), false)
                        .receive()
                        .bytes();
    }

    private static long ll128(NcclVersion version) {
        return SegmentSizes.of(version, NcclSettings.NONE, false).receive().bytes()
                - SegmentSizes.of(version, NcclSettings.NONE.with("NCCL_LL128_BUFFSIZE", "0"), false)
                        .receive()
                        .bytes();
    }

    /** One buffer's size changed: what remains of the file when that buffer is empty must be a size that people set. */
    private static void buffers(NcclVersion version, long file, boolean request, List<Key> keys) {
        for (String name : List.of("NCCL_BUFFSIZE", "NCCL_LL_BUFFSIZE", "NCCL_LL128_BUFFSIZE")) {
            long base = SegmentSizes.of(version, NcclSettings.NONE.with(name, "0"), false)
                    .receive()
                    .bytes();
            long rest = file - base;
            NcclSettings set = NcclSettings.NONE.with(name, String.valueOf(rest));
            boolean reads = SegmentSizes.of(version, set, false).receive().bytes() == file;
            boolean unchanged =
                    SegmentSizes.of(version, NcclSettings.NONE, false).receive().bytes() == file;
            int oddity = oddity(name, rest);
            if (reads && !unchanged && oddity > 0) {
                keys.add(new Key(SegmentKind.SHM_RECEIVE, List.of(name + "=" + rest), request, Text.EMPTY, oddity));
            }
        }
    }

    /** How unusual such a value is; 0: nobody sets it. */
    private static int oddity(String name, long value) {
        if (value < LEAST_BUFFER || value > MOST_BUFFER) {
            return value == 0 && !name.equals("NCCL_BUFFSIZE") ? 4 : 0;
        }
        int first = name.equals("NCCL_BUFFSIZE") ? 1 : 4;
        if (Long.bitCount(value) == 1) {
            return first;
        }
        long odd = value >> Long.numberOfTrailingZeros(value);
        if (odd < 16 && value >= 1 << 16) {
            return first + 1;
        }
        return name.equals("NCCL_LL128_BUFFSIZE") && value % LL128_STEP == 0 ? first + 1 : 0;
    }
}
