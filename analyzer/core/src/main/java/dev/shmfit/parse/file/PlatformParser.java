package dev.shmfit.parse.file;

import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Session;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;

/** Reads {@code platform.txt}: {@code key=value} lines such as {@code kubernetes=yes}. Other keys are for people. */
public final class PlatformParser {
    /**
     * What the file tells.
     *
     * @param clues of that which started the process
     * @param session of the user
     */
    public record Platform(PlatformClues clues, Session session) {}

    private PlatformParser() {}

    /** Reads a text. */
    public static Parsed<Platform> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        KeyValues values = new KeyValues(text, notes);
        Reading<Boolean> podman = yes(values, "containerenv");
        Reading<Boolean> enroot = yes(values, "enroot");
        PlatformClues clues = new PlatformClues(
                yes(values, "kubernetes"),
                yes(values, "argo"),
                yes(values, "slurm"),
                yes(values, "dockerenv"),
                podman,
                enroot.asOptional().orElse(false) ? enroot : yes(values, "apptainer"),
                values.text("managed"),
                yes(values, "hypervisor"));
        return new Parsed<>(new Platform(clues, SessionParser.parse(values, item)), notes.toList());
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
