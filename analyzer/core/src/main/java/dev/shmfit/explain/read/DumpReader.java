package dev.shmfit.explain.read;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.DumpedGroup;
import dev.shmfit.log.JobDumps;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;

/** What dumps of a job say about its ranks and communicators, as sentences. */
public final class DumpReader {
    /** Words of their lines, without white space, as the scanner wants them. */
    public static final List<String> WORDS = JobDumps.WORDS;

    private static final int MOST = 16;

    /** One fact of a dump, as a sentence. */
    public record Fact(String kind, long line, Text sentence) {}

    private final JobDumps dumps = new JobDumps();

    /** Whether rows of a table may follow. */
    public boolean waits() {
        return dumps.waits();
    }

    /** Takes a line that has one of the words, or may be a row. */
    public void line(String text, long number) {
        dumps.line(text, new SourceRef("", (int) Math.min(number, Integer.MAX_VALUE), 1));
    }

    /** In the order of the text. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        dumps.job().ifPresent(j -> facts.add(new Fact("ras", j.source().line(), j.sentence())));
        List<DumpedGroup> groups = dumps.groups();
        for (DumpedGroup d : groups.subList(0, Math.min(MOST, groups.size()))) {
            facts.add(new Fact(kind(d), d.source().line(), d.sentence()));
        }
        int more = dumps.notKept() + Math.max(0, groups.size() - MOST);
        if (more > 0) {
            DumpedGroup next = groups.get(MOST);
            facts.add(new Fact(kind(next), next.source().line(), Text.of("observation/dump-more", "count", more)));
        }
        return facts;
    }

    private static String kind(DumpedGroup d) {
        return d.by() == DumpedGroup.By.RAS ? "ras" : "flight-recorder";
    }
}
