package dev.shmfit.parse.paste;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Parsed;
import dev.shmfit.parse.file.SmiQueryParser;
import dev.shmfit.units.TextLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one pasted text holds.
 *
 * @param item its name
 * @param sections each program's output in it, in order
 * @param ncclXml a topology that NCCL wrote, on the lines on which it stands in the text
 * @param tables the text without the lines that are surely no table of links
 * @param prose lines that are in no program's output, as many as a person writes
 */
public record PastedText(
        String item, List<Recognised> sections, Optional<String> ncclXml, String tables, List<Written> prose) {
    private static final int MOST_WRITTEN = 1000;
    private static final int LONGEST_WRITTEN = 2000;

    private static final Pattern SERVER =
            Pattern.compile("\\b(?:" + TextSignatures.SERVERS + "|sglang\\.launch_server)\\b");

    /** An option of a trainer for its loader, which no section takes, and of which the answer has to speak. */
    /** What may stand in a command, and no command of the machine answers: workers of a DataLoader, a size that is set. */
    private static final Pattern SAID_IN_COMMANDS =
            Pattern.compile(LoaderWords.COUNT + "|\\bmount .{0,200}\\bsize=\\d\\S{0,80} /dev/shm\\b");

    /** In these a parser of its own looks for what it needs. */
    private static final Set<SectionKind> READ_ELSEWHERE =
            EnumSet.of(SectionKind.TOPO, SectionKind.NCCL_XML, SectionKind.NCCL_LOG);

    /** In these, code and configuration may stand. */
    private static final Set<SectionKind> CODE =
            EnumSet.of(SectionKind.YAML, SectionKind.OUTPUT, SectionKind.TRACEBACK, SectionKind.TOPO);

    private static final Pattern ROOT = Pattern.compile("<([A-Za-z_][A-Za-z0-9_.-]{0,60})[\\s/>]");
    /** In these, people wrap the tables that they paste. */
    private static final Set<String> WRAPPERS =
            Set.of("pre", "code", "table", "details", "summary", "html", "body", "p", "div", "br", "span", "i", "b");

    private static final int LOOKED_AT = 1 << 16;

    /**
     * A part that was recognised.
     *
     * @param used whether a fact was taken from it
     */
    public record Recognised(SectionKind kind, int first, int last, boolean used) {
        Recognised through(Recognised next) {
            return new Recognised(kind, first, next.last, used || next.used);
        }

        /** {@code lines 40-88} or {@code line 7}. */
        public String lines() {
            return first == last ? "line " + first : "lines " + first + "-" + last;
        }
    }

    /**
     * A line that is in no program's output.
     *
     * @param number counted from 1
     * @param text without blanks around it
     */
    public record Written(int number, String text) {}

    public PastedText {
        sections = List.copyOf(sections);
        prose = List.copyOf(prose);
    }

    /** What of a text is not read, and why. */
    public static List<ParseNote> unread(String item, String text) {
        return TextLines.firstLonger(text, PastedLines.LONGEST)
                .filter(l -> xmlKind(text).isEmpty())
                .map(l -> new ParseNote(
                        ParseNote.Kind.NOT_SUPPORTED_YET,
                        SourceRef.line(item, l.number()),
                        "the line has " + l.length() + " characters; in lines of more than " + PastedLines.LONGEST
                                + " nothing but a table of GPUs is looked for"))
                .stream()
                .toList();
    }

    /** Reads a text and adds every fact that it states. */
    public static PastedText read(String item, String text, PastedFacts facts) {
        Optional<SectionKind> xml = xmlKind(text);
        if (xml.isPresent()) {
            return ofXml(item, text, xml.get(), facts);
        }
        LinePrefixes prefixes = LinePrefixes.of(text);
        List<PastedLine> lines = DescribedCommands.unfolded(PastedLines.of(text, prefixes));
        List<PastedSection> sections = SectionFinder.find(item, lines);
        facts.conditional(Conditions.in(lines));
        List<Recognised> recognised = new ArrayList<>();
        for (PastedSection s : sections) {
            int before = facts.count();
            read(s, facts);
            boolean used = facts.count() > before || READ_ELSEWHERE.contains(s.kind());
            add(recognised, new Recognised(s.kind(), s.first(), s.last(), used));
        }
        LineSet inside = LineSet.of(sections);
        outside(item, lines, inside, LineSet.of(ofPrograms(sections)), facts);
        DescribedCommands.read(item, lines, facts);
        Variables.echoed(item, lines, facts);
        SlurmJob.read(item, lines, facts);
        SlurmRecords.read(item, lines, facts);
        BatchJob.read(item, lines, facts);
        LineSet logs = LineSet.of(of(sections, SectionKind.NCCL_LOG));
        NamedCounts.read(item, lines, logs, facts);
        AccelerateConfig.read(item, lines, facts);
        AskedVersions.read(item, lines, facts);
        ShmLines.stat(item, lines, facts);
        ShmLines.asked(item, lines, facts);
        Variables.takenBack(item, lines, facts);
        LastCounts.order(item, lines, facts);
        NamedSettings.read(item, lines, logs, facts);
        GpuLines.read(item, lines, facts);
        PeerTests.read(item, lines, facts);
        DcgmTopo.read(item, of(sections, SectionKind.DCGM_TOPO), facts);
        // What was passed over with its reason is not asked about once more, but for the program of whose command that
        // was a part.
        LineSet commands = new LineSet();
        lines.stream()
                .filter(l ->
                        !inside.contains(l.number()) && SERVER.matcher(l.text()).find())
                .forEach(l -> commands.add(l.number()));
        facts.passedOver().stream()
                .map(p -> p.source().line())
                .filter(n -> !commands.contains(n))
                .forEach(inside::add);
        List<Written> prose = prose(lines, inside);
        LabelledLines.read(item, prose, facts);
        Optional<String> dump = between(text, "<system ", "</system>");
        between(text, "<nvidia_smi_log", "</nvidia_smi_log>").ifPresent(q -> query(item, q, facts));
        String unprefixed = prefixes.blanked(text);
        String columns = LineNumbers.stand(unprefixed) ? LineNumbers.blanked(unprefixed) : unprefixed;
        TablePart.Found tables = TablePart.of(PastedLines.withoutEscapedVariables(columns), lines, sections);
        tables.prose().forEach(p -> recognised.add(new Recognised(SectionKind.TEXT, p[0], p[1], false)));
        recognised.sort(Comparator.comparingInt(Recognised::first));
        return new PastedText(item, marked(item, recognised, facts), dump, tables.text(), prose);
    }

    private static List<PastedSection> ofPrograms(List<PastedSection> sections) {
        return sections.stream().filter(s -> !CODE.contains(s.kind())).toList();
    }

    private static List<Written> prose(List<PastedLine> lines, LineSet inside) {
        return lines.stream()
                .filter(l -> (!inside.contains(l.number())
                                || SAID_IN_COMMANDS.matcher(l.text()).find())
                        && !l.isBlank()
                        && l.text().length() < LONGEST_WRITTEN)
                .map(l -> new Written(l.number(), l.stripped()))
                .limit(MOST_WRITTEN)
                .toList();
    }

    /** Versions may stand in prose, or in the output of what nobody knows. */
    private static void outside(
            String item, List<PastedLine> lines, LineSet inside, LineSet ofPrograms, PastedFacts facts) {
        CodeSettings code = new CodeSettings();
        ManifestLines manifest = new ManifestLines();
        for (PastedLine line : lines) {
            if (!ofPrograms.contains(line.number())) {
                code.line(line, SourceRef.line(item, line.number()), facts);
                manifest.line(line, SourceRef.line(item, line.number()), facts);
                UnitLines.line(line, SourceRef.line(item, line.number()), facts);
            }
            if (!inside.contains(line.number())) {
                SourceRef at = SourceRef.line(item, line.number());
                LineFacts.read(line, at, facts);
                ShmLines.read(line, at, facts);
            }
        }
        manifest.end(facts);
    }

    private static void read(PastedSection s, PastedFacts facts) {
        if (s.kind() != SectionKind.NCCL_LOG) {
            for (PastedLine line : s.lines()) {
                LineFacts.read(line, s.at(line), facts);
                ShmLines.read(line, s.at(line), facts);
            }
        }
        switch (s.kind()) {
            case NVIDIA_SMI -> NvidiaSmiTable.read(s, facts);
            case NVIDIA_SMI_Q -> SmiQueryText.read(s, facts);
            case NVIDIA_SMI_CSV -> SmiCsv.read(s, facts);
            case LSCPU, CPUINFO -> {
                CpuLines.read(s, facts);
                NumaLines.read(s, facts);
            }
            case NUMACTL -> NumaLines.read(s, facts);
            case INFINIBAND -> AdapterLines.read(s, facts);
            case DF -> ShmLines.df(s, facts);
            case DOCKER_INSPECT -> DockerInspect.read(s, facts);
            case KUBECTL_DESCRIBE -> KubectlPod.read(s, facts);
            case ENVIRONMENT -> Variables.read(s, facts);
            case LAUNCH -> LaunchCommand.read(s, facts);
            case NCCL_TESTS -> NcclTests.read(s, facts);
            case OUTPUT -> CgroupLines.read(s, facts);
            case LSTOPO -> HostTrees.lstopo(s, facts);
            case LSPCI, LSPCI_TREE -> HostTrees.lspci(s, facts);
            default -> {
                // Nothing beyond what single lines tell.
            }
        }
    }

    private static List<PastedSection> of(List<PastedSection> sections, SectionKind kind) {
        return sections.stream().filter(s -> s.kind() == kind).toList();
    }

    /** Parts of one kind that follow each other are one. */
    private static void add(List<Recognised> all, Recognised next) {
        int last = all.size() - 1;
        if (last >= 0
                && all.get(last).kind() == next.kind()
                && next.first() - all.get(last).last() < 20) {
            all.set(last, all.get(last).through(next));
        } else {
            all.add(next);
        }
    }

    /** Lists, tests of peers and DCGM's tables are read over the whole text; a part in which a fact stands is used. */
    private static List<Recognised> marked(String item, List<Recognised> all, PastedFacts facts) {
        return all.stream()
                .map(r -> r.used() || facts.isFrom(item, r.first(), r.last())
                        ? new Recognised(r.kind(), r.first(), r.last(), true)
                        : r)
                .toList();
    }

    private static PastedText ofXml(String item, String text, SectionKind kind, PastedFacts facts) {
        int before = facts.count();
        if (kind == SectionKind.NVIDIA_SMI_XML) {
            query(item, text, facts);
        } else if (kind == SectionKind.LSTOPO_XML) {
            HostTrees.lstopoXml(item, text, facts);
        }
        int last = (int) text.chars().filter(c -> c == '\n').count() + (text.endsWith("\n") ? 0 : 1);
        boolean nccl = kind == SectionKind.NCCL_XML || kind == SectionKind.NCCL_GRAPH;
        return new PastedText(
                item,
                List.of(new Recognised(kind, 1, Math.max(1, last), nccl || facts.count() > before)),
                nccl ? Optional.of(text) : Optional.empty(),
                text,
                List.of());
    }

    private static void query(String item, String text, PastedFacts facts) {
        Parsed<SmiQuery> parsed = SmiQueryParser.parse(text, item);
        SmiQuery query = parsed.value();
        SourceRef at = query.gpus().isEmpty()
                ? SourceRef.of(item)
                : query.gpus().get(0).source();
        facts.add(Topic.QUERY, query, at);
        if (query.driver() instanceof dev.shmfit.facts.Reading.Known<String> k) {
            facts.add(Topic.DRIVER, k.value(), k.source());
        }
        if (query.cuda() instanceof dev.shmfit.facts.Reading.Known<Integer> k) {
            facts.add(Topic.CUDA, k.value(), k.source());
        }
    }

    /** From the first line with {@code start} to that with {@code end}, with empty lines before it. */
    private static Optional<String> between(String text, String start, String end) {
        int from = text.indexOf(start);
        if (from < 0) {
            return Optional.empty();
        }
        int to = text.indexOf(end, from);
        String part = text.substring(from, to < 0 ? text.length() : to + end.length());
        long before = text.substring(0, from).chars().filter(c -> c == '\n').count();
        return Optional.of("\n".repeat((int) before) + part);
    }

    /** What XML it is, where the whole text is XML. */
    private static Optional<SectionKind> xmlKind(String text) {
        String start = text.substring(0, Math.min(text.length(), LOOKED_AT)).stripLeading();
        if (!start.startsWith("<")) {
            return Optional.empty();
        }
        boolean declared = start.startsWith("<?xml");
        Matcher element = ROOT.matcher(start);
        String first = element.find() ? element.group(1) : "";
        if ((WRAPPERS.contains(first.toLowerCase(java.util.Locale.ROOT)) && !declared)
                || (first.isEmpty() && !declared)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (first) {
                    case "nvidia_smi_log" -> SectionKind.NVIDIA_SMI_XML;
                    case "topology" -> SectionKind.LSTOPO_XML;
                    case "graphs" -> SectionKind.NCCL_GRAPH;
                    default -> SectionKind.NCCL_XML;
                });
    }
}
