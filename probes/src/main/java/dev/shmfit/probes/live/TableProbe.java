package dev.shmfit.probes.live;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.probes.format.CaptureTable;
import dev.shmfit.probes.format.CaptureTable.Row;
import dev.shmfit.probes.format.KeptText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the files of a capture as {@link CaptureTable} says. Only what the table keeps leaves this class. */
final class TableProbe {
    private static final String CONFIGURATION = "nccl.conf";
    private static final Pattern REMOVE_IPC = Pattern.compile("[ \\t]*RemoveIPC[ \\t]*=[ \\t]*(.*)");

    private final Machine machine;
    private final Deadline deadline;
    private final ProbedTexts taken;

    TableProbe(Machine machine, Deadline deadline, ProbedTexts taken) {
        this.machine = machine;
        this.deadline = deadline;
        this.taken = taken;
    }

    /** Takes one file. */
    void take(String file) {
        Row row = CaptureTable.rows(file).get(0);
        switch (row.how()) {
            case COMMAND -> command(row);
            case LINES, WORDS, MOUNTS -> copy(file, row.words().get(0));
            case XML -> topology(file, machine.variable(row.from().substring(1)));
            case PCI -> kept(file, PciProbe.text(machine, row), "/sys shows no GPU, no NVSwitch and no network card");
            case CPU -> kept(file, cpu(row), "there is no /proc/cpuinfo");
            case SECTIONS -> kept(file, sections(row), "there is no /sys/devices/system/node");
            case SPACE -> ShmSpaceProbe.take(machine, deadline, taken);
            case FILES, PREFIX ->
                taken.text(
                        file,
                        KeptText.of(file, ShmScan.of(machine, deadline.left()).text(), false));
            case CGROUP -> kept(file, CgroupProbe.text(machine, row), "/proc/self/cgroup cannot be read");
            case LINKS -> kept(file, links(row), "/proc/self/ns cannot be read");
            case VERSIONS -> kept(file, VersionsProbe.text(machine, deadline), "neither PyTorch nor NCCL was found");
            case CLUE, USER -> taken.text(file, platform(file));
            case WORD, NUMBER, SET -> settings(file);
        }
    }

    private void kept(String file, String text, String why) {
        taken.kept(file, KeptText.of(file, text, false), why);
    }

    /** Runs a program; empty where there is none. */
    private Optional<CommandResult> command(Row row) {
        Optional<CommandResult> result = machine.commands().run(row.words(), deadline.left());
        result.ifPresentOrElse(
                r -> taken.printed(row.file(), r, deadline.limit()),
                () -> taken.missing(row.file(), "there is no " + row.words().get(0)));
        return result;
    }

    /**
     * Asks nvidia-smi. The first question goes alone: where the driver hangs, one process is left behind, not four. The
     * others go side by side, since each takes long where the driver is loaded for it.
     */
    void nvidia(List<String> files) {
        Row first = CaptureTable.rows(files.get(0)).get(0);
        Optional<CommandResult> result = command(first);
        List<String> more = files.subList(1, files.size());
        if (result.isEmpty() || result.get().timedOut()) {
            String why = result.isEmpty()
                    ? "there is no nvidia-smi"
                    : "not asked, for " + first.from() + " " + NotCaptured.NO_ANSWER + " within "
                            + deadline.limit().toSeconds() + " s";
            more.forEach(file -> taken.missing(file, why));
            return;
        }
        List<Thread> asked = more.stream()
                .map(file -> Prober.background(
                        file, () -> command(CaptureTable.rows(file).get(0))))
                .toList();
        asked.forEach(thread -> Prober.await(thread, deadline.grace()));
    }

    private void copy(String file, String path) {
        String from = file.equals("limits.txt") ? limits(path) : path;
        Machine.Content content = machine.read(from);
        content.text()
                .ifPresentOrElse(
                        t -> kept(file, t, path + " holds nothing that is read"),
                        () -> taken.missing(file, content.why()));
    }

    /**
     * The limits that a job would have. Java raises its own limit of open files as it starts, unless it is told not to;
     * then those of its parent count.
     */
    private String limits(String own) {
        String options = machine.read("/proc/self/cmdline").text().orElse("");
        if (!machine.isWhole() || List.of(options.split("\0", -1)).contains("-XX:-MaxFDLimit")) {
            return own;
        }
        return ProcessHandle.current()
                .parent()
                .map(p -> "/proc/" + p.pid() + "/limits")
                .filter(p -> machine.read(p).text().isPresent())
                .orElse(own);
    }

    /** Where it lies is not told: paths name users and projects. */
    private void topology(String file, String path) {
        Optional<String> text = path.startsWith("/") ? machine.read(path).text() : Optional.empty();
        String why = path.isEmpty()
                ? "NCCL_TOPO_DUMP_FILE is not set"
                : "NCCL_TOPO_DUMP_FILE does not name a topology that can be read";
        kept(file, text.orElse(""), why);
    }

    private String cpu(Row row) {
        StringBuilder text = new StringBuilder("Architecture: " + architecture() + "\n");
        Pattern keep = row.pattern();
        Set<String> seen = new HashSet<>();
        machine.read(row.from()).text().orElse("").lines().forEach(line -> {
            if (keep.matcher(line).matches() && seen.add(line.split(":", 2)[0])) {
                text.append(line).append('\n');
            }
        });
        return text.toString();
    }

    /** As {@code uname -m} says it. */
    private static String architecture() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    private String sections(Row row) {
        Path glob = Path.of(row.words().get(0));
        List<String> names = row.words().subList(1, row.words().size());
        return Machine.list(machine.path(String.valueOf(glob.getParent())), String.valueOf(glob.getFileName())).stream()
                .flatMap(d -> names.stream().map(d::resolve))
                .map(machine::section)
                .collect(Collectors.joining());
    }

    private String links(Row row) {
        List<String> words = row.words();
        StringBuilder text = new StringBuilder();
        for (String name : words.subList(1, words.size())) {
            try {
                text.append(name)
                        .append('=')
                        .append(Files.readSymbolicLink(machine.path(words.get(0) + "/" + name)))
                        .append('\n');
            } catch (IOException e) {
                // A kernel without this kind of namespace; the line is left out.
            }
        }
        return text.toString();
    }

    /**
     * The environment; or the user's configuration file, then the machine's: the order in which NCCL reads them, and the
     * first of two equal names counts (src/misc/param.cc, initEnv).
     */
    private void settings(String file) {
        StringBuilder text = new StringBuilder();
        if (!file.equals(CONFIGURATION)) {
            new TreeMap<>(machine.environment())
                    .forEach((name, value) -> text.append(name)
                            .append('=')
                            .append(value.replace('\n', ' '))
                            .append('\n'));
            // No such variable is an answer, too.
            taken.text(file, KeptText.of(file, text.toString(), false, networkDevices()));
            return;
        }
        String stated = machine.variable("NCCL_CONF_FILE");
        String home = machine.variable("HOME");
        String own = stated.isEmpty() ? (home.isEmpty() ? "/nowhere" : home) + "/.nccl.conf" : stated;
        for (String path : List.of(own, "/etc/nccl.conf")) {
            if (path.startsWith("/")) {
                machine.read(path).text().ifPresent(t -> text.append(t).append(t.endsWith("\n") ? "" : "\n"));
            }
        }
        taken.kept(
                file,
                KeptText.of(file, text.toString(), true, networkDevices()),
                "there is neither ~/.nccl.conf nor /etc/nccl.conf");
    }

    private Set<String> networkDevices() {
        return Stream.of("infiniband", "net")
                .flatMap(kind -> Machine.list(machine.path("/sys/class/" + kind), "*").stream())
                .map(device -> device.getFileName().toString())
                .collect(Collectors.toSet());
    }

    private String platform(String file) {
        StringBuilder text = new StringBuilder();
        String managed = "";
        for (Row row : CaptureTable.rows(file)) {
            List<String> words = row.words();
            if (row.how() == CaptureTable.How.USER) {
                text.append("managed=").append(managed).append('\n');
                text.append("uid=").append(uid()).append('\n');
                text.append("remove_ipc=").append(removeIpc()).append('\n');
                boolean lingers =
                        !machine.user().isEmpty() && machine.exists("/var/lib/systemd/linger/" + machine.user());
                text.append("linger=").append(yes(lingers)).append('\n');
                continue;
            }
            boolean found = words.subList(1, words.size()).stream().anyMatch(this::found);
            String[] key = words.get(0).split("=", 2);
            if (key.length == 2) {
                managed = managed.isEmpty() && found ? key[1] : managed;
            } else {
                text.append(key[0]).append('=').append(yes(found)).append('\n');
            }
        }
        return KeptText.of(file, text.toString(), false);
    }

    private static String yes(boolean answer) {
        return answer ? "yes" : "no";
    }

    /** Whether a trace is there: {@code $VARIABLE}, {@code $VARIABLE=value}, {@code /path} or {@code /path~expression}. */
    private boolean found(String trace) {
        if (trace.startsWith("$")) {
            String[] variable = trace.substring(1).split("=", 2);
            String value = machine.variable(variable[0]);
            return variable.length == 2 ? value.equals(variable[1]) : !value.isEmpty();
        }
        String[] file = trace.split("~", 2);
        return file.length == 1
                ? machine.exists(trace)
                : CaptureTable.java(file[1])
                        .matcher(machine.read(file[0]).text().orElse(""))
                        .find();
    }

    private String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** What logind does with a user's shared memory when the last session ends; the last statement counts. */
    private String removeIpc() {
        StringBuilder all = new StringBuilder();
        for (String file : List.of("/usr/lib/systemd/logind.conf", "/etc/systemd/logind.conf")) {
            all.append(machine.read(file).text().orElse("")).append('\n');
        }
        for (String directory : List.of("/usr/lib", "/run", "/etc")) {
            for (Path file : Machine.list(machine.path(directory + "/systemd/logind.conf.d"), "*.conf")) {
                all.append(machine.read(file).text().orElse("")).append('\n');
            }
        }
        return all.toString()
                .lines()
                .map(REMOVE_IPC::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(1))
                .reduce("", (before, last) -> last);
    }
}
