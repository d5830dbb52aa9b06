package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of systemd's units and of what {@code systemctl show} prints (systemd.exec(5), systemd.resource-control(5)), of
 * Podman's quadlets (podman-systemd.unit(5)), and supervisord's {@code environment}: variables, the memory limit, the size of
 * /dev/shm and the devices of a container.
 */
final class UnitLines {
    private static final Pattern KEY =
            Pattern.compile("^(DefaultEnvironment|Environment|environment|MemoryMax|MemoryLimit"
                    + "|Memory|ShmSize|AddDevice|TemporaryFileSystem|Tmpfs)\\s*=\\s*(.*)$");
    /** An assignment, in quotes as a whole, or its value, or not at all; blanks or supervisord's commas part them. */
    private static final Pattern WORD = Pattern.compile(
            "\"([A-Za-z_]\\w*)=([^\"]*)\"|'([A-Za-z_]\\w*)=([^']*)'|([A-Za-z_]\\w*)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))");
    /** What systemd puts in place of {@code %i} does not stand in the text. */
    private static final Pattern SPECIFIER = Pattern.compile("(?<!%)%[a-zA-Z]");

    private static final Pattern GPUS = Pattern.compile("(?:nvidia\\.com/gpu|[\\w.]*nvidia[\\w./]*)=\\S+");
    private static final Pattern SIZE = Pattern.compile("^/dev/shm/?:(?:.*,)?size=([^,]+).*$");

    private UnitLines() {}

    static void line(PastedLine line, SourceRef at, PastedFacts facts) {
        Matcher m = KEY.matcher(line.stripped());
        if (!m.matches()) {
            return;
        }
        String value = m.group(2).strip();
        switch (m.group(1)) {
            case "Environment", "DefaultEnvironment" -> variables(value, at, facts);
            case "environment" -> variables(value.replaceAll(",(?=[A-Za-z_]\\w*=)", " "), at, facts);
            case "MemoryMax", "MemoryLimit", "Memory" -> memory(m.group(1) + "=" + value, value, at, facts);
            case "ShmSize" -> size(value).ifPresent(b -> facts.add(Topic.SHM_DEFINED, b, at));
            case "AddDevice" -> {
                if (GPUS.matcher(value).matches()) {
                    GivenGpus.listed(value, at, facts);
                }
            }
            default -> {
                Matcher size = SIZE.matcher(value);
                if (size.matches()) {
                    size(size.group(1)).ifPresent(b -> facts.add(Topic.SHM_DEFINED, b, at));
                }
            }
        }
    }

    private static void variables(String value, SourceRef at, PastedFacts facts) {
        Matcher word = WORD.matcher(value);
        while (word.find()) {
            String name = "";
            String said = "";
            for (int g : new int[] {1, 3, 5}) {
                name = word.group(g) == null ? name : word.group(g);
            }
            for (int g : new int[] {2, 4, 6, 7, 8}) {
                said = word.group(g) == null ? said : word.group(g);
            }
            if (!SPECIFIER.matcher(said).find()) {
                Variables.take(name, said.replace("%%", "%"), at, facts);
            } else if (name.startsWith("NCCL_")) {
                facts.name(name, said, true, at);
            }
        }
    }

    /** Bytes, or with a suffix to base 1024; a part of the machine's memory is told. */
    private static void memory(String whole, String value, SourceRef at, PastedFacts facts) {
        if (value.endsWith("%")) {
            facts.passOver(whole, at);
        } else {
            size(value).ifPresent(b -> facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(b, at), at));
        }
    }

    private static Optional<ByteCount> size(String text) {
        return text.toLowerCase(Locale.ROOT).equals("infinity") ? Optional.empty() : PastedSizes.docker(text);
    }
}
