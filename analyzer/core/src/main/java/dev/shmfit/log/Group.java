package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A communicator while its ranks are gathered. */
final class Group {
    final long number;
    final String key;
    final String id;
    final int size;
    final SourceRef source;
    final FactSheet facts = new FactSheet();
    final SortedMap<Integer, Member> members = new TreeMap<>();
    OptionalInt nodes = OptionalInt.empty();
    /** Ranks that destroyed it. */
    int ended;

    /** A rank of it, in its process. */
    static final class Member {
        final Group group;
        final Message.Init init;
        final Origin origin;
        final SourceRef source;
        boolean complete;

        Member(Group group, Message.Init init, Origin origin, SourceRef source) {
            this.group = group;
            this.init = init;
            this.origin = origin;
            this.source = source;
        }

        int rank() {
            return init.rank();
        }

        LoggedRank logged() {
            return new LoggedRank(init.rank(), origin, init.cudaDev(), init.nvmlDev(), init.busId(), complete, source);
        }
    }

    Group(long number, String key, String id, int size, SourceRef source) {
        this.number = number;
        this.key = key;
        this.id = id;
        this.size = size;
        this.source = source;
    }

    /** Whether a rank with these facts can be the one that is missing here. */
    boolean lacks(Message.Init init, Origin origin, FactSheet own) {
        if (size != init.ranks() || members.containsKey(init.rank()) || !facts.agreesWith(own)) {
            return false;
        }
        String device = facts.devices().get(init.rank());
        return device == null || namesDevice(device, init);
    }

    /** Whether what stands in brackets behind a rank is this rank's device. */
    static boolean namesDevice(String device, Message.Init init) {
        boolean nvml = init.nvmlDev().isPresent()
                && device.equals(Integer.toString(init.nvmlDev().getAsInt()));
        boolean bus = init.busId().isPresent() && BusId.parse(device).equals(init.busId());
        boolean nothing = init.nvmlDev().isEmpty() && init.busId().isEmpty();
        return nvml || bus || nothing || device.equals(Integer.toString(init.cudaDev()));
    }

    LoggedCommunicator logged() {
        SortedMap<Integer, LoggedRank> ranks = new TreeMap<>();
        members.forEach((r, m) -> ranks.put(r, m.logged()));
        return facts.communicator(id, size, true, nodes, ranks, source);
    }
}
