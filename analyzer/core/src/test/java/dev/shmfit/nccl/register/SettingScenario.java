package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.setting.SettingAudit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Settings, and what the forecast remarks on them: {@code settings;NCCL_DEBUG_SUBSYS=PROXY}. */
record SettingScenario(String name, Map<String, String> settings) implements EdgeScenario {
    static final String PREFIX = "settings;";

    static SettingScenario parse(String name) {
        Map<String, String> settings = new TreeMap<>();
        for (String part : name.substring(PREFIX.length()).split(";", -1)) {
            settings.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return new SettingScenario(name, settings);
    }

    @Override
    public List<Supplier<String>> outputs(NcclVersion version) {
        return List.of(() -> SettingAudit.of(settings, version).toString());
    }
}
