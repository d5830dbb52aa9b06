package dev.shmfit.parse.paste;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.SourceRef;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processor in what lscpu prints, in any of the languages in which it does, and in /proc/cpuinfo. */
final class CpuLines {
    private static final Pattern PAIR = Pattern.compile("^([^:：]{2,40}?)\\s*[:：]\\s*(.*)$");
    /** Keys of /proc/cpuinfo and of translated output, by those of lscpu. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("architecture", "architecture"),
            Map.entry("架构", "architecture"),
            Map.entry("vendor id", "vendor"),
            Map.entry("vendor_id", "vendor"),
            Map.entry("厂商 id", "vendor"),
            Map.entry("cpu family", "family"),
            Map.entry("cpu 系列", "family"),
            Map.entry("model", "model"),
            Map.entry("型号", "model"),
            Map.entry("model name", "name"),
            Map.entry("型号名称", "name"),
            Map.entry("cpu implementer", "implementer"),
            Map.entry("cpu", "power"));

    private CpuLines() {}

    static void read(PastedSection section, PastedFacts facts) {
        Map<String, String> values = new TreeMap<>();
        Optional<SourceRef> first = Optional.empty();
        for (PastedLine line : section.lines()) {
            Matcher m = PAIR.matcher(line.stripped());
            String key = m.matches() ? KEYS.get(m.group(1).strip().toLowerCase(Locale.ROOT)) : null;
            if (key != null && values.putIfAbsent(key, m.group(2).strip()) == null && first.isEmpty()) {
                first = Optional.of(section.at(line));
            }
        }
        if (first.isEmpty()) {
            return;
        }
        CpuFacts cpu = new CpuFacts(
                architecture(values),
                values.getOrDefault("vendor", "").strip(),
                number(values.getOrDefault("family", "")),
                number(values.getOrDefault("model", "")),
                values.getOrDefault("name", ""));
        if (!cpu.architecture().isEmpty() || !cpu.name().isEmpty()) {
            facts.add(Topic.CPU, cpu, first.get());
        }
    }

    /** As it is said; else as the maker tells it, of which each makes one kind. */
    private static String architecture(Map<String, String> values) {
        String said = values.getOrDefault("architecture", "");
        if (!said.isEmpty()) {
            return said;
        }
        if (values.getOrDefault("vendor", "").matches("GenuineIntel|AuthenticAMD|CentaurHauls|Shanghai|HygonGenuine")) {
            return "x86_64";
        }
        if (values.containsKey("implementer")
                || values.getOrDefault("vendor", "").matches("ARM|NVIDIA|Ampere.*|HiSilicon")) {
            return "aarch64";
        }
        return values.getOrDefault("power", "").startsWith("POWER") ? "ppc64le" : "";
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text, 10) : -1;
    }
}
