package dev.shmfit.log;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.LoggedCommunicator.Sourced;
import dev.shmfit.log.NcclLog.LineCounts;
import dev.shmfit.log.NcclLog.Remark;
import dev.shmfit.log.NcclLog.Seen;
import dev.shmfit.log.NcclLog.Sized;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what jobs wrote with {@code NCCL_DEBUG=INFO}, line by line and in memory that depends on what the log says and not
 * on how long it is. Several files are read as one log: {@link #open} each, give its lines, {@link #finish} at the end.
 */
public final class NcclLogReader implements LineSplitter.Sink {
    private static final int MOST_SAMPLES = 5;
    private static final int MOST_REMARKS = 256;
    private static final int MOST_SETTINGS = 1024;
    private static final int MOST_SIZES = 1024;
    private static final int SAMPLE_LENGTH = 160;
    /** More than a sample's characters have in UTF-8. */
    private static final int MOST_BYTES = 4 * SAMPLE_LENGTH + 8;

    private final Backwards backwards = new Backwards();
    private final RecentTexts texts = new RecentTexts();
    private final PrefixReader prefixes = new PrefixReader(texts);
    private final Communicators communicators = new Communicators();
    private final JobDumps dumps = new JobDumps();
    private final Map<String, Seen> versions = new LinkedHashMap<>();
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<ByteCount, Sized> segments = new LinkedHashMap<>();
    private final Map<ByteCount, Sized> hostBuffers = new LinkedHashMap<>();
    private final Map<String, Remark> remarks = new LinkedHashMap<>();
    private final List<ParseNote> samples = new ArrayList<>();
    private final List<ParseNote> damaged = new ArrayList<>();
    private Optional<Sourced<Integer>> driver = Optional.empty();
    private Optional<ParseNote> rccl = Optional.empty();
    private String name = "";
    private long total;
    private long messages;
    private long used;
    private long passedOver;
    private long unrecognised;
    private long lostRemarks;
    private long lostSizes;

    /** Starts the next file. */
    public void open(String file) {
        name = file;
        backwards.open(file);
    }

    @Override
    public void line(long number, byte[] bytes, int from, int to, boolean cut) {
        backwards.keep(number, bytes, from, to);
        read(number, bytes, from, to, cut);
    }

    void read(long number, byte[] bytes, int from, int to, boolean cut) {
        total++;
        List<LogLine> found = prefixes.read(bytes, from, to);
        if (found.isEmpty() && (!cut || JobDumps.whole(bytes, from, to)) && dumps.mayHold(bytes, from, to)) {
            dump(number, bytes, from, to);
        }
        for (int i = 0; i < found.size(); i++) {
            LogLine line = found.get(i);
            messages++;
            boolean last = i == found.size() - 1;
            if (cut && last) {
                line = line.open();
            }
            take(line, last ? cut : line.cut(), (int) Math.min(number, Integer.MAX_VALUE));
        }
    }

    private void dump(long number, byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (dumps.line(text, new SourceRef(name, (int) Math.min(number, Integer.MAX_VALUE), 1))) {
            messages++;
            used++;
        }
    }

    /** Whether a last line that nothing ends would count for anything, after what was read so far. */
    boolean usesOpen(byte[] bytes, int from, int to) {
        List<LogLine> found = prefixes.read(bytes, from, to);
        for (int i = 0; i < found.size(); i++) {
            LogLine line = found.get(i);
            boolean last = i == found.size() - 1;
            boolean open = last || line.cut();
            Message m = texts.read(last ? line.open() : line);
            boolean nothing = m instanceof Message.PassedOver || m instanceof Message.Unrecognised;
            if (!nothing && (!open || counts(m, line.origin()))) {
                return true;
            }
        }
        return false;
    }

    /** Reads a text that is at hand as a whole; a last line without an end counts as cut. */
    public static NcclLog read(String file, String text) {
        NcclLogReader reader = new NcclLogReader();
        reader.open(file);
        LineSplitter lines = new LineSplitter(reader);
        byte[] bytes = LogLine.bytes(text);
        lines.accept(bytes, bytes.length);
        lines.finish();
        return reader.finish();
    }

    /**
     * Whether a line whose end may be missing counts. It makes no communicator and does not size one: a number or a name at
     * its end may go on, and so only what is closed by its own words is taken, for what is there already.
     */
    private boolean counts(Message m, Origin o) {
        if (m instanceof Message.Init i) {
            return communicators.knows(i, o);
        }
        if (m instanceof Message.Connection c) {
            return c.via().whole() && communicators.holds(c, o);
        }
        boolean closed = m instanceof Message.Counts || m instanceof Message.Connected || m instanceof Message.Ended;
        return closed ? communicators.established(o) : m instanceof Message.Segment || m instanceof Message.Warning;
    }

    private void take(LogLine line, boolean open, int number) {
        Message m = texts.read(line);
        if (m instanceof Message.PassedOver) {
            passedOver++;
            return;
        }
        SourceRef source = new SourceRef(name, number, line.column());
        if (m instanceof Message.Unrecognised u) {
            unrecognised(u, source);
            return;
        }
        Origin o = line.origin();
        if (open && !counts(m, o)) {
            unrecognised++;
            damaged(source, "the line may be cut, and is not used: " + shown(line.text()));
            return;
        }
        used++;
        if (m instanceof Message.Connection c) {
            communicators.connection(c, o, source);
            if (!c.via().whole()) {
                damaged(source, "the line breaks off: " + shown(line.text()));
            }
        } else if (m instanceof Message.Ring r) {
            communicators.ring(r, o, source);
        } else if (m instanceof Message.Trees t) {
            communicators.trees(t, o, source);
        } else if (m instanceof Message.Init i) {
            communicators.init(i, o, source);
        } else if (m instanceof Message.Shape s) {
            communicators.shape(s, o, source);
        } else if (m instanceof Message.Counts c) {
            communicators.counts(c, o, source);
        } else if (m instanceof Message.Connected c) {
            communicators.connected(c.rings(), o, source);
        } else if (m instanceof Message.Ended e) {
            communicators.ended(e, o);
        } else {
            general(m, source);
        }
    }

    private void general(Message m, SourceRef source) {
        if (m instanceof Message.Rccl r) {
            if (rccl.isEmpty()) {
                rccl = Optional.of(new ParseNote(
                        ParseNote.Kind.NOT_SUPPORTED_YET,
                        source,
                        "the log is RCCL's (" + shown(r.version())
                                + "), AMD's library: its lines are read as NCCL's, and the forecast is NCCL's"));
            }
        } else if (m instanceof Message.Version v) {
            versions.putIfAbsent(v.nccl().toString(), new Seen(v.nccl(), v.cuda(), source));
        } else if (m instanceof Message.CudaDriver d) {
            driver = driver.isPresent() ? driver : Optional.of(new Sourced<>(d.version(), source));
        } else if (m instanceof Message.EnvSetting e) {
            if (settings.size() < MOST_SETTINGS) {
                settings.putIfAbsent(
                        e.name() + '=' + e.value(), new Setting(e.name(), LineSplitter.utf8(e.value()), source));
            }
        } else if (m instanceof Message.Segment s) {
            count(segments, s.bytes(), source);
        } else if (m instanceof Message.HostBuffer h && h.cuMem() && !h.imported()) {
            count(hostBuffers, h.bytes(), source);
        } else if (m instanceof Message.P2pDisabled p) {
            remark(
                    Remark.Kind.P2P_DISABLED,
                    "P2P is disabled between GPUs " + p.first() + " and " + p.second()
                            + (p.fatal() ? ", which NVLink connects" : ""),
                    source);
        } else if (m instanceof Message.P2pRefused r) {
            remark(
                    Remark.Kind.P2P_REFUSED,
                    "CUDA refuses peer access between " + device(r.first()) + " and " + device(r.second()),
                    source);
        } else if (m instanceof Message.CuMemHostRefused) {
            remark(Remark.Kind.CUMEM_HOST_REFUSED, "the driver refuses host memory; NCCL uses /dev/shm", source);
        } else if (m instanceof Message.Warning w) {
            remark(Remark.Kind.WARNING, shown(w.text()), source);
        }
    }

    private static String device(Optional<BusId> busId) {
        return busId.map(BusId::toString).orElse("?");
    }

    private void count(Map<ByteCount, Sized> sizes, ByteCount bytes, SourceRef source) {
        if (sizes.size() >= MOST_SIZES && !sizes.containsKey(bytes)) {
            lostSizes++;
            return;
        }
        sizes.merge(bytes, new Sized(bytes, 1, source), (a, b) -> new Sized(bytes, a.count() + 1, a.source()));
    }

    private void remark(Remark.Kind kind, String text, SourceRef source) {
        String key = kind + text;
        Remark before = remarks.get(key);
        if (before == null && remarks.size() >= MOST_REMARKS) {
            lostRemarks++;
            return;
        }
        remarks.put(
                key,
                before == null
                        ? new Remark(kind, text, 1, source)
                        : new Remark(kind, text, before.count() + 1, before.source()));
    }

    private void unrecognised(Message.Unrecognised u, SourceRef source) {
        unrecognised++;
        String sentence = (u.cut() ? "the line breaks off: " : "not a message that is known: ") + shown(u.text());
        if (u.cut()) {
            damaged(source, sentence);
        } else if (samples.size() < MOST_SAMPLES) {
            samples.add(new ParseNote(ParseNote.Kind.UNRECOGNIZED, source, sentence));
        }
    }

    private void damaged(SourceRef source, String sentence) {
        if (damaged.size() < MOST_SAMPLES) {
            damaged.add(new ParseNote(ParseNote.Kind.SUSPICIOUS, source, sentence));
        }
    }

    private static String shown(String bytes) {
        String text = LineSplitter.utf8(LineSplitter.beginning(bytes, MOST_BYTES));
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length() && i < SAMPLE_LENGTH; i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c == 127 ? ' ' : c);
        }
        return text.length() > SAMPLE_LENGTH ? printable + "…" : printable.toString();
    }

    /** What all the files together show. */
    public NcclLog finish() {
        return communicators.newestFirst() && backwards.whole() ? backwards.turned() : end();
    }

    void note(ParseNote note) {
        damaged(note.source(), note.message());
    }

    NcclLog end() {
        List<ParseNote> notes = new ArrayList<>(damaged);
        notes.addAll(samples);
        rccl.ifPresent(notes::add);
        List<LoggedCommunicator> all = new ArrayList<>(communicators.all());
        boolean alone = all.isEmpty();
        for (DumpedGroup d : dumps.groups()) {
            if (alone) {
                all.add(LoggedCommunicator.dumped(d));
            }
            if (notes.size() < MOST_REMARKS) {
                notes.add(new ParseNote(
                        ParseNote.Kind.NOT_SUPPORTED_YET,
                        d.source(),
                        d.sentence().english()));
            }
        }
        if (dumps.notKept() > 0) {
            notes.add(new ParseNote(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    SourceRef.of(name),
                    Text.of("observation/dump-more", "count", dumps.notKept()).english()));
        }
        dumps.job()
                .ifPresent(j -> notes.add(new ParseNote(
                        ParseNote.Kind.NOT_SUPPORTED_YET,
                        j.source(),
                        j.sentence().english())));
        dumps.version()
                .flatMap(NcclVersion::parse)
                .ifPresent(v -> versions.putIfAbsent(v.toString(), new Seen(v, "", SourceRef.of(name))));
        communicators
                .rerun()
                .ifPresent(r -> notes.add(new ParseNote(
                        ParseNote.Kind.SUSPICIOUS,
                        r.source(),
                        "lines of more than one run: " + r.what() + " is process " + r.first() + " and process "
                                + r.second())));
        if (communicators.notKept() > 0) {
            notes.add(new ParseNote(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    SourceRef.of(name),
                    "more than " + Communicators.MOST_GROUPS + " communicators; " + communicators.notKept()
                            + " ranks of further ones are not kept"));
        }
        if (lostRemarks > 0) {
            notes.add(new ParseNote(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    SourceRef.of(name),
                    lostRemarks + " more warnings, in other words than the " + MOST_REMARKS + " that are kept"));
        }
        if (lostSizes > 0) {
            notes.add(new ParseNote(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    SourceRef.of(name),
                    lostSizes + " more segments, of other sizes than the " + MOST_SIZES + " that are kept"));
        }
        return new NcclLog(
                new LineCounts(total, messages, used, passedOver, unrecognised),
                List.copyOf(versions.values()),
                driver,
                List.copyOf(settings.values()),
                all,
                ascending(segments),
                ascending(hostBuffers),
                List.copyOf(remarks.values()),
                notes);
    }

    private static List<Sized> ascending(Map<ByteCount, Sized> sizes) {
        return sizes.values().stream()
                .sorted(Comparator.comparing(Sized::bytes))
                .toList();
    }
}
