package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts the lines of a pasted text into sections, one for each program's output. Prose between them is in none. */
final class SectionFinder {
    /** Kinds of which each line is known by itself. */
    private static final Set<SectionKind> LINE_BY_LINE = EnumSet.of(
            SectionKind.GPU_LIST,
            SectionKind.MOUNT,
            SectionKind.PACKAGES,
            SectionKind.LSPCI_TREE,
            SectionKind.NCCL_LOG,
            SectionKind.COLLECT_ENV,
            SectionKind.SGLANG_ENV,
            SectionKind.LAUNCH,
            SectionKind.NCCL_TESTS,
            SectionKind.ENVIRONMENT);

    /** Kinds that a blank line ends. */
    private static final Set<SectionKind> ENDS_AT_BLANK = EnumSet.of(
            SectionKind.DF,
            SectionKind.NUMACTL,
            SectionKind.NVIDIA_SMI_CSV,
            SectionKind.LSCPU,
            SectionKind.FREE,
            SectionKind.NVCC,
            SectionKind.KERNEL,
            SectionKind.SHM_LISTING);

    private static final Pattern JSON = Pattern.compile("^[\\[\\]{}\"]|^(?:true|false|null|-?\\d[\\d.eE+-]*),?$");
    /** A row of {@code pip list} or {@code conda list}, and the rule below its header. */
    private static final Pattern PACKAGE =
            Pattern.compile("^-{3,}[ -]*$|^[A-Za-z0-9][\\w.-]* {1,60}v?\\d[\\w.+!-]*(?: {1,60}\\S+){0,2}$");

    private static final Pattern TREE = Pattern.compile("^[|+\\\\ -]*[+\\\\-]-");

    private final String item;
    private final List<PastedSection> sections = new ArrayList<>();
    private final List<PastedLine> open = new ArrayList<>();
    private Optional<SectionKind> kind = Optional.empty();
    private String command = "";

    private SectionFinder(String item) {
        this.item = item;
    }

    /** The sections in the order of the text. */
    static List<PastedSection> find(String item, List<PastedLine> lines) {
        SectionFinder finder = new SectionFinder(item);
        lines.forEach(finder::line);
        finder.close();
        return finder.sections;
    }

    private void line(PastedLine line) {
        if (line.boundary()) {
            close();
            return;
        }
        if (!line.command().isEmpty()) {
            begin(TextSignatures.ofCommand(line.command()), line.command());
            open.add(line);
            return;
        }
        if (line.isBlank()) {
            boolean typed = open.size() == 1 && !command.isEmpty();
            if (kind.isPresent() && ENDS_AT_BLANK.contains(kind.get()) && !typed) {
                close();
            } else if (kind.isPresent()) {
                open.add(line);
            }
            return;
        }
        if (kind.isPresent()
                && isJson(kind.get())
                && JSON.matcher(line.stripped()).find()) {
            open.add(line);
            return;
        }
        Optional<SectionKind> sign = TextSignatures.of(line.stripped());
        if (sign.isPresent() && !sign.equals(kind) && !isInside(sign.get(), line)) {
            begin(sign.get(), "");
            open.add(line);
            return;
        }
        boolean goesOn = kind.isPresent() && (sign.isPresent() || !command.isEmpty() || goesOn(kind.get(), line));
        if (goesOn) {
            open.add(line);
        } else {
            close();
        }
    }

    /** What would be a section of its own elsewhere, and is a part of the one that is open. */
    private boolean isInside(SectionKind sign, PastedLine line) {
        if (kind.isEmpty()) {
            return false;
        }
        return switch (kind.get()) {
            case KUBECTL_DESCRIBE ->
                sign == SectionKind.ENVIRONMENT || sign == SectionKind.MOUNT || sign == SectionKind.YAML;
            case NVIDIA_SMI -> sign == SectionKind.TOPO && line.stripped().startsWith("|");
            case NVIDIA_SMI_Q -> sign == SectionKind.GPU_LIST || sign == SectionKind.KERNEL;
            case P2P_TEST, NVBANDWIDTH, DEVICE_QUERY ->
                sign == SectionKind.SIMPLE_P2P && kind.get() == SectionKind.DEVICE_QUERY;
            case CPUINFO -> sign == SectionKind.LSCPU;
            case LSCPU -> sign == SectionKind.CPUINFO;
            case LAUNCH -> open.get(open.size() - 1).stripped().endsWith("\\");
            case ACCELERATE_ENV, TRANSFORMERS_ENV ->
                sign == SectionKind.ACCELERATE_ENV || sign == SectionKind.COLLECT_ENV;
            // "deepspeed info ...", "deepspeed install path ..." are lines of the report, and no command.
            case DS_REPORT ->
                sign == SectionKind.PACKAGES
                        || (sign == SectionKind.LAUNCH && line.stripped().contains(" .."));
            default -> false;
        };
    }

    private boolean goesOn(SectionKind of, PastedLine line) {
        return switch (of) {
            case PACKAGES -> PACKAGE.matcher(line.stripped()).find();
            case LSPCI_TREE -> TREE.matcher(line.text()).find();
            case LAUNCH -> open.get(open.size() - 1).stripped().endsWith("\\");
            case DOCKER_INSPECT, NCCL_RAS -> false;
            case LSCPU, NUMACTL ->
                line.text().indexOf(':') > 0
                        || line.text().indexOf('：') > 0
                        || Character.isWhitespace(line.text().charAt(0));
            case TOPO ->
                line.text().matches("GPU\\d.*")
                        || line.text().startsWith(" ")
                        || line.text().startsWith("\t");
            default -> !LINE_BY_LINE.contains(of);
        };
    }

    private static boolean isJson(SectionKind of) {
        return of == SectionKind.DOCKER_INSPECT || of == SectionKind.NCCL_RAS;
    }

    private void begin(SectionKind of, String typed) {
        close();
        kind = Optional.of(of);
        command = typed;
    }

    private void close() {
        if (kind.isPresent() && !open.isEmpty()) {
            int last = open.size();
            while (last > 1 && open.get(last - 1).isBlank()) {
                last--;
            }
            sections.add(new PastedSection(item, kind.get(), command, open.subList(0, last)));
        }
        open.clear();
        kind = Optional.empty();
        command = "";
    }
}
