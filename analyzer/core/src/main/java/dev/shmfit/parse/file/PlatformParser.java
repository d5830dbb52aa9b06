package dev.shmfit.parse.file;

import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;

/** Reads {@code platform.txt}: {@code key=value} lines such as {@code kubernetes=yes}. Other keys are for people. */
public final class PlatformParser {
    private PlatformParser() {}

    /** Reads a text. */
    public static Parsed<PlatformClues> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        KeyValues values = new KeyValues(text, notes);
        Reading<Boolean> podman = yes(values, "containerenv");
        Reading<Boolean> enroot = yes(values, "enroot");
        return new Parsed<>(
                new PlatformClues(
                        yes(values, "kubernetes"),
                        yes(values, "argo"),
                        yes(values, "slurm"),
                        yes(values, "dockerenv"),
                        podman,
                        enroot.asOptional().orElse(false) ? enroot : yes(values, "apptainer"),
                        values.text("managed"),
                        yes(values, "hypervisor")),
                notes.toList());
    }

    private static Reading<Boolean> yes(KeyValues values, String key) {
        return values.text(key)
                .match(
                        known -> switch (known.value()) {
                            case "yes" -> Reading.known(true, known.source());
                            case "no" -> Reading.known(false, known.source());
                            default ->
                                new Reading.Unreadable<>(known.value(), known.source(), "it is neither yes nor no");
                        },
                        absent -> Reading.absent(absent.why()),
                        unreadable -> Reading.absent(unreadable.why()));
    }
}
