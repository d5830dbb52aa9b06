package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.GpuListing.Gpu;
import dev.shmfit.facts.GpuListing.Instance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of plain nvidia-smi.
 *
 * <pre>{@code
 * |   0  NVIDIA H100 80GB HBM3          On  | 00000000:18:00.0 Off |                    0 |
 * | N/A   31C    P0              70W / 700W |      4MiB / 81559MiB |      0%      Default |
 * |                                         |                      |             Disabled |
 * }</pre>
 *
 * <p>A name that is too long for its column ends in {@code ...}; such a name is unreadable.
 */
final class NvidiaSmiTable {
    private static final Pattern NAME = Pattern.compile(
            "^\\|\\s+(\\d{1,2})\\s+(\\S.*?)\\s+(?:On|Off|N/A|Enabled|Disabled|WDDM|TCC|MCDM)\\s*\\|\\s*([0-9A-Fa-f]{4,8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.\\d)\\s");
    private static final Pattern MEMORY = Pattern.compile("\\d+MiB\\s*/\\s*(\\d{1,8})MiB");
    private static final Pattern MODE = Pattern.compile("\\|\\s*(Enabled|Disabled|N/A)\\s*\\|$");
    private static final Pattern INSTANCE =
            Pattern.compile("^\\|\\s+(\\d{1,2})\\s+\\d{1,2}\\s+\\d{1,2}\\s+\\d{1,2}\\s*\\|");
    private static final String NOT_SAID = "nvidia-smi does not say";

    private final PastedSection section;
    private final PastedFacts facts;
    private final List<Gpu> gpus = new ArrayList<>();
    private final List<SmiQuery.Gpu> devices = new ArrayList<>();
    private final List<ByteCount> memory = new ArrayList<>();

    private NvidiaSmiTable(PastedSection section, PastedFacts facts) {
        this.section = section;
        this.facts = facts;
    }

    static void read(PastedSection section, PastedFacts facts) {
        new NvidiaSmiTable(section, facts).read();
    }

    private void read() {
        for (PastedLine line : section.lines()) {
            String text = line.stripped();
            SourceRef at = section.at(line);
            Matcher name = NAME.matcher(text);
            Matcher total = MEMORY.matcher(text);
            Matcher mode = MODE.matcher(text);
            Matcher instance = INSTANCE.matcher(text);
            if (name.find()) {
                row(name, at);
            } else if (instance.find()) {
                instance(Integer.parseInt(instance.group(1), 10), at);
            } else if (total.find() && memory.size() < gpus.size()) {
                memory.add(ByteCount.mebibytes(Lines.number(total.group(1))));
            } else if (mode.find() && !devices.isEmpty()) {
                devices.add(devices.remove(devices.size() - 1).withMig(Reading.known(mode.group(1), at)));
            }
        }
        if (gpus.isEmpty()) {
            return;
        }
        SourceRef first = gpus.get(0).source();
        facts.add(Topic.LISTING, new GpuListing(gpus, GpuListing.Numbering.NVIDIA_SMI), first);
        Reading<List<ByteCount>> all =
                memory.size() == gpus.size() ? Reading.known(List.copyOf(memory), first) : Reading.absent(NOT_SAID);
        facts.add(Topic.QUERY, new SmiQuery(Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), devices, all), first);
    }

    private void row(Matcher m, SourceRef at) {
        String busId = busId(m.group(3));
        String name = m.group(2).strip();
        gpus.add(new Gpu(
                Integer.parseInt(m.group(1), 10),
                name,
                Reading.absent(NOT_SAID),
                Reading.known(busId, at),
                List.of(),
                at));
        devices.add(new SmiQuery.Gpu(
                busId, name, Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), at));
    }

    private void instance(int index, SourceRef at) {
        for (int i = 0; i < gpus.size(); i++) {
            Gpu g = gpus.get(i);
            if (g.index() == index) {
                gpus.set(i, g.with(new Instance("", "", at)));
            }
        }
    }

    /** nvidia-smi writes eight digits of the domain, the kernel four. */
    static String busId(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("0000") && lower.indexOf(':') == 8 ? lower.substring(4) : lower;
    }
}
