package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs in a container.
 *
 * @param image with its tag
 * @param commands each command line that is known to run, words with their places
 * @param env variables that are set, those that the command lines set themselves over them; a secret's value is absent
 * @param envFiles that the variables come from and that were not read
 */
public record ProcessFacts(
        Reading<String> image, List<List<Word>> commands, Map<String, Reading<String>> env, List<EnvFile> envFiles) {
    /** Without files of variables. */
    ProcessFacts(Reading<String> image, List<List<Word>> commands, Map<String, Reading<String>> env) {
        this(image, commands, env, List.of());
    }

    /** The image by its parts; empty where none is named. */
    public Optional<ImageName> imageName() {
        return image.asOptional().map(ImageName::of);
    }

    public ProcessFacts {
        commands = commands.stream().map(List::copyOf).toList();
        Map<String, Reading<String>> all = new LinkedHashMap<>(env);
        all.putAll(CommandEnv.of(commands));
        envFiles = List.copyOf(envFiles);
        env = Collections.unmodifiableMap(all);
    }
}
