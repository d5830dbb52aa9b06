package dev.shmfit.probes.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
 * @param unreadable of how many the maps, or what they have open, may not be read
 * @param gap why else not everything was seen: a program failed or did not answer in time; empty where all was. A file that
 *     nobody seems to have may then be held
 */
public record ShmScan(List<ShmEntry> entries, int processes, int unreadable, String gap) {
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

    private static final class Scanner {
        private static final Pattern OPENED = Pattern.compile("/proc/(\\d+)/(?:task/\\d+/)?fd/\\d+$");

        /** A command line has room for some 80000 paths. */
        private static final int AT_ONCE = 4000;

        private final Machine machine;
        private final Path shm;
        private final Deadline deadline;
        private final Optional<Object> ownDevice;
        private final ProcessLook look;
        private final Map<Long, String> names = new TreeMap<>();
        private final Map<Long, Matcher> facts = new TreeMap<>();
        private final Map<Long, Long> ends = new TreeMap<>();
        private final Map<Long, Set<Long>> holders = new TreeMap<>();

        Scanner(Machine machine, String shm, String mounts, Deadline deadline) {
            this.machine = machine;
            this.shm = machine.path(shm);
            this.deadline = deadline;
            this.ownDevice = ownDevice(this.shm);
            this.look = new ProcessLook(device(machine, mounts), ownDevice);
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
            List<Path> processes = Machine.list(machine.path("/proc"), "[0-9]*");
            if (processes.isEmpty()) {
                look.gap("/proc shows no process");
            }
            for (Path process : processes) {
                if (deadline.left().isZero()) {
                    look.gap("not all processes were looked at in "
                            + deadline.limit().toSeconds() + " s");
                    break;
                }
                look.at(process);
            }
            held();
            List<ShmEntry> entries = new ArrayList<>();
            names.forEach((inode, name) -> entries.add(entry(inode, name)));
            return new ShmScan(entries, processes.size(), look.unreadable(), look.gap());
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

        /** Asks the kernel about what is open or mapped and has no name any more. */
        private void held() {
            Map<Long, String> mapFiles = new TreeMap<>();
            for (ProcessLook.Mapping m : look.mappings()) {
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
            List<String> paths = new ArrayList<>(look.opened().keySet());
            paths.addAll(mapFiles.values());
            for (int from = 0; from < paths.size(); from += AT_ONCE) {
                held(paths.subList(from, Math.min(paths.size(), from + AT_ONCE)));
            }
        }

        private void held(List<String> paths) {
            List<String> command = new ArrayList<>(List.of("stat", "-L", "-c", FIELDS));
            command.addAll(paths);
            Set<String> answered = new HashSet<>();
            for (Matcher m : facts(command)) {
                answered.add(m.group(7));
                if (!m.group(1).equals(ownDevice.map(String::valueOf).orElse(""))) {
                    continue;
                }
                long inode = Long.parseLong(m.group(2), 10);
                String name = look.opened().get(m.group(7));
                if (name != null) {
                    holders.computeIfAbsent(inode, i -> new TreeSet<>()).add(process(m.group(7)));
                    names.putIfAbsent(inode, name);
                }
                facts.putIfAbsent(inode, m);
            }
            // What is open, and stat told nothing of: it may be any file. One that was closed meanwhile is none.
            paths.stream()
                    .filter(p -> look.opened().containsKey(p) && !answered.contains(p))
                    .filter(p -> Files.exists(Path.of(p), LinkOption.NOFOLLOW_LINKS))
                    .findFirst()
                    .ifPresent(p -> look.gap("what process " + process(p) + " has open could not be told"));
        }

        private static long process(String path) {
            Matcher m = OPENED.matcher(path);
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
            Optional<CommandResult> result = machine.commands().run(command, deadline.left());
            if (result.isEmpty()) {
                look.gap("there is no program " + command.get(0));
            } else if (result.get().timedOut()) {
                look.gap(command.get(0) + " did not answer in "
                        + deadline.limit().toSeconds() + " s");
            }
            return result.map(CommandResult::output).orElse("");
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

    /** The text of {@code shm-files.txt}; where not everything was seen, it says so. */
    public String text() {
        int unseen = gap.isEmpty() ? unreadable : Math.max(1, unreadable);
        StringBuilder text = new StringBuilder("# processes=" + processes + " unreadable=" + unseen + "\n"
                + "# inode bytes allocated uid gid mode modified holders name\n");
        entries.forEach(e -> text.append(e.line()));
        return text.toString();
    }
}
