package dev.shmfit.analysis.machine;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.ProcessLimits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.parse.Parsed;
import dev.shmfit.parse.file.CgroupParser;
import dev.shmfit.parse.file.EnvParser;
import dev.shmfit.parse.file.LimitsParser;
import dev.shmfit.parse.file.NcclConfParser;
import dev.shmfit.parse.file.PageSizeParser;
import dev.shmfit.parse.file.PlatformParser;
import dev.shmfit.parse.file.ShmMountParser;
import dev.shmfit.parse.file.ShmSpaceParser;
import dev.shmfit.parse.file.SmiMemoryParser;
import dev.shmfit.parse.file.StatusParser;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a capture says about the place in which the job runs: /dev/shm, limits, settings, versions. */
public final class PlaceFacts {
    private static final ByteCount USUAL_PAGE = ByteCount.of(4096);
    private static final ByteCount HUGE_PAGE = ByteCount.mebibytes(2);
    private static final String ABSENT = "not in the capture";
    private static final Pattern MEM_TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB");

    private final Capture capture;
    private final List<ParseNote> notes = new ArrayList<>();
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final LoggedFacts logged;

    public PlaceFacts(Capture capture) {
        this.capture = capture;
        // A configuration file first, the environment over it (src/misc/param.cc initEnv).
        for (List<Setting> some : List.of(
                parsed(CaptureFiles.NCCL_CONF, NcclConfParser::parse).orElse(List.of()),
                parsed(CaptureFiles.ENV, EnvParser::parse).orElse(List.of()))) {
            some.forEach(s -> settings.put(s.name(), s));
        }
        this.logged = readLog();
    }

    /** What a log of the job in the capture says. */
    public LoggedFacts logged() {
        return logged;
    }

    private LoggedFacts readLog() {
        Optional<CapturedItem.Text> log = file(CaptureFiles.NCCL_LOG);
        if (log.isEmpty()) {
            return LoggedFacts.NONE;
        }
        NcclLog read = NcclLogReader.read(log.get().name(), log.get().text());
        notes.addAll(read.notes());
        return LoggedFacts.of(read);
    }

    /** Remarks of the parsers used so far. */
    public List<ParseNote> notes() {
        return List.copyOf(notes);
    }

    private Optional<CapturedItem.Text> file(String name) {
        return capture.items().get(name) instanceof CapturedItem.Text t ? Optional.of(t) : Optional.empty();
    }

    private <T> Optional<T> parsed(String name, BiFunction<String, String, Parsed<T>> parser) {
        return file(name).map(f -> {
            Parsed<T> p = parser.apply(f.text(), f.name());
            notes.addAll(p.notes());
            return p.value();
        });
    }

    /** Settings by name. */
    public Map<String, Setting> settings() {
        return Collections.unmodifiableMap(settings);
    }

    /** A library's version by {@code versions.txt}: lines of a name, then blanks, '=' or ':', then the version. */
    public Reading<String> version(String library) {
        Optional<CapturedItem.Text> versions = file(CaptureFiles.VERSIONS);
        if (versions.isEmpty()) {
            return Reading.absent(ABSENT);
        }
        int number = 0;
        for (String line : versions.get().text().lines().toList()) {
            number++;
            String[] parts = line.strip().split("[\\s=:]+", 2);
            if (parts.length == 2 && parts[0].equalsIgnoreCase(library)) {
                return Reading.known(
                        parts[1].strip(), SourceRef.line(versions.get().name(), number));
            }
        }
        return Reading.absent("versions.txt does not name " + library);
    }

    /** What the place offers, before anything is stated about it. */
    public ShmSupply supply(Optional<ByteCount> statedPage) {
        Optional<ShmMount> mount = parsed(CaptureFiles.MOUNTINFO, ShmMountParser::parse)
                .flatMap(m -> m)
                .or(() -> parsed(CaptureFiles.MOUNTS, ShmMountParser::parse).flatMap(m -> m));
        Optional<ShmSpace> space = parsed(CaptureFiles.STATVFS, ShmSpaceParser::parse);
        Optional<MemoryLimit> memory = parsed(CaptureFiles.CGROUP, CgroupParser::parse);
        Optional<ProcessLimits> limits = parsed(CaptureFiles.LIMITS, LimitsParser::parse);
        if (lacksShm(capture)) {
            mount = Optional.empty();
            space = Optional.empty();
        }
        ByteCount page = statedPage
                .or(() -> parsed(CaptureFiles.PAGE_SIZE, PageSizeParser::parse).flatMap(Reading::asOptional))
                .orElse(USUAL_PAGE);
        boolean huge = mount.flatMap(m -> m.huge().asOptional())
                .filter(h -> h.equals("always"))
                .isPresent();
        return new ShmSupply(
                size(space, mount),
                space.map(ShmSpace::available).orElse(Reading.absent(ABSENT)),
                space.map(PlaceFacts::freeInodes).orElse(Reading.absent(ABSENT)),
                page,
                huge ? HUGE_PAGE : page,
                memory.map(MemoryLimit::limit).orElse(Reading.absent(ABSENT)),
                systemMemory(),
                limits.map(ProcessLimits::lockedMemory).orElse(Reading.absent(ABSENT)),
                limits.map(ProcessLimits::openFiles).orElse(Reading.absent(ABSENT)),
                parsed(CaptureFiles.SMI_QUERY, SmiMemoryParser::parse).orElse(Reading.absent(ABSENT)));
    }

    /** Whether who captured looked for /dev/shm and found none. */
    static boolean lacksShm(Capture capture) {
        return capture.items().get(CaptureFiles.STATVFS) instanceof CapturedItem.NotCaptured n
                && n.why().equals("there is no /dev/shm");
    }

    /** Whether the container has CAP_SYS_NICE. */
    public static Reading<Boolean> sysNice(Capture capture) {
        return capture.text(CaptureFiles.STATUS)
                .map(t -> StatusParser.sysNice(t, CaptureFiles.STATUS).value())
                .orElse(Reading.absent("not captured"));
    }

    /** What can be seen of that which started the job. */
    public PlatformClues clues() {
        return parsed(CaptureFiles.PLATFORM, PlatformParser::parse).orElse(PlatformClues.none(ABSENT));
    }

    private static Reading<ByteCount> size(Optional<ShmSpace> space, Optional<ShmMount> mount) {
        Reading<ByteCount> measured = space.map(ShmSpace::size).orElse(Reading.absent(ABSENT));
        return measured.isKnown() ? measured : mount.map(ShmMount::size).orElse(measured);
    }

    /** A file system that counts no inodes has no limit of files. */
    private static Reading<Long> freeInodes(ShmSpace space) {
        boolean counts = space.inodes().asOptional().filter(n -> n > 0).isPresent();
        return counts ? space.freeInodes() : Reading.absent("the file system does not count files");
    }

    private Reading<ByteCount> systemMemory() {
        Optional<CapturedItem.Text> meminfo = file(CaptureFiles.MEMINFO);
        if (meminfo.isEmpty()) {
            return Reading.absent(ABSENT);
        }
        Matcher m = MEM_TOTAL.matcher(meminfo.get().text());
        if (!m.find()) {
            return Reading.absent("meminfo.txt has no line MemTotal");
        }
        int line = 1
                + (int) meminfo.get()
                        .text()
                        .substring(0, m.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return Reading.known(
                ByteCount.of(Long.parseLong(m.group(1), 10)).times(1024),
                SourceRef.line(meminfo.get().name(), line));
    }
}
