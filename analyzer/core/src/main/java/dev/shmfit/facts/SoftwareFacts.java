package dev.shmfit.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was read about libraries and their settings.
 *
 * @param settings by name, the environment before a configuration file
 * @param environmentSeen whether any source of settings was read, so that a setting that is not here is not set
 * @param nccl version of NCCL
 * @param torch version of PyTorch
 * @param systemNccl version of an NCCL that the system or its image installed, which a PyTorch wheel does not use
 */
public record SoftwareFacts(
        Map<String, Readings<String>> settings,
        boolean environmentSeen,
        Readings<String> nccl,
        Readings<String> torch,
        Readings<String> systemNccl) {
    public SoftwareFacts {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The settings that count, by name. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach((name, r) -> r.value().ifPresent(v -> values.put(name, v)));
        return values;
    }

    /** Where each setting that counts was read. */
    public Map<String, SourceRef> sources() {
        Map<String, SourceRef> sources = new LinkedHashMap<>();
        settings.forEach((name, r) -> r.source().ifPresent(s -> sources.put(name, s)));
        return sources;
    }
}
