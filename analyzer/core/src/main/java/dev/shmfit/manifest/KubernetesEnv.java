package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the variables of a container of Kubernetes'. What a secret holds is never read. */
record KubernetesEnv(Map<String, Map<String, String>> configMaps) {
    Map<String, Reading<String>> read(Tree container) {
        Map<String, Reading<String>> env = new LinkedHashMap<>();
        for (Tree from : container.items("envFrom")) {
            String prefix = from.text("prefix").orElse("");
            configMaps
                    .getOrDefault(from.text("configMapRef", "name").orElse(""), Map.of())
                    .forEach((k, v) ->
                            env.put(prefix + k, Reading.known(v, from.at().source())));
        }
        for (Tree variable : container.items("env")) {
            variable.text("name").ifPresent(name -> env.put(name, value(variable)));
        }
        return env;
    }

    private Reading<String> value(Tree variable) {
        if (variable.get("valueFrom", "secretKeyRef").isPresent()) {
            return Reading.absent("a secret holds it");
        }
        String map = variable.text("valueFrom", "configMapKeyRef", "name").orElse("");
        String key = variable.text("valueFrom", "configMapKeyRef", "key").orElse("");
        String held = configMaps.getOrDefault(map, Map.of()).get(key);
        if (held != null) {
            return Reading.known(held, variable.at().source());
        }
        if (variable.get("valueFrom").isPresent()) {
            return Reading.absent("it is set when the pod starts");
        }
        return variable.leaf("value")
                .map(l -> Reading.known(l.text(), l.at().source()))
                .orElseGet(() -> Reading.known("", variable.at().source()));
    }
}
