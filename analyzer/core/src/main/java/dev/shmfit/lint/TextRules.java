package dev.shmfit.lint;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.DockerfileReader;
import dev.shmfit.manifest.ManifestText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folklore: commands that do not do what they are meant to do, wherever they stand. */
final class TextRules {
    private record Sign(LintRule rule, Pattern pattern, String summary, String remedy) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    LintRule.SHMMAX,
                    Pattern.compile("kernel[./]shm(?:max|all)"),
                    "kernel.shmmax and kernel.shmall do not bound /dev/shm.",
                    "Set the size of /dev/shm in their place."),
            new Sign(
                    LintRule.CHMOD_SHM,
                    Pattern.compile("chmod\\s+(?:-R\\s+)?\\S*777\\s+/dev/shm(?![\\w/])"),
                    "This changes the mode of /dev/shm.",
                    "Leave it at 1777, and set the size."),
            new Sign(
                    LintRule.REMOUNT_IN_CONTAINER,
                    Pattern.compile("mount\\s+(?:-t\\s+tmpfs\\s+)?(?:-o\\s*)?\\S*remount\\S*\\s+(?:\\S+\\s+)?/dev/shm"),
                    "This mounts /dev/shm again from within.",
                    "Set the size where the container is started; on the host itself this is right."));

    private TextRules() {}

    static List<LintFinding> of(ManifestText file) {
        List<LintFinding> found = new ArrayList<>();
        String[] lines = file.text().split("\n", -1);
        boolean onHost = file.isScript() && !DockerfileReader.isDockerfile(file.text());
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.strip().startsWith("#")) {
                continue;
            }
            for (Sign s : SIGNS) {
                Matcher m = s.pattern.matcher(line);
                boolean within = s.rule != LintRule.REMOUNT_IN_CONTAINER || !onHost || line.contains("docker exec");
                if (m.find() && within) {
                    found.add(LintFinding.of(
                            s.rule, new SourceRef(file.name(), i + 1, m.start() + 1), s.summary, s.remedy));
                }
            }
        }
        return found;
    }
}
