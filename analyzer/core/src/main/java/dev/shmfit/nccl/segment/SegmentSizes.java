package dev.shmfit.nccl.segment;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * File sizes of NCCL's segments (src/init.cc computeBuffSizes, src/transport/shm.cc, src/proxy.cc, src/transport/nvls.cc;
 * structure sizes compiled from each tag's headers for x86_64).
 */
public final class SegmentSizes {
    /** Of all buffers together: what is left of 32 bits beside the control data. */
    private static final long MOST = Integer.MAX_VALUE - (1 << 16);

    record Buffers(long ll, long ll128, long simple, long simpleArm) {}

    static final VersionRule<Buffers> BUFFERS = VersionRule.of(
                    "buffer-sizes", "the default sizes of the buffers of LL, LL128 and Simple")
            .since(5, 6, new Buffers(524288, 4915200, 4194304, 4194304), "src/channel.cc initChannel@v2.5.6-1")
            .then(6, 4, new Buffers(524288, 4915200, 4194304, 1048576), "src/channel.cc initChannel@v2.6.4-1")
            .then(19, 1, new Buffers(524288, 4915200, 4194304, 4194304), "src/init.cc computeBuffSizes@v2.19.1-1");

    /** sizeof(struct ncclSendMem). */
    static final VersionRule<Long> SEND_MEM = VersionRule.of("send-memory", "the size of the sender's control memory")
            .since(5, 6, 4096L, "src/include/comm.h ncclSendMem@v2.5.6-1")
            .then(7, 3, 4104L, "src/include/comm.h ncclSendMem@v2.7.3-1")
            .then(12, 7, 4096L, "src/include/comm.h ncclSendMem@v2.12.7-1");

    /** A reference count behind each segment (src/misc/shmutils.cc ncclShmOpen). */
    static final VersionRule<Long> APPENDED = VersionRule.of("shm-appended", "what NCCL appends to a file in /dev/shm")
            .since(5, 6, 0L, "src/include/shm.h shmOpen@v2.5.6-1")
            .then(16, 2, 4L, "src/misc/shmutils.cc ncclShmOpen@v2.16.2-1");

    /** sizeof(struct ncclProxyOpsPool); none before 2.12. */
    static final VersionRule<Long> POOL = VersionRule.of(
                    "proxy-pool", "the size of the pool that a proxy keeps in /dev/shm")
            .since(5, 6, 0L, "src/include/proxy.h, before")
            .then(12, 7, 4194656L, "src/include/proxy.h ncclProxyOpsPool@v2.12.7-1")
            .then(20, 3, 5767520L, "src/include/proxy.h ncclProxyOpsPool@v2.20.3-1")
            .then(21, 5, 7340384L, "src/include/proxy.h ncclProxyOpsPool@v2.21.5-1")
            .then(23, 4, 10486112L, "src/include/proxy.h ncclProxyOpsPool@v2.23.4-1")
            .then(24, 3, 14156128L, "src/include/proxy.h ncclProxyOpsPool@v2.24.3-1")
            .then(25, 1, 31850880L, "src/include/proxy.h ncclProxyOpsPool@v2.25.1-1")
            .then(26, 2, 33030528L, "src/include/proxy.h ncclProxyOpsPool@v2.26.2-1")
            .then(28, 3, 34210176L, "src/include/proxy.h ncclProxyOpsPool@v2.28.3-1")
            .then(31, 0, 34210184L, "src/include/proxy.h ncclProxyOpsPool@v2.31.0a7");

    /** On 64-bit ARM pthread_mutex_t has 48 bytes, 8 more than on x86_64. */
    private static final long ARM_MUTEX_EXTRA = 8;

    /** The NVLS segment: twice (counters + one entry for each rank). */
    record Nvls(long fixedCounter, long counterPerRank, long perRank) {}

    private static final Nvls NO_NVLS = new Nvls(0, 0, 0);

    static final VersionRule<Nvls> NVLS = VersionRule.of("nvls-file", "the size of the file of NVLS")
            .since(5, 6, NO_NVLS, "src/transport/nvls.cc, before")
            .then(19, 1, new Nvls(8, 0, 80), "src/transport/nvls.cc ncclNvlsSetup@v2.19.1-1")
            .then(20, 3, new Nvls(8, 0, 1472), "src/transport/nvls.cc ncclNvlsSetup@v2.20.3-1")
            .then(21, 5, new Nvls(8, 0, 1504), "src/transport/nvls.cc ncclNvlsSetup@v2.21.5-1")
            .then(23, 4, new Nvls(8, 0, 2560), "src/transport/nvls.cc ncclNvlsSetup@v2.23.4-1")
            .then(24, 3, new Nvls(8, 0, 2304), "src/transport/nvls.cc ncclNvlsSetup@v2.24.3-1")
            .then(25, 1, new Nvls(8, 0, 2560), "src/transport/nvls.cc ncclNvlsSetup@v2.25.1-1")
            .then(26, 2, new Nvls(8, 0, 2576), "src/transport/nvls.cc ncclNvlsSetup@v2.26.2-1")
            .then(27, 3, new Nvls(8, 0, 2592), "src/transport/nvls.cc ncclNvlsSetup@v2.27.3-1")
            .then(28, 3, new Nvls(0, 128, 2560), "src/transport/nvls.cc ncclNvlsSetup@v2.28.3-1")
            .then(28, 9, new Nvls(0, 128, 2688), "src/transport/nvls.cc ncclNvlsSetup@v2.28.9-1")
            .then(30, 3, new Nvls(0, 128, 1536), "src/transport/nvls.cc ncclNvlsSetup@v2.30.3-1");

    static final VersionRule<Boolean> ALL_SETTABLE = VersionRule.from(
            "ll-buffers-settable",
            "whether the buffers of LL and LL128 can be set (NCCL_LL_BUFFSIZE, NCCL_LL128_BUFFSIZE)",
            7,
            3,
            "src/init.cc computeBuffSizes@v2.7.3-1");

    static final VersionRule<Boolean> SHM_LOCALITY = VersionRule.from(
            "shm-locality",
            "whether the sender can hold the buffers (NCCL_SHM_LOCALITY)",
            13,
            4,
            "src/transport/shm.cc NCCL_PARAM SHM_LOCALITY@v2.13.4-1");

    /** The setting by which send/recv over the network has LL buffers; before there is one, a name that nobody sets. */
    static final VersionRule<String> SHARED_LL_SETTING = VersionRule.of(
                    "shared-ll-setting", "which setting gives send and receive over the network buffers of LL")
            .since(5, 6, "none", "src/transport/net.cc sendProxyConnect@v2.13.4-1")
            .then(14, 3, "NCCL_ALLOC_P2P_NET_LL_BUFFERS", "src/init.cc NCCL_PARAM@v2.14.3-1")
            .then(16, 5, "ALLOC_P2P_NET_LL_BUFFERS", "src/init.cc NCCL_PARAM@v2.16.5-1");

    /** Every rule of this package. */
    public static List<VersionRule<?>> rules() {
        return List.of(BUFFERS, SEND_MEM, APPENDED, POOL, NVLS, ALL_SETTABLE, SHM_LOCALITY, SHARED_LL_SETTING);
    }

    /** Whether LL's and LL128's buffers can be set in {@code version}. */
    public static boolean allSettable(NcclVersion version) {
        return ALL_SETTABLE.at(version);
    }

    /** Whether the sender can hold the buffers in {@code version}. */
    public static boolean hasLocality(NcclVersion version) {
        return SHM_LOCALITY.at(version);
    }

    /** Whether connections have proxies with a pool in {@code version}. */
    public static boolean hasPool(NcclVersion version) {
        return POOL.at(version) > 0;
    }

    private static final long HEADER = 4096;
    private static final long UNSET = -2;

    private final NcclVersion version;
    private final long buffers;
    private final long lowLatency;
    private final boolean senderHoldsBuffers;
    private final boolean sharedHaveLowLatency;
    private final boolean arm;

    private SegmentSizes(NcclVersion version, NcclSettings settings, boolean arm) {
        this.version = version;
        this.arm = arm;
        Buffers b = BUFFERS.at(version);
        boolean allSettable = ALL_SETTABLE.at(version);
        long ll = allSettable ? buffer(settings, "LL_BUFFSIZE", b.ll) : b.ll;
        long ll128 = allSettable ? buffer(settings, "LL128_BUFFSIZE", b.ll128) : b.ll128;
        this.lowLatency = ll;
        this.buffers = ll + ll128 + buffer(settings, "BUFFSIZE", arm ? b.simpleArm : b.simple);
        this.sharedHaveLowLatency = settings.number(SHARED_LL_SETTING.at(version), 0) == 1;
        this.senderHoldsBuffers = SHM_LOCALITY.at(version) && settings.number("SHM_LOCALITY", 2) == 1;
    }

    public static SegmentSizes of(NcclVersion version, NcclSettings settings, boolean arm) {
        return new SegmentSizes(version, settings, arm);
    }

    /**
     * The same for a job that is to run. NCCL keeps these sizes in 32 bits; what does not fit makes its allocation fail, and
     * is a mistake of whoever set it (src/init.cc computeBuffSizes, src/transport/shm.cc shmSendSetup@v2.27.7-1).
     *
     * @throws MalformedText where the buffers that are set make no size
     */
    public static SegmentSizes ofJob(NcclVersion version, NcclSettings settings, boolean arm) {
        SegmentSizes sizes = of(version, settings, arm);
        for (String name : List.of("BUFFSIZE", "LL_BUFFSIZE", "LL128_BUFFSIZE")) {
            long set = buffer(settings, name, 0);
            if (settings.isSet(name) && (set < 0 || set > Integer.MAX_VALUE || sizes.buffers > MOST)) {
                throw new MalformedText(
                        "NCCL_" + name + "=" + settings.text(name).orElse("")
                                + " makes buffers of a size that NCCL cannot allocate: all of them together have to be less than"
                                + " 2 GiB");
            }
        }
        return sizes;
    }

    private static long buffer(NcclSettings settings, String name, long byDefault) {
        long value = settings.number(name, UNSET);
        return value == UNSET ? byDefault : value;
    }

    /**
     * A term of a file's size.
     *
     * @param source file@tag
     */
    public record Part(String name, long bytes, String source) {}

    /**
     * The terms that make the size of a file of one kind; empty where a size follows from something else.
     *
     * @param ranks of the communicator on the node
     */
    public List<Part> parts(SegmentKind kind, int ranks) {
        List<Part> parts = new ArrayList<>();
        Part header = new Part("struct ncclRecvMem", HEADER, "src/include/comm.h");
        Part sender = new Part("struct ncclSendMem", SEND_MEM.at(version), "src/include/comm.h");
        Part protocols =
                new Part("buffers of the protocols LL, LL128 and Simple", buffers, "src/init.cc computeBuffSizes");
        switch (kind) {
            case SHM_RECEIVE -> {
                parts.add(header);
                if (!senderHoldsBuffers) {
                    parts.add(protocols);
                }
            }
            case SHM_SEND -> {
                parts.add(sender);
                if (senderHoldsBuffers) {
                    parts.add(protocols);
                }
            }
            case PROXY_POOL ->
                parts.add(new Part(
                        "struct ncclProxyOpsPool",
                        POOL.at(version) + (arm ? ARM_MUTEX_EXTRA : 0),
                        "src/include/proxy.h"));
            case NVLS ->
                parts.add(new Part(
                        "twice the counters and one entry for each of " + ranks + " ranks",
                        nvls(ranks).bytes() - APPENDED.at(version),
                        "src/transport/nvls.cc"));
            case P2P_MEMCPY -> {
                parts.add(header);
                parts.add(sender);
            }
            case NET_PROXY -> {
                return List.of();
            }
        }
        if (APPENDED.at(version) > 0) {
            parts.add(new Part("reference count", APPENDED.at(version), "src/misc/shmutils.cc ncclShmOpen"));
        }
        return parts;
    }

    /** The receiver's segment of a connection. */
    public ByteCount receive() {
        return file(HEADER + (senderHoldsBuffers ? 0 : buffers));
    }

    /** The sender's segment of a connection. */
    public ByteCount send() {
        return file(SEND_MEM.at(version) + (senderHoldsBuffers ? buffers : 0));
    }

    /** The proxy's operations pool of one rank; zero where the version has none. */
    public ByteCount pool() {
        long pool = POOL.at(version);
        return pool == 0 ? ByteCount.ZERO : file(pool + (arm ? ARM_MUTEX_EXTRA : 0));
    }

    /** The NVLS segment of a communicator with {@code ranks} ranks on the node; zero where the version has none. */
    public ByteCount nvls(int ranks) {
        Nvls n = NVLS.at(version);
        return n.perRank == 0 ? ByteCount.ZERO : file((n.fixedCounter + (n.counterPerRank + n.perRank) * ranks) * 2);
    }

    /** Control data of one P2P connection in copy-engine mode. */
    public ByteCount p2pMemcpy() {
        return file(HEADER + SEND_MEM.at(version));
    }

    /**
     * Host memory of a connection over the network whose proxy is another process: control data, and the buffers that the
     * NIC does not read from the GPU (src/transport/net.cc sendProxyConnect).
     *
     * @param gdr whether it reads all but LL from the GPU
     */
    public ByteCount netProxy(boolean gdr) {
        return file(HEADER + SEND_MEM.at(version) + (gdr ? lowLatency : buffers));
    }

    /** The same where all connections of the proxy share their buffers, which send/recv does. */
    public ByteCount netProxyWithoutBuffers() {
        return file(HEADER + SEND_MEM.at(version) + (sharedHaveLowLatency ? lowLatency : 0));
    }

    /** What takes the place of a file of that size where the driver's host memory is used. */
    public ByteCount fromDriver(ByteCount file, ByteCount granularity) {
        return allocation(file, granularity);
    }

    /** The receiver's part of a connection where the driver's host memory takes the place of /dev/shm. */
    public ByteCount receiveFromDriver(ByteCount granularity) {
        return allocation(receive(), granularity);
    }

    /** The sender's part of a connection where the driver's host memory takes the place of /dev/shm. */
    public ByteCount sendFromDriver(ByteCount granularity) {
        return allocation(send(), granularity);
    }

    /** Control data of a P2P connection in copy-engine mode, where the driver's host memory takes its place. */
    public ByteCount p2pMemcpyFromDriver(ByteCount granularity) {
        return allocation(p2pMemcpy(), granularity);
    }

    private ByteCount allocation(ByteCount file, ByteCount granularity) {
        return ByteCount.of(file.bytes() - APPENDED.at(version)).inPagesOf(granularity);
    }

    private ByteCount file(long bytes) {
        return ByteCount.of(bytes + APPENDED.at(version));
    }

    /** The first version whose pool of operations is larger than it was when it came. */
    public static NcclVersion poolGrowsFrom() {
        return POOL.changes().get(1);
    }

    /** The first version whose pool of operations is eight times as large. */
    public static NcclVersion poolIsEightfoldFrom() {
        long first = POOL.entries().get(1).value();
        return POOL.entries().stream()
                .filter(e -> e.value() >= 8 * first)
                .findFirst()
                .orElseThrow()
                .from();
    }

    /** The versions at which one of the sizes changes, oldest first. */
    public static List<NcclVersion> changes() {
        TreeSet<NcclVersion> all = new TreeSet<>();
        for (VersionRule<?> rule : rules()) {
            rule.entries().forEach(e -> all.add(e.from()));
        }
        return List.copyOf(all);
    }
}
