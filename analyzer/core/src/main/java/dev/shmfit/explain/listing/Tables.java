package dev.shmfit.explain.listing;

import java.util.List;

/** All listings that people paste beside a failure; each reader takes the lines that are its own. */
public final class Tables {
    /** Words of their lines, without white space, as the scanner wants them. */
    public static final List<String> WORDS = List.of(
            "use%",
            "capacity",
            "openfiles",
            "maxlockedmemory",
            "locked-in-memorysize",
            "filedescriptors",
            "shmsize",
            "sharedmemorylimits",
            "maxuserprocesses",
            "-u:processes",
            "maxprocesses",
            "67108864",
            "commandpid",
            "pidaccesscommand",
            "userpid",
            "uidpid",
            "pidttystat",
            "pidttytime",
            "pidusertime",
            "totalusedfreeshared",
            "memory.max",
            "memory.current",
            "memory.high",
            "memory.events",
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "memory.failcnt",
            "pids.max",
            "pids.current",
            "pids.events",
            "sharedmemorysegments");

    /** A row's word that messages have, too: a line that holds it and reports a failure is no row. */
    public static final List<String> PLACE = List.of("/dev/shm", "/run/shm");

    private final DiskFree df = new DiskFree();
    private final ShmListing listing = new ShmListing();
    private final LimitLines limits = new LimitLines();
    private final Holders holders = new Holders();
    private final MemoryLines memory = new MemoryLines();
    private final SystemV systemV = new SystemV();

    /** Whether the next line may belong to a table, whatever it holds. */
    public boolean waits() {
        return df.waits() || limits.waits() || holders.waits() || memory.waits() || systemV.waits();
    }

    /** Whether a line may belong to a listing of files, judged by its first characters. */
    public boolean mayHold(byte[] line, int from, int to) {
        return listing.mayHold(line, from, to);
    }

    /**
     * Looks at a line.
     *
     * @param named whether it has one of the words: memory and System V segments say what they are
     * @param placed whether it names /dev/shm
     */
    public void line(String text, long number, boolean named, boolean placed) {
        if (holders.line(text, number)) {
            listing.ends();
            return;
        }
        df.line(text, number);
        listing.line(text, number);
        if (named || placed || limits.waits()) {
            limits.line(text, number);
        }
        if (named || memory.waits()) {
            memory.line(text, number);
        }
        if (named || systemV.waits()) {
            systemV.line(text, number);
        }
    }

    public DiskFree df() {
        return df;
    }

    public ShmListing files() {
        return listing;
    }

    public LimitLines limits() {
        return limits;
    }

    public Holders holders() {
        return holders;
    }

    public MemoryLines memory() {
        return memory;
    }

    public SystemV systemV() {
        return systemV;
    }
}
