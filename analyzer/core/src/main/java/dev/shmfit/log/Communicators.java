package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.Group.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which line belongs to which communicator. Most lines do not name theirs: what a thread writes between the start
 * and the end of an initialisation belongs to the communicator that is made; versions before 2.18.3 name it at the end
 * only. A later line of a process belongs to that of its communicators in which the writer has that rank.
 */
final class Communicators {
    static final int MOST_GROUPS = 512;
    private static final int MOST_THREADS = 8192;
    private static final int NONE = -2;

    private final List<Group> groups = new ArrayList<>();
    private final Map<CommunicatorKey, LoggedCommunicator> ended = new LinkedHashMap<>();
    private final Map<String, List<Group>> byKey = new HashMap<>();
    private final Map<Writer, State> threads = new LinkedHashMap<>();
    private final Map<Program, List<Member>> processes = new HashMap<>();
    private final Map<String, Seat> seats = new HashMap<>();
    private Optional<Rerun> rerun = Optional.empty();
    private long notKept;
    private long groupsMade;
    private long inOrder;
    private long backwards;

    /**
     * Whether the newest line is the first: ends of initialisations stand before their starts, and channels come from the
     * highest to the lowest.
     */
    boolean newestFirst() {
        return backwards > inOrder;
    }

    /** Channels of a pair, and those of a ring, are printed in ascending order (src/init.cc, src/transport.cc). */
    private void channel(State s, int from, int to, int channel) {
        if (s.from == from && s.to == to) {
            inOrder += channel == s.channel + 1 ? 1 : 0;
            backwards += channel == s.channel - 1 ? 1 : 0;
        }
        s.from = from;
        s.to = to;
        s.channel = channel;
    }

    /** Who is a rank of a communicator of some size on some GPU. */
    private record Seat(int pid, String commId) {}

    /**
     * A second process in the place of a first: the log holds more than one run.
     *
     * @param what which place
     * @param first process id
     * @param second process id
     * @param source where the second is seen first
     */
    record Rerun(String what, int first, int second, SourceRef source) {}

    /** The first sign that the log holds several runs. */
    Optional<Rerun> rerun() {
        return rerun;
    }

    private void seat(Message.Init init, Origin o, SourceRef source) {
        if (init.parent().isPresent() || init.busId().isEmpty() || !o.isKnown() || seats.size() >= MOST_THREADS) {
            return;
        }
        String what = "rank " + init.rank() + " of " + init.ranks() + " on GPU "
                + init.busId().get() + " of " + (o.host().isEmpty() ? "the host" : o.host());
        Seat before = seats.put(what, new Seat(o.pid(), init.commId()));
        boolean other =
                before != null && before.pid() != o.pid() && !before.commId().equals(init.commId());
        if (other && rerun.isEmpty()) {
            rerun = Optional.of(new Rerun(what, before.pid(), o.pid(), source));
        }
    }

    /** Looked up for each line of a log, so without what a record brings along for that. */
    private record Writer(String host, int pid, int tid) {
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Writer t && pid == t.pid && tid == t.tid && host.equals(t.host);
        }

        @Override
        public int hashCode() {
            return host.hashCode() + pid * 31 + tid;
        }
    }

    private record Program(String host, int pid) {}

    private static final class State {
        @Nullable
        Member current;

        /** The finished communicator for which the thread last connected a pair. */
        @Nullable
        Member recent;

        FactSheet pending = new FactSheet();
        boolean dropping;

        /** The pair and the channel of the line before; −1 for a ring. */
        int from = NONE;

        int to = NONE;
        int channel = NONE;
    }

    /** Ranks of communicators beyond those that are kept. */
    long notKept() {
        return notKept;
    }

    private State state(Origin o) {
        Writer key = new Writer(o.host(), o.pid(), o.tid());
        State s = threads.get(key);
        if (s == null) {
            if (threads.size() >= MOST_THREADS) {
                threads.values().removeIf(t -> t.current == null && t.pending.isEmpty());
            }
            s = new State();
            threads.put(key, s);
        }
        return s;
    }

    private List<Member> members(Origin o) {
        return processes.computeIfAbsent(new Program(o.host(), o.pid()), p -> new ArrayList<>());
    }

    private Optional<Member> known(Message.Init init, Origin o) {
        return processes.getOrDefault(new Program(o.host(), o.pid()), List.of()).stream()
                .filter(m -> m.init.pointer().equals(init.pointer())
                        && m.rank() == init.rank()
                        && m.group.size == init.ranks()
                        && (init.complete() || !m.complete))
                .findFirst();
    }

    /** Whether a line of that kind belongs to a rank that has begun already. */
    boolean knows(Message.Init init, Origin o) {
        return known(init, o).isPresent();
    }

    /** Whether a writer has a communicator, named or not. */
    boolean established(Origin o) {
        State s = threads.get(new Writer(o.host(), o.pid(), o.tid()));
        boolean facts = s != null && (s.current != null || s.recent != null || !s.pending.isEmpty());
        return facts || processes.containsKey(new Program(o.host(), o.pid()));
    }

    /** Whether a connection belongs to a communicator that is there, and makes it no larger. */
    boolean holds(Message.Connection c, Origin o) {
        int highest = Math.max(c.from(), c.to());
        State s = threads.get(new Writer(o.host(), o.pid(), o.tid()));
        if (s != null && s.current != null) {
            return highest < s.current.group.size;
        }
        if (s != null && !s.pending.isEmpty()) {
            return highest < ranks(s.pending);
        }
        boolean named = processes.containsKey(new Program(o.host(), o.pid()));
        return named
                ? o.isKnown() && !c.early() && !fitting(c, o).isEmpty()
                : threads.values().stream().anyMatch(t -> highest < ranks(t.pending));
    }

    private static int ranks(FactSheet facts) {
        return facts.isEmpty() ? 0 : Math.max(facts.size(), facts.ranksSeen());
    }

    void init(Message.Init init, Origin o, SourceRef source) {
        State state = state(o);
        Optional<Member> known = known(init, o);
        boolean begun = !init.complete()
                && members(o).stream()
                        .anyMatch(m -> m.complete
                                && m.init.sameRank(init)
                                && !init.commId().isEmpty());
        backwards += begun ? 1 : 0;
        inOrder += init.complete() && known.isPresent() ? 1 : 0;
        Optional<Member> member = known.isPresent() ? known : join(init, o, source, state.pending);
        state.dropping = member.isEmpty();
        if (member.isEmpty()) {
            notKept += init.complete() ? 1 : 0;
            state.current = null;
            state.pending = new FactSheet();
            return;
        }
        Member m = member.get();
        if (init.complete()) {
            m.complete = true;
            if (state.current == null) {
                m.group.facts.addAll(state.pending, m.rank());
                state.pending = new FactSheet();
            }
            state.current = null;
        } else {
            state.current = m;
        }
    }

    private Optional<Member> join(Message.Init init, Origin o, SourceRef source, FactSheet own) {
        String key = key(init, o);
        List<Group> same = byKey.computeIfAbsent(key, k -> new ArrayList<>());
        FactSheet shown = init.complete() ? own : new FactSheet();
        Optional<Group> found =
                same.stream().filter(g -> g.lacks(init, o, shown)).findFirst();
        if (found.isEmpty() && groups.size() >= MOST_GROUPS) {
            return Optional.empty();
        }
        Group group = found.orElseGet(() -> {
            Group made = new Group(
                    groupsMade++, key, init.commId().isEmpty() ? init.pointer() : init.commId(), init.ranks(), source);
            same.add(made);
            groups.add(made);
            return made;
        });
        Member m = new Member(group, init, o, source);
        group.members.put(init.rank(), m);
        seat(init, o, source);
        List<Member> live = members(o);
        live.removeIf(old -> old.init.pointer().equals(init.pointer()));
        live.add(m);
        return Optional.of(m);
    }

    /** Equal in all ranks of a communicator, and in others as seldom as the version allows. */
    private String key(Message.Init init, Origin o) {
        if (init.parent().isPresent()) {
            Message.Split split = init.parent().get();
            String parent = members(o).stream()
                    .filter(m -> m.init.pointer().equals(split.parent()))
                    .map(m -> Long.toString(m.group.number))
                    .findFirst()
                    .orElse("?");
            return "split " + parent + ' ' + split.count() + ' ' + split.color() + ' ' + init.ranks();
        }
        return init.commId() + ' ' + init.ranks();
    }

    void shape(Message.Shape shape, Origin o, SourceRef source) {
        for (Member m : members(o)) {
            if (m.init.pointer().equals(shape.pointer()) && m.rank() == shape.rank()) {
                m.group.nodes = OptionalInt.of(shape.nodes());
                return;
            }
        }
        State s = state(o);
        if (s.current == null && !s.dropping) {
            s.pending.sized(shape.ranks(), source);
        }
    }

    void ended(Message.Ended line, Origin o) {
        List<Member> live = members(o);
        for (Member m : live) {
            if (m.init.pointer().equals(line.pointer())) {
                m.group.ended++;
                if (m.group.ended == m.group.size) {
                    close(m.group);
                }
            }
        }
        live.removeIf(m -> m.init.pointer().equals(line.pointer()));
        if (live.isEmpty()) {
            processes.remove(new Program(o.host(), o.pid()));
        }
    }

    /** What is destroyed in all its ranks gets no more lines: of those alike one is kept. */
    private void close(Group group) {
        LoggedCommunicator c = group.logged();
        CommunicatorKey alike = CommunicatorKey.of(c);
        boolean known = ended.computeIfPresent(alike, (k, a) -> a.times(a.times() + 1)) != null;
        if (known || ended.size() < MOST_GROUPS) {
            if (!known) {
                ended.put(alike, c);
            }
            groups.remove(group);
            List<Group> same = byKey.getOrDefault(group.key, new ArrayList<>());
            same.remove(group);
            if (same.isEmpty()) {
                byKey.remove(group.key);
            }
        }
    }

    void ring(Message.Ring ring, Origin o, SourceRef source) {
        channel(state(o), -1, -1, ring.channel());
        sheet(o).ifPresent(s -> s.add(ring, source));
    }

    void trees(Message.Trees trees, Origin o, SourceRef source) {
        sheet(o).ifPresent(s -> s.add(trees, source));
    }

    void counts(Message.Counts counts, Origin o, SourceRef source) {
        sheet(o).ifPresent(s -> s.add(counts, source));
    }

    private Optional<FactSheet> sheet(Origin o) {
        State s = state(o);
        if (s.current != null) {
            return Optional.of(s.current.group.facts);
        }
        return s.dropping ? Optional.empty() : Optional.of(s.pending);
    }

    void connected(boolean rings, Origin o, SourceRef source) {
        State s = state(o);
        if (s.current != null) {
            s.current.group.facts.connected(rings, s.current.rank(), source);
            return;
        }
        if (s.recent != null) {
            s.recent.group.facts.connected(rings, s.recent.rank(), source);
            return;
        }
        List<Member> live = members(o);
        if (live.size() == 1 && live.get(0).complete) {
            live.get(0).group.facts.connected(rings, live.get(0).rank(), source);
        } else if (live.isEmpty() && !s.dropping) {
            s.pending.connected(rings, FactSheet.UNNAMED, source);
        }
    }

    void connection(Message.Connection c, Origin o, SourceRef source) {
        State s = state(o);
        if (c.channel().isPresent()) {
            channel(s, c.from(), c.to(), c.channel().getAsInt());
        }
        if (s.current != null) {
            s.current.group.facts.add(c, true, source);
            return;
        }
        List<Member> fit = o.isKnown() && !c.early() ? fitting(c, o) : List.of();
        if (!fit.isEmpty()) {
            boolean sure = fit.stream().map(m -> m.group).distinct().count() == 1;
            Member last = fit.get(fit.size() - 1);
            for (int i = fit.size() - 1; i >= 0; i--) {
                if (!fit.get(i).group.facts.hasConnection(c)) {
                    last = fit.get(i);
                    break;
                }
            }
            last.group.facts.add(c, sure, source);
            s.recent = sure ? last : null;
        } else if (!s.dropping) {
            s.pending.add(c, true, source);
        }
    }

    /** The finished communicators of the writer's process in which it may have written this. */
    private List<Member> fitting(Message.Connection c, Origin o) {
        int writer = c.direction() == Message.Direction.RECEIVE ? c.to() : c.from();
        String device = c.direction() == Message.Direction.RECEIVE ? c.toDevice() : c.fromDevice();
        boolean gathered = !state(o).pending.isEmpty();
        return gathered
                ? List.of()
                : members(o).stream()
                        .filter(m -> m.complete
                                && m.rank() == writer
                                && Math.max(c.from(), c.to()) < m.group.size
                                && (device.isEmpty() || Group.namesDevice(device, m.init)))
                        .toList();
    }

    /** What is known in the end. */
    List<LoggedCommunicator> all() {
        List<FactSheet> unnamed = new ArrayList<>();
        for (State s : threads.values()) {
            if (!s.pending.isEmpty() && !adopted(s.pending)) {
                unnamed.add(s.pending);
            }
        }
        List<LoggedCommunicator> all = new ArrayList<>(ended.values());
        groups.forEach(g -> all.add(g.logged()));
        merged(unnamed).forEach(f -> all.add(anonymous(f)));
        return folded(all);
    }

    /** Facts whose communicator no line names belong to the only one that lacks their writer, if there is one. */
    private boolean adopted(FactSheet facts) {
        OptionalInt writer = facts.writer();
        if (writer.isEmpty()) {
            return false;
        }
        int rank = writer.getAsInt();
        List<Group> open = groups.stream()
                .filter(g -> rank < g.size
                        && !g.members.containsKey(rank)
                        && facts.ranksSeen() <= g.size
                        && g.facts.agreesWith(facts))
                .toList();
        if (open.size() != 1) {
            return false;
        }
        open.get(0).facts.addAll(facts, rank);
        return true;
    }

    private static List<FactSheet> merged(List<FactSheet> unnamed) {
        List<FactSheet> sheets = new ArrayList<>();
        for (FactSheet f : unnamed) {
            Optional<FactSheet> same = sheets.stream()
                    .filter(s -> s.agreesWith(f) && (s.size() == 0 || f.size() == 0 || s.size() == f.size()))
                    .findFirst();
            if (same.isEmpty()) {
                FactSheet first = new FactSheet();
                first.addAll(f, f.writer().orElse(-1));
                sheets.add(first);
            } else {
                same.get().addAll(f, f.writer().orElse(-1));
            }
        }
        return sheets;
    }

    private static LoggedCommunicator anonymous(FactSheet f) {
        SourceRef source = java.util.Objects.requireNonNull(f.first());
        int size = f.size() > 0 ? f.size() : f.ranksSeen();
        return f.communicator("", size, f.size() > 0, OptionalInt.empty(), new TreeMap<>(), source);
    }

    /** Communicators that are alike in everything but their names and processes are shown once. */
    private static List<LoggedCommunicator> folded(List<LoggedCommunicator> all) {
        Map<Object, LoggedCommunicator> kept = new LinkedHashMap<>();
        for (LoggedCommunicator c : all) {
            kept.merge(CommunicatorKey.of(c), c, (a, b) -> a.times(a.times() + b.times()));
        }
        return List.copyOf(kept.values());
    }
}
