package dev.shmfit.explain.listing;

import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ls -l /dev/shm} and its like show: files by owner and size, the sum, the rights of the directory.
 *
 * <pre>{@code
 * -rw------- 1 root root 9637892 Nov 20 10:11 nccl-97p6hH
 * }</pre>
 */
public final class ShmListing {
    private static final ByteCount PAGE = ByteCount.of(4096);
    private static final String DIRECTORY = "/dev/shm";
    private static final int MOST_GROUPS = 500;
    private static final int MOST_FILES = 20_000;
    private static final int MOST_PIDS = 8;
    private static final int SHORTEST = 7;
    private static final int LONGEST = 600;
    private static final int NEAR = 3;
    private static final Pattern STAT_FILE = Pattern.compile("\\s*File: [\"'‘]?/dev/shm/([^\"'’]{1,300}?)[\"'’]?\\s*");
    private static final Pattern STAT_SIZE = Pattern.compile(
            "\\s*Size: (\\d{1,18})\\s+Blocks: (\\d{1,15})\\s+IO Block: \\d{1,9}\\s+regular (?:empty )?file\\s*");
    private static final long STAT_BLOCK = 512;

    /**
     * Files of one owner and one size.
     *
     * @param program whose they are
     * @param remark what it means that they are seen
     * @param tenant whether the program keeps its data there for as long as it runs
     * @param meanings of the size, for files of NCCL's
     * @param example one name
     * @param pids in the names, some
     */
    public record Group(
            Text program,
            Text remark,
            boolean tenant,
            ByteCount size,
            long count,
            List<SizeMeaning> meanings,
            String example,
            List<String> pids) {
        public Group {
            meanings = List.copyOf(meanings);
            pids = List.copyOf(pids);
        }
    }

    /**
     * One file.
     *
     * @param taken of the file system
     */
    public record File(String name, ShmOwner owner, ByteCount taken) {}

    private record Key(Text program, long size) {}

    private static final class Tally {
        private final ShmOwner owner;
        private final String example;
        private final Set<String> pids = new LinkedHashSet<>();
        private final Set<String> users = new LinkedHashSet<>();
        private long count;

        Tally(ShmOwner owner, String example) {
            this.owner = owner;
            this.example = example;
        }
    }

    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<String, File> kept = new LinkedHashMap<>();
    private long files;
    private long firstLine;
    private ByteCount sum = ByteCount.ZERO;
    private ByteCount pages = ByteCount.ZERO;
    private Optional<ByteCount> whole = Optional.empty();
    private Optional<ByteCount> total = Optional.empty();
    private long totalLine;
    private boolean sizes = true;
    private boolean inShm;
    private boolean names;
    private Optional<String> mode = Optional.empty();

    /** The file that {@code stat} names in the line above. */
    private String stat = "";

    /** Whether a line that does not name /dev/shm may belong to a listing all the same. */
    boolean mayHold(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] >= 0 && line[at] <= ' ') {
            at++;
        }
        if (to - at < SHORTEST || to - from > LONGEST) {
            return false;
        }
        if (names || !stat.isEmpty()) {
            return true;
        }
        byte first = line[at];
        byte second = line[at + 1];
        return first == '/'
                || ((second == 'r' || second == '-')
                        && (line[at + 2] == 'w' || line[at + 2] == '-')
                        && "-dlpsbc".indexOf(first) >= 0)
                || (first == 't' && second == 'o' && line[at + 5] == ' ')
                || (inShm && first >= '0' && first <= '9');
    }

    /** Another table begins. */
    void ends() {
        inShm = false;
        names = false;
    }

    /** Looks at a line. */
    public void line(String text, long number) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return;
        }
        if (stat(text, number)) {
            return;
        }
        Optional<ListingLine> entry = ListingLine.of(text);
        if (entry.isPresent()) {
            names = false;
            entry(entry.get(), number);
            return;
        }
        Optional<ByteCount> all = ListingLine.total(text);
        if (all.isPresent()) {
            names = false;
            total = all;
            totalLine = number;
        } else if (text.contains(DIRECTORY)) {
            String line = text.strip();
            boolean list = isList(line);
            boolean plain = list && !line.contains(" -");
            inShm = list || line.endsWith(DIRECTORY + ":");
            names = plain;
        } else if (text.strip().endsWith(":") && text.strip().startsWith("/")) {
            inShm = false;
            names = false;
        } else if (names) {
            names(text, number);
        }
    }

    /** {@code File: /dev/shm/x}, and below {@code Size: 4096  Blocks: 8  IO Block: 4096  regular file}. */
    private boolean stat(String text, long number) {
        Matcher file = text.contains("File: ") ? STAT_FILE.matcher(text) : null;
        if (file != null && file.matches()) {
            stat = file.group(1);
            return true;
        }
        Matcher size = stat.isEmpty() ? null : STAT_SIZE.matcher(text);
        String name = stat;
        stat = "";
        if (size == null || !size.matches()) {
            return false;
        }
        ByteCount taken = ByteCount.of(ListedSizes.bytes(size.group(2), 1)).times(STAT_BLOCK);
        add(
                ShmOwner.of(name).orElseGet(() -> unknown(name)),
                ByteCount.of(ListedSizes.bytes(size.group(1), 1)),
                taken,
                name,
                "",
                number);
        return true;
    }

    private static boolean isList(String line) {
        return (line.contains("ls ") || line.contains("ll ")) && !line.contains("lsof") && !line.contains("cols ");
    }

    /** Names without anything else, as {@code ls} prints them, one or several in a line. */
    private void names(String text, long number) {
        List<String> words = List.of(text.strip().split("\\s+", -1));
        if (words.stream().noneMatch(w -> ShmOwner.of(w).isPresent())) {
            names = false;
            return;
        }
        sizes = false;
        for (String name : words) {
            add(ShmOwner.of(name).orElseGet(() -> unknown(name)), ByteCount.ZERO, ByteCount.ZERO, name, "", number);
        }
    }

    private void entry(ListingLine e, long number) {
        boolean absolute = e.path().startsWith(DIRECTORY + "/");
        String path = e.path();
        if (e.rights().startsWith("d") || path.equals(DIRECTORY) || path.equals(DIRECTORY + "/")) {
            if ((inShm && path.equals(".")) || path.equals(DIRECTORY) || path.equals(DIRECTORY + "/")) {
                directory(e);
            }
            return;
        }
        if (path.startsWith("/") && !absolute) {
            return;
        }
        String name = absolute ? path.substring(DIRECTORY.length() + 1) : path;
        Optional<ShmOwner> owner = ShmOwner.of(name);
        if (owner.isEmpty() && !inShm && !absolute) {
            return;
        }
        boolean below = total.isPresent() && number - totalLine <= NEAR && files == 0;
        whole = below ? total : whole;
        ByteCount taken = e.blocks().orElseGet(() -> e.size().inPagesOf(PAGE));
        add(owner.orElseGet(() -> unknown(name)), e.size(), taken, name, e.user(), number);
    }

    private void directory(ListingLine e) {
        if (e.rights().isEmpty()) {
            whole = e.blocks();
        } else {
            mode = Optional.of(e.rights());
        }
    }

    /** A program that is not known, told apart from others by the letters that its names begin with. */
    private static ShmOwner unknown(String name) {
        OptionalLong pid = ListingLine.processIn(name);
        return new ShmOwner(
                Text.of("observation/owner-unknown"),
                Text.EMPTY,
                pid.isPresent() ? Optional.of(String.valueOf(pid.getAsLong())) : Optional.empty());
    }

    private void add(ShmOwner owner, ByteCount size, ByteCount taken, String name, String user, long number) {
        firstLine = files == 0 ? number : firstLine;
        if (kept.containsKey(name)) {
            return;
        }
        if (kept.size() < MOST_FILES) {
            kept.put(name, new File(name, owner, taken));
        }
        files++;
        sum = sum.plus(size);
        pages = pages.plus(taken);
        Key key = new Key(owner.program(), size.bytes());
        if (tallies.size() >= MOST_GROUPS && !tallies.containsKey(key)) {
            key = new Key(owner.program(), -1);
        }
        Tally tally = tallies.computeIfAbsent(key, k -> new Tally(owner, name));
        tally.count++;
        if (tally.pids.size() < MOST_PIDS) {
            owner.pid().ifPresent(tally.pids::add);
        }
        if (tally.users.size() < MOST_PIDS && !user.isEmpty()) {
            tally.users.add(user);
        }
    }

    /** How many files. */
    public long files() {
        return files;
    }

    /** The files, the first of many. */
    public List<File> each() {
        return List.copyOf(kept.values());
    }

    /** Where the first stands, from 1. */
    public long firstLine() {
        return firstLine;
    }

    /** All sizes together. */
    public ByteCount sum() {
        return sum;
    }

    /** Whether the listing shows sizes. */
    public boolean sized() {
        return sizes;
    }

    /** What the files take, as df counts it: as the listing says, else all sizes in whole pages of 4 KiB. */
    public ByteCount inPages() {
        return whole.orElse(pages);
    }

    /** The rights of the directory, as ls prints them, where they were shown. */
    public Optional<String> mode() {
        return mode;
    }

    /** Whether everybody may write, and nobody may delete another's files. */
    public boolean modeRight() {
        return mode.map(m -> m.toLowerCase(Locale.ROOT).equals("drwxrwxrwt")).orElse(true);
    }

    /** Files by owner and size, those that take most first. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        tallies.forEach((key, t) -> {
            boolean nccl = ShmOwner.isNccl(t.owner.program());
            boolean unknown = t.owner.remark().isEmpty() && !t.users.isEmpty();
            ByteCount size = ByteCount.of(Math.max(0, key.size()));
            groups.add(new Group(
                    key.program(),
                    unknown
                            ? Text.of("observation/remark-users", "users", String.join(", ", t.users))
                            : t.owner.remark(),
                    t.owner.tenant(),
                    size,
                    t.count,
                    nccl && sizes ? SizeDecoder.decodeFile(size.bytes()) : List.of(),
                    t.example,
                    List.copyOf(t.pids)));
        });
        groups.sort((a, b) -> b.size().times(b.count()).compareTo(a.size().times(a.count())));
        return groups;
    }
}
