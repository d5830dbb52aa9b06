package dev.shmfit.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the user says that the job runs.
 *
 * @param platform how /dev/shm is made there
 * @param fixesShm whether the service leaves no way to change its size
 */
public record StatedPlatform(Platform platform, boolean fixesShm) {
    private static final Map<String, StatedPlatform> WORDS = words();

    private static Map<String, StatedPlatform> words() {
        Map<String, StatedPlatform> words = new LinkedHashMap<>();
        words.put("docker", new StatedPlatform(Platform.DOCKER, false));
        words.put("compose", new StatedPlatform(Platform.COMPOSE, false));
        words.put("kubernetes", new StatedPlatform(Platform.KUBERNETES, false));
        words.put("k8s", new StatedPlatform(Platform.KUBERNETES, false));
        words.put("argo", new StatedPlatform(Platform.ARGO, false));
        words.put("podman", new StatedPlatform(Platform.PODMAN, false));
        words.put("slurm", new StatedPlatform(Platform.SLURM, false));
        words.put("host", new StatedPlatform(Platform.HOST, false));
        for (String managed : Platform.FIXED) {
            words.put(managed, new StatedPlatform(Platform.UNKNOWN, true));
        }
        return words;
    }

    /** The platform of a word; empty where it is none. */
    public static Optional<StatedPlatform> of(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }

    /** All words. */
    public static List<String> known() {
        return List.copyOf(WORDS.keySet());
    }
}
