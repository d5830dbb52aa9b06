package dev.shmfit.probes.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files are in /dev/shm, unlinked ones that are still in use included, and which processes hold each. A process in
 * another mount namespace may have another /dev/shm: what counts is the device, not the path.
 *
 * @param entries by inode
 * @param processes how many there are
 * @param unreadable of how many the maps may not be read
 */
public record ShmScan(List<ShmEntry> entries, int processes, int unreadable) {
    private static final String SHM = "/dev/shm/";
    private static final String FIELDS = "%d %i %s %b %B %u %g %a %Y %n";
    private static final Pattern FACTS =
            Pattern.compile("(?s)(\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+ \\d+ [0-7]+ \\d+) (.*)");

    public ShmScan {
        entries = List.copyOf(entries);
    }

    /** Looks through the machine's processes. */
    public static ShmScan of(Machine machine, Duration limit) {
        return new Scanner(machine, "/dev/shm", "/proc/self/mountinfo", Deadline.in(limit)).scan();
    }

    /** The same for the /dev/shm that a process sees, which may be that of its container. */
    public static ShmScan of(Machine machine, long process, Duration limit) {
        String proc = "/proc/" + process;
        return new Scanner(machine, proc + "/root/dev/shm", proc + "/mountinfo", Deadline.in(limit)).scan();
    }

    /** One mapping of a file of /dev/shm. */
    private record Mapping(long process, String range, long inode, long end, String name) {}

    private static final class Scanner {
        private final Machine machine;
        private final Path shm;
        private final Deadline deadline;
        private final String device;
        private final Optional<Object> ownDevice;
        private final Map<Long, String> names = new TreeMap<>();
        private final Map<Long, Matcher> facts = new TreeMap<>();
        private final Map<Long, Long> ends = new TreeMap<>();
        private final Map<Long, Set<Long>> holders = new TreeMap<>();
        private final List<Mapping> mappings = new ArrayList<>();
        private final Map<String, String> opened = new LinkedHashMap<>();

        Scanner(Machine machine, String shm, String mounts, Deadline deadline) {
            this.machine = machine;
            this.shm = machine.path(shm);
            this.deadline = deadline;
            this.device = device(machine, mounts);
            this.ownDevice = ownDevice(this.shm);
        }

        private static Optional<Object> ownDevice(Path shm) {
            try {
                return Optional.of(Files.getAttribute(shm, "unix:dev"));
            } catch (IOException | UnsupportedOperationException e) {
                return Optional.empty();
            }
        }

        ShmScan scan() {
            named();
            int unreadable = 0;
            List<Path> processes = Machine.list(machine.path("/proc"), "[0-9]*");
            for (Path process : processes) {
                unreadable += mapped(process) ? 0 : 1;
                opened(process);
            }
            held();
            List<ShmEntry> entries = new ArrayList<>();
            names.forEach((inode, name) -> entries.add(entry(inode, name)));
            return new ShmScan(entries, processes.size(), unreadable);
        }

        private void named() {
            // The slash behind it: where it is a link, what it leads to is meant.
            // A path with a line end could not be told from two lines, and stays as it is.
            List<String> find = List.of(
                    "find", shm + "/", "-xdev", "-type", "f", "!", "-path", "*\n*", "-exec", "stat", "-c", FIELDS, "{}",
                    "+");
            for (Matcher m : facts(find)) {
                long inode = Long.parseLong(m.group(2), 10);
                names.put(inode, m.group(7).substring(shm.toString().length() + 1));
                facts.put(inode, m);
            }
        }

        /** Whether the process lets us look. */
        private boolean mapped(Path process) {
            try (BufferedReader maps =
                    Files.newBufferedReader(process.resolve("maps"), java.nio.charset.StandardCharsets.ISO_8859_1)) {
                for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                    if (line.contains(device.isEmpty() ? SHM : " " + device + " ")) {
                        mapping(Long.parseLong(String.valueOf(process.getFileName()), 10), line);
                    }
                }
                return true;
            } catch (IOException e) {
                // One that has ended meanwhile holds nothing.
                return !Files.exists(process);
            }
        }

        private void mapping(long process, String line) {
            String[] words = line.split(" +", 6);
            if (words.length < 6) {
                return;
            }
            String[] range = words[0].split("-", 2);
            long length = Long.parseUnsignedLong(range[1], 16) - Long.parseUnsignedLong(range[0], 16);
            long inode = Long.parseLong(words[4], 10);
            String name = words[5].startsWith(SHM) ? words[5].substring(SHM.length()) : words[5];
            mappings.add(new Mapping(process, words[0], inode, Long.parseLong(words[2], 16) + length, name));
        }

        private void opened(Path process) {
            for (Path link : Machine.list(process.resolve("fd"), "*")) {
                try {
                    String target = Files.readSymbolicLink(link).toString();
                    if (target.startsWith(SHM)) {
                        opened.put(link.toString(), target.substring(SHM.length()));
                    } else if (target.startsWith("/") && !target.startsWith("/dev/") && isHere(link)) {
                        opened.put(link.toString(), target.substring(target.lastIndexOf('/') + 1));
                    }
                } catch (IOException e) {
                    // It was closed meanwhile.
                }
            }
        }

        /** Whether what is open lies on the file system of /dev/shm: another mount namespace may call the place something else. */
        private boolean isHere(Path link) throws IOException {
            return ownDevice.isPresent() && Files.getAttribute(link, "unix:dev").equals(ownDevice.get());
        }

        /** Asks the kernel about what is open or mapped and has no name any more. */
        private void held() {
            Set<String> paths = new java.util.LinkedHashSet<>(opened.keySet());
            Map<Long, String> mapFiles = new TreeMap<>();
            for (Mapping m : mappings) {
                holders.computeIfAbsent(m.inode(), i -> new TreeSet<>()).add(m.process());
                names.putIfAbsent(m.inode(), m.name());
                ends.merge(m.inode(), m.end(), Math::max);
                if (!facts.containsKey(m.inode())) {
                    mapFiles.putIfAbsent(
                            m.inode(),
                            machine.path("/proc/" + m.process() + "/map_files/" + m.range())
                                    .toString());
                }
            }
            paths.addAll(mapFiles.values());
            if (paths.isEmpty()) {
                return;
            }
            String own = stdout(List.of("stat", "-c", "%d", shm + "/")).strip();
            List<String> command = new ArrayList<>(List.of("stat", "-L", "-c", FIELDS));
            command.addAll(paths);
            for (Matcher m : facts(command)) {
                if (!m.group(1).equals(own)) {
                    continue;
                }
                long inode = Long.parseLong(m.group(2), 10);
                String name = opened.get(m.group(7));
                if (name != null) {
                    long process = process(m.group(7));
                    holders.computeIfAbsent(inode, i -> new TreeSet<>()).add(process);
                    names.putIfAbsent(inode, name);
                }
                facts.putIfAbsent(inode, m);
            }
        }

        private static long process(String path) {
            Matcher m = Pattern.compile("/proc/(\\d+)/fd/\\d+$").matcher(path);
            return m.find() ? Long.parseLong(m.group(1), 10) : 0;
        }

        private ShmEntry entry(long inode, String name) {
            Set<Long> who = holders.getOrDefault(inode, Set.of());
            Matcher m = facts.get(inode);
            if (m == null) {
                return new ShmEntry(inode, name, ends.getOrDefault(inode, 0L), -1, null, who);
            }
            long allocated = Math.multiplyExact(Long.parseLong(m.group(4), 10), Long.parseLong(m.group(5), 10));
            return new ShmEntry(inode, name, Long.parseLong(m.group(3), 10), allocated, m.group(6), who);
        }

        private List<Matcher> facts(List<String> command) {
            return Arrays.stream(stdout(command).split("\n", -1))
                    .map(FACTS::matcher)
                    .filter(Matcher::matches)
                    .toList();
        }

        private String stdout(List<String> command) {
            return machine.commands()
                    .run(command, deadline.left())
                    .map(CommandResult::output)
                    .orElse("");
        }

        /** As /proc/PID/maps writes it, such as {@code 00:1a}. */
        private static String device(Machine machine, String mounts) {
            String found = "";
            for (String line : machine.read(mounts).text().orElse("").lines().toList()) {
                List<String> words = Arrays.asList(line.split(" ", -1));
                if (words.size() > 5 && words.get(4).equals("/dev/shm")) {
                    found = words.get(2);
                }
            }
            int colon = found.indexOf(':');
            return Optional.of(found)
                    .filter(f -> f.matches("\\d+:\\d+"))
                    .map(f -> String.format(
                            java.util.Locale.ROOT,
                            "%02x:%02x",
                            Integer.parseInt(f.substring(0, colon), 10),
                            Integer.parseInt(f.substring(colon + 1), 10)))
                    .orElse("");
        }
    }

    /** The text of {@code shm-files.txt}. */
    public String text() {
        StringBuilder text = new StringBuilder("# processes=" + processes + " unreadable=" + unreadable + "\n"
                + "# inode bytes allocated uid gid mode modified holders name\n");
        entries.forEach(e -> text.append(e.line()));
        return text.toString();
    }
}
