package dev.shmfit.log;

import dev.shmfit.facts.Setting;
import java.util.StringJoiner;

/** All that was read of a log, as text to review. */
final class ReadLog {
    private ReadLog() {}

    static String of(NcclLog log) {
        StringJoiner out = new StringJoiner("\n", "", "\n");
        NcclLog.LineCounts n = log.lines();
        out.add("lines " + n.total() + ", NCCL's " + n.messages() + ", used " + n.used() + ", passed over "
                + n.passedOver() + ", not recognised " + n.unrecognised());
        log.versions().forEach(v -> out.add("version " + v.version() + " cuda " + v.cuda() + " @" + v.source()));
        log.driver().ifPresent(d -> out.add("driver " + d.value() + " @" + d.source()));
        for (Setting s : log.settings()) {
            out.add("setting " + s.name() + "=" + s.value() + " @" + s.source());
        }
        log.segments().forEach(s -> out.add("segment " + s.bytes().bytes() + " x" + s.count() + " @" + s.source()));
        log.remarks()
                .forEach(r -> out.add("remark " + r.kind() + " x" + r.count() + " " + r.text() + " @" + r.source()));
        log.notes().forEach(note -> out.add("note " + note.kind() + " " + note));
        for (LoggedCommunicator c : log.communicators()) {
            communicator(out, c);
        }
        return out.toString();
    }

    private static void communicator(StringJoiner out, LoggedCommunicator c) {
        out.add("communicator " + (c.id().isEmpty() ? "unnamed" : c.id()) + " of " + c.size()
                + (c.sized() ? "" : " or more") + " x" + c.times()
                + (c.nodes().isPresent() ? " nodes " + c.nodes().getAsInt() : "") + " @" + c.source());
        c.ranks()
                .values()
                .forEach(r ->
                        out.add("  rank " + r.rank() + " host " + r.origin().host() + " pid "
                                + r.origin().pid() + " cudaDev " + r.cudaDev() + " nvmlDev "
                                + (r.nvmlDev().isPresent() ? r.nvmlDev().getAsInt() : "-") + " bus "
                                + r.busId().map(BusId::toString).orElse("-") + (r.complete() ? " complete" : "") + " @"
                                + r.source()));
        out.add("  devices " + c.devices());
        c.counts().forEach(k -> out.add("  channels " + k.value().counts() + " @" + k.source()));
        c.rings()
                .values()
                .forEach(r -> out.add("  ring " + r.value().channel() + " "
                        + r.value().ranks() + (r.value().whole() ? "" : " cut") + " @" + r.source()));
        c.trees()
                .forEach((channel, places) -> places.forEach(
                        p -> out.add("  tree " + channel + " " + p.value().up()
                                + "->" + p.value().rank() + "->" + p.value().down()
                                + (p.value().second() ? " second" : "") + " @"
                                + p.source())));
        c.pairs()
                .forEach(p -> out.add("  pair " + p.from() + "->" + p.to() + " via "
                        + p.via().text()
                        + (p.via().whole() ? "" : " cut") + " " + p.channels() + " connection "
                        + (p.connection().isPresent() ? p.connection().getAsInt() : "-") + " " + p.direction() + " @"
                        + p.source()));
        out.add("  connected rings " + c.ringsConnected() + " trees " + c.treesConnected());
    }
}
