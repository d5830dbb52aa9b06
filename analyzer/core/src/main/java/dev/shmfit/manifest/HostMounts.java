package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What commands on a host mount into a container that otherwise has the host's /dev/shm: pyxis' options of srun
 * ({@code --container-mounts=SRC:DST:FLAGS,...}), Apptainer's {@code --bind} and {@code --mount}, enroot's {@code --mount}.
 */
final class HostMounts {
    private static final Set<String> APPTAINER = Set.of("apptainer", "singularity");
    private static final Set<String> BIND = Set.of("-B", "--bind");

    private final List<Volume> volumes = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();

    private HostMounts() {}

    static HostMounts of(List<List<Word>> commands) {
        HostMounts all = new HostMounts();
        for (List<Word> words : commands) {
            String program = CommandWords.base(words.get(0).text());
            if (program.equals("srun")) {
                LaunchReader.option(words, List.of("--container-mounts")).ifPresent(all::binds);
            } else if (APPTAINER.contains(program)) {
                for (int i = 1; i + 1 < words.size(); i++) {
                    if (BIND.contains(words.get(i).text())) {
                        all.binds(words.get(i + 1));
                    }
                }
                words.stream()
                        .filter(w -> w.text().startsWith("--bind="))
                        .forEach(w -> all.binds(new Word(w.text().substring("--bind=".length()), w.at())));
                values(words, List.of("--mount")).forEach(all::fields);
            } else if (program.equals("enroot")) {
                values(words, List.of("-m", "--mount")).forEach(all::binds);
            }
        }
        return all;
    }

    /** The values of an option that may be given several times. */
    private static List<Word> values(List<Word> words, List<String> names) {
        List<Word> all = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String text = words.get(i).text();
            int equals = text.indexOf('=');
            if (names.contains(text) && i + 1 < words.size()) {
                all.add(words.get(i + 1));
            } else if (text.startsWith("--") && equals > 0 && names.contains(text.substring(0, equals))) {
                all.add(new Word(text.substring(equals + 1), words.get(i).at()));
            }
        }
        return all;
    }

    /** {@code type=bind,source=SRC,destination=DST}. */
    private void fields(Word w) {
        String source = "";
        String target = "";
        for (String field : w.text().split(",", -1)) {
            String value = field.substring(field.indexOf('=') + 1);
            switch (field.substring(0, Math.max(0, field.indexOf('=')))) {
                case "source", "src" -> source = value;
                case "destination", "dst", "target" -> target = value;
                default -> {}
            }
        }
        if (!target.isEmpty()) {
            binds(new Word(source + ":" + target, w.at()));
        }
    }

    /** The image that an srun line names. */
    static Optional<Word> image(List<List<Word>> commands) {
        return commands.stream()
                .filter(c -> CommandWords.base(c.get(0).text()).equals("srun"))
                .flatMap(c -> LaunchReader.option(c, List.of("--container-image")).stream())
                .reduce((a, b) -> b);
    }

    List<Volume> volumes() {
        return volumes;
    }

    List<Mount> mounts() {
        return mounts;
    }

    /** {@code SRC:DST:OPTIONS}, several with commas between them; what has no destination keeps its path. */
    private void binds(Word w) {
        for (String bind : w.text().split(",", -1)) {
            String[] parts = bind.split(":", -1);
            String target = parts.length > 1 && parts[1].startsWith("/") ? parts[1] : parts[0];
            if (target.startsWith("/")) {
                String name = "bind" + (volumes.size() + 1);
                boolean path = parts[0].startsWith("/");
                volumes.add(new Volume(
                        name,
                        path ? Volume.Kind.HOST_PATH : Volume.Kind.OTHER,
                        Reading.absent("it has no size of its own"),
                        path ? Mount.cleaned(parts[0]) : "",
                        w.at(),
                        new Tree.Leaf(w.at(), bind, Tree.Style.PLAIN)));
                mounts.add(new Mount(name, target, "", w.at()));
            }
        }
    }
}
