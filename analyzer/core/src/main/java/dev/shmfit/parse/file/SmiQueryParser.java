package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.CudaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code nvidia-smi-q.xml}, the output of {@code nvidia-smi -q -x}. nvidia-smi writes one element a line, which is
 * all that is relied on:
 *
 * <pre>{@code
 * <driver_version>550.54.15</driver_version>
 * <cuda_version>12.4</cuda_version>
 * <gpu id="00000000:41:00.0">
 *         <product_name>NVIDIA A100-SXM4-80GB</product_name>
 *                 <current_mig>Disabled</current_mig>
 *         <uuid>GPU-5a2b…</uuid>
 *         <fabric>
 *                 <state>Completed</state>
 * }</pre>
 */
public final class SmiQueryParser {
    private static final int MOST_GPUS = 1024;
    private static final String ABSENT = "nvidia-smi does not say";

    private SmiQueryParser() {}

    /** Reads a text. */
    public static Parsed<SmiQuery> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Reading<String> driver = Reading.absent("there is no driver_version");
        Reading<Integer> cuda = Reading.absent("there is no cuda_version");
        List<SmiQuery.Gpu> gpus = new ArrayList<>();
        String busId = "";
        String generation = "";
        boolean inFabric = false;
        SmiMemoryLines memory = new SmiMemoryLines(SourceRef.of(item));
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size() && gpus.size() <= MOST_GPUS; i++) {
            String line = lines.get(i).strip();
            SourceRef source = notes.line(i + 1);
            memory.line(line, source);
            String version = element(line, "driver_version");
            String newest = element(line, "cuda_version");
            String name = element(line, "product_name");
            String mig = element(line, "current_mig");
            String state = element(line, "state");
            String gen = element(line, "max_link_gen");
            String width = element(line, "max_link_width");
            String uuid = element(line, "uuid");
            inFabric = (inFabric || line.equals("<fabric>")) && !line.equals("</fabric>");
            if (version != null) {
                driver = Reading.known(version, source);
            } else if (newest != null) {
                cuda = cuda(newest, source);
            } else if (line.startsWith("<gpu id=\"") && line.indexOf('"', 9) > 0) {
                busId = busId(line.substring(9, line.indexOf('"', 9)));
            } else if (name != null && !busId.isEmpty()) {
                gpus.add(new SmiQuery.Gpu(
                        busId, name, Reading.absent(ABSENT), Reading.absent(ABSENT), Reading.absent(ABSENT), source));
                busId = "";
            } else if (mig != null && busId.isEmpty() && !gpus.isEmpty()) {
                gpus.add(gpus.remove(gpus.size() - 1).withMig(Reading.known(mig, source)));
            } else if (state != null && inFabric && busId.isEmpty() && !gpus.isEmpty()) {
                gpus.add(gpus.remove(gpus.size() - 1).withFabric(Reading.known(state, source)));
            } else if (gen != null) {
                generation = gen;
            } else if (width != null && busId.isEmpty() && !gpus.isEmpty()) {
                gpus.add(gpus.remove(gpus.size() - 1).withPcie(Pcie.of(generation, width, source)));
            } else if (uuid != null
                    && busId.isEmpty()
                    && !gpus.isEmpty()
                    && !gpus.get(gpus.size() - 1).uuid().isKnown()) {
                gpus.add(gpus.remove(gpus.size() - 1).withUuid(Reading.known(uuid, source)));
            }
        }
        return new Parsed<>(new SmiQuery(driver, cuda, gpus, memory.memory()), notes.toList());
    }

    private static @Nullable String element(String line, String name) {
        String open = "<" + name + ">";
        int end = line.indexOf("</" + name + ">");
        return line.startsWith(open) && end >= open.length()
                ? line.substring(open.length(), end).strip()
                : null;
    }

    private static Reading<Integer> cuda(String text, SourceRef source) {
        int dot = text.indexOf('.');
        long major = dot < 0 ? -1 : Lines.number(text.substring(0, dot));
        long minor = dot < 0 ? -1 : Lines.number(text.substring(dot + 1));
        return major < 0 || minor < 0 || major > 999 || minor > 99
                ? new Reading.Unreadable<>(text, source, "it is no version")
                : Reading.known(CudaVersion.counted((int) major, (int) minor), source);
    }

    /** nvidia-smi writes eight digits of the domain, the kernel four. */
    private static String busId(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("0000") && lower.indexOf(':') == 8 ? lower.substring(4) : lower;
    }
}
