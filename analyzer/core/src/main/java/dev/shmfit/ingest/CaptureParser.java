package dev.shmfit.ingest;

import dev.shmfit.capture.Capture;
import dev.shmfit.facts.ContainerFacts;
import dev.shmfit.facts.GpuFacts;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.HostFacts;
import dev.shmfit.facts.ListedGpus;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.PeerTables;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SoftwareFacts;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.parse.file.CgroupParser;
import dev.shmfit.parse.file.CpuParser;
import dev.shmfit.parse.file.EnvParser;
import dev.shmfit.parse.file.KernelOptionsParser;
import dev.shmfit.parse.file.LimitsParser;
import dev.shmfit.parse.file.MeminfoParser;
import dev.shmfit.parse.file.NamespacesParser;
import dev.shmfit.parse.file.NcclConfParser;
import dev.shmfit.parse.file.NumaParser;
import dev.shmfit.parse.file.PageSizeParser;
import dev.shmfit.parse.file.PciTreeParser;
import dev.shmfit.parse.file.PlatformParser;
import dev.shmfit.parse.file.ShmFilesParser;
import dev.shmfit.parse.file.ShmMountParser;
import dev.shmfit.parse.file.ShmSpaceParser;
import dev.shmfit.parse.file.SmiQueryParser;
import dev.shmfit.parse.file.StatusParser;
import dev.shmfit.parse.file.VersionsParser;
import dev.shmfit.parse.file.WordParser;
import dev.shmfit.parse.paste.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From a capture to facts: every file that is known is read once, by one parser, and every remark is kept. The only
 * place that sees captured text.
 */
public final class CaptureParser {
    private final CapturedTexts texts;
    private final PastedTexts pasted;

    private CaptureParser(CapturedTexts texts, PastedTexts pasted) {
        this.texts = texts;
        this.pasted = pasted;
    }

    /** Everything that the capture says. Never fails: what cannot be read is an unreadable fact or a remark. */
    public static MachineFacts parse(Capture capture) {
        return parse(capture, new CapturedTexts(capture));
    }

    static MachineFacts parse(Capture capture, CapturedTexts texts) {
        PastedTexts pasted = new PastedTexts(capture);
        texts.note(pasted.notes());
        CaptureParser p = new CaptureParser(texts, pasted);
        // In this order the remarks are told: GPUs, settings, /dev/shm and limits, the machine.
        TableTexts tables = new TableTexts(texts, pasted);
        Readings<NcclXml> dump = tables.dump(CaptureFiles.NCCL_XML);
        Readings<SmiTopoMatrix> matrix = tables.matrix(CaptureFiles.TOPO);
        Readings<SmiP2pMatrix> read = tables.p2p(CaptureFiles.P2P_READ, "r");
        Readings<SmiP2pMatrix> write = tables.p2p(CaptureFiles.P2P_WRITE, "w");
        SoftwareFacts software = p.software();
        LoggedFacts logged = p.logged();
        ShmFacts shm = p.shm();
        ContainerFacts container = p.container();
        HostFacts host = p.host();
        GpuFacts gpus = p.gpus(dump, matrix, read, write);
        Coverage coverage = new Coverage(
                texts.notes(), texts.missing(), pasted.parts(), pasted.prose(), pasted.named(), pasted.commands());
        return new MachineFacts(capture.id(), gpus, host, shm, container, software, logged, coverage);
    }

    private GpuFacts gpus(
            Readings<NcclXml> dump,
            Readings<SmiTopoMatrix> matrix,
            Readings<SmiP2pMatrix> read,
            Readings<SmiP2pMatrix> write) {
        String file = CaptureFiles.SMI_QUERY;
        Optional<SmiQuery> query = texts.parsed(file, SmiQueryParser::parse);
        Readings<String> driver = texts.of(file, query, SmiQuery::driver).then(pasted.of(Topic.DRIVER));
        Readings<Integer> cuda = texts.of(file, query, SmiQuery::cuda).then(pasted.of(Topic.CUDA));
        return new GpuFacts(
                dump,
                matrix,
                new PeerTables(read, write, pasted.of(Topic.PEERS)),
                driver,
                driver.isKnown() || cuda.isKnown() ? cuda : pasted.of(Topic.CUDA_STATED),
                texts.of(file, query, q -> Reading.known(q.gpus(), SourceRef.of(file)))
                        .then(pasted.devices()),
                texts.of(file, query, SmiQuery::memory).then(pasted.ofQuery(SmiQuery::memory)),
                new ListedGpus(
                        texts.of(file, query, CaptureParser::listing).then(pasted.listings()),
                        texts.of(file, query, SmiQuery::traits)
                                .then(pasted.of(Topic.TRAITS))
                                .then(pasted.ofQuery(SmiQuery::traits))));
    }

    private static Reading<GpuListing> listing(SmiQuery query) {
        List<GpuListing.Gpu> gpus = new ArrayList<>();
        for (SmiQuery.Gpu g : query.gpus()) {
            gpus.add(new GpuListing.Gpu(
                    gpus.size(), g.name(), g.uuid(), Reading.known(g.busId(), g.source()), List.of(), g.source()));
        }
        return gpus.isEmpty()
                ? Reading.absent("it lists no GPU")
                : Reading.known(
                        new GpuListing(gpus, GpuListing.Numbering.NVIDIA_SMI),
                        gpus.get(0).source());
    }

    private HostFacts host() {
        return new HostFacts(
                texts.whole(CaptureFiles.SYS_PCI, PciTreeParser::parse),
                texts.told(CaptureFiles.LSCPU, CpuParser::parse).then(pasted.of(Topic.CPU)),
                texts.whole(CaptureFiles.NUMA, NumaParser::parse).then(pasted.of(Topic.NUMA)),
                pasted.of(Topic.ADAPTERS),
                texts.told(CaptureFiles.MEMINFO, MeminfoParser::parse).then(pasted.of(Topic.MEMORY)),
                texts.told(CaptureFiles.CMDLINE, KernelOptionsParser::iommu),
                texts.told(CaptureFiles.PAGE_SIZE, PageSizeParser::parse),
                new HostFacts.Identity(
                        texts.told(CaptureFiles.HOSTNAME, WordParser::parse),
                        texts.told(CaptureFiles.BOOT_ID, WordParser::parse)));
    }

    private ShmFacts shm() {
        return new ShmFacts(
                mount(CaptureFiles.MOUNTINFO).then(mount(CaptureFiles.MOUNTS)).then(pasted.of(Topic.MOUNT)),
                texts.whole(CaptureFiles.STATVFS, ShmSpaceParser::parse).then(pasted.of(Topic.SPACE)),
                texts.whole(CaptureFiles.SHM_FILES, ShmFilesParser::parse),
                pasted.of(Topic.SHM_DEFINED).then(pasted.of(Topic.SHM_DEFAULT)));
    }

    private Readings<ShmMount> mount(String file) {
        return texts.of(
                file,
                texts.parsed(file, ShmMountParser::parse),
                m -> m.map(v -> Reading.known(v, v.source()))
                        .orElse(Reading.absent("no mount is /dev/shm, nor a directory above it")));
    }

    private ContainerFacts container() {
        String file = CaptureFiles.PLATFORM;
        Readings<dev.shmfit.facts.MemoryLimit> memory =
                texts.whole(CaptureFiles.CGROUP, CgroupParser::parse).then(pasted.of(Topic.MEMORY_LIMIT));
        Readings<dev.shmfit.facts.ProcessLimits> limits = texts.whole(CaptureFiles.LIMITS, LimitsParser::parse);
        Optional<PlatformParser.Platform> platform = texts.parsed(file, PlatformParser::parse);
        return new ContainerFacts(
                memory,
                limits,
                pasted.of(Topic.POD_GPUS),
                texts.told(CaptureFiles.STATUS, StatusParser::sysNice).then(pasted.of(Topic.SYS_NICE)),
                texts.whole(CaptureFiles.NAMESPACES, NamespacesParser::parse).then(pasted.of(Topic.NAMESPACES)),
                texts.of(file, platform, p -> Reading.known(p.clues(), SourceRef.of(file)))
                        .then(pasted.clues()),
                texts.of(file, platform, p -> Reading.known(p.session(), SourceRef.of(file))));
    }

    /** A configuration file first, the environment over it (src/misc/param.cc initEnv). */
    private SoftwareFacts software() {
        Optional<List<Setting>> conf = texts.parsed(CaptureFiles.NCCL_CONF, NcclConfParser::parse);
        Optional<List<Setting>> env = texts.parsed(CaptureFiles.ENV, EnvParser::parse);
        Map<String, Readings<String>> settings = new LinkedHashMap<>();
        Stream.concat(conf.stream(), env.stream())
                .flatMap(List::stream)
                .forEach(s -> settings.merge(
                        s.name(), Readings.of(Reading.known(s.value(), s.source())), (less, more) -> more.then(less)));
        for (Reading.Known<Setting> k : pasted.settings()) {
            Readings<String> said = Readings.of(Reading.known(k.value().value(), k.source()));
            settings.merge(k.value().name(), said, Readings::then);
        }
        Optional<Map<String, Reading<String>>> versions = texts.parsed(CaptureFiles.VERSIONS, VersionsParser::parse);
        return new SoftwareFacts(
                settings,
                conf.isPresent() || env.isPresent() || pasted.environmentSeen(),
                version(versions, "nccl").then(pasted.of(Topic.NCCL)),
                version(versions, "torch").then(pasted.of(Topic.TORCH)),
                pasted.of(Topic.NCCL_OF_SYSTEM));
    }

    private Readings<String> version(Optional<Map<String, Reading<String>>> versions, String library) {
        return texts.of(
                CaptureFiles.VERSIONS,
                versions,
                v -> v.getOrDefault(library, Reading.absent("versions.txt does not name " + library)));
    }

    private LoggedFacts logged() {
        return texts.take(CaptureFiles.NCCL_LOG)
                .map(f -> NcclLogReader.read(f.name(), f.text()))
                .map(log -> {
                    texts.note(log.notes());
                    return LoggedFacts.of(log);
                })
                .orElseGet(pasted::logged);
    }
}
