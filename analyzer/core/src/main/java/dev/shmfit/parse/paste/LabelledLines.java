package dev.shmfit.parse.paste;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.CudaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Facts under a name of their own, as people fill in the form of an issue and as Lightning's {@code collect_env_details}
 * prints them: items of a list, rows of a table, {@code Driver: 550.54.15}. The value has to be one of its kind and
 * nothing else; a sentence states nothing here. A version of CUDA may be the toolkit's ({@link Topic#CUDA_STATED}).
 */
final class LabelledLines {
    private static final Pattern DRESS = Pattern.compile("\\*\\*|__|`");
    private static final Pattern ITEM = Pattern.compile("^(?:[-*•+]|\\d{1,2}[.)])\\s+(?:\\[[ xX]\\]\\s+)?");
    private static final Pattern ROW = Pattern.compile("^\\|([^|]{1,60})\\|([^|]{1,200})(?:\\|.*)?$");
    private static final Pattern PAIR = Pattern.compile("^([A-Za-z/-][\\w /().-]{0,40}?)\\s*(?:[:：=]|\\s->)\\s*(.*)$");
    /** What may stand behind a value without changing it. */
    private static final String REMARK = "(?:\\s*\\([^)]{0,60}\\))?";

    private static final Pattern DRIVER = Pattern.compile("v?(\\d{3}\\.\\d{2,3}(?:\\.\\d{1,3})?)" + REMARK);
    private static final Pattern TORCH =
            Pattern.compile("v?([12]\\.\\d{1,3}(?:\\.\\d{1,3})?(?:[+.a-z]\\w*)?)" + REMARK);
    private static final Pattern NCCL = Pattern.compile("v?(2\\.\\d{1,2}\\.\\d{1,3})(?:[-+]\\S*)?" + REMARK);
    private static final Pattern CUDA = Pattern.compile("v?(\\d{1,2}\\.\\d{1,2})(?:\\.\\d{1,3})?" + REMARK);
    private static final Pattern CPU = Pattern.compile("(?:\\d ?[x×*] ?)?((?:AMD|Intel|INTEL)\\S*"
            + " (?:\\S+ ){0,2}?(?:EPYC|Xeon|XEON|XEON\\(R\\)|Ryzen)\\S* \\S.{1,60}?)(?:\\s*\\(?[x×*] ?\\d\\)?)?"
            + REMARK);
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})? ?(?:[kKmMgGtT]i?[bB]?|bytes))" + REMARK);
    /** {@code 8x NVIDIA A100-SXM4-80GB}, {@code NVIDIA L4 (x2)}. */
    private static final Pattern GPUS =
            Pattern.compile("(?:\\d{1,2} ?[x×*] ?)?((?:NVIDIA |Nvidia |nvidia |GeForce |Tesla |Quadro ){0,6}"
                    + GpuWords.NAME + "(?:[ -][\\w.-]+){0,3}?)(?:\\s*\\(?[x×*] ?\\d{1,2}\\)?)?" + REMARK);

    /** What a value says. */
    private interface Taker {
        void take(String value, SourceRef at, PastedFacts facts);
    }

    /**
     * Something that people state.
     *
     * @param name how they call it, in small letters
     * @param value what it looks like; its first group says it
     */
    private record Label(Pattern name, Pattern value, Taker taker) {}

    private static final List<Label> LABELS = List.of(
            label(
                    "(?:nvidia |gpu |cuda |display ){0,6}driver(?: version)?",
                    DRIVER,
                    (v, at, f) -> f.add(Topic.DRIVER, v, at)),
            label(
                    "(?:nvidia )?cuda(?: version| driver(?: version)?)?",
                    CUDA,
                    (v, at, f) -> f.add(Topic.CUDA_STATED, cuda(v), at)),
            label("(?:py)?torch(?: version)?", TORCH, (v, at, f) -> f.add(Topic.TORCH, v, at)),
            label("nccl(?: version)?|nvidia-nccl-cu1[1-3]", NCCL, (v, at, f) -> f.add(Topic.NCCL, v, at)),
            label(
                    "(?:cpu|processor)s?(?: models?| name)?",
                    CPU,
                    (v, at, f) -> f.add(Topic.CPU, new CpuFacts("", "", -1, -1, v), at)),
            label(
                    "(?:system |host )?ram|(?:system|host) memory",
                    SIZE,
                    (v, at, f) -> PastedSizes.binary(v).ifPresent(b -> f.add(Topic.MEMORY, b, at))),
            label(
                    "(?:docker |container )?-{0,2}shm(?:[ _-]?size)?",
                    SIZE,
                    (v, at, f) -> PastedSizes.docker(v).ifPresent(b -> f.add(Topic.SHM_DEFINED, b, at))),
            label(
                    "(?:size of |df )?/dev/shm(?: size)?|shared memory \\(/dev/shm\\)(?: size)?",
                    SIZE,
                    (v, at, f) -> PastedSizes.binary(v).ifPresent(b -> ShmLines.size(b, at, f))));

    /** GPUs may stand behind their label or below it. */
    private static final Pattern GPU_LABEL =
            Pattern.compile("(?:nvidia )?gpus?(?:\\(s\\))?(?: models?| type| name)?|graphics card|accelerators?");

    private final PastedFacts facts;
    /** GPUs that stand below their label, one a line. */
    private final List<GpuListing.Gpu> below = new ArrayList<>();

    private boolean gpusFollow;

    private LabelledLines(PastedFacts facts) {
        this.facts = facts;
    }

    /** Reads the lines that are in no program's output. */
    static void read(String item, List<PastedText.Written> prose, PastedFacts facts) {
        LabelledLines reader = new LabelledLines(facts);
        prose.forEach(l -> reader.line(l.text(), SourceRef.line(item, l.number())));
        reader.end();
    }

    private void line(String raw, SourceRef at) {
        String text = ITEM.matcher(DRESS.matcher(raw).replaceAll("").strip())
                .replaceFirst("")
                .strip();
        Matcher row = ROW.matcher(text);
        boolean table = row.matches();
        Matcher pair =
                PAIR.matcher(table ? row.group(1).strip() + ": " + row.group(2).strip() : text);
        if (!pair.matches()) {
            if (gpusFollow) {
                gpu(text, at);
            }
            return;
        }
        end();
        String label = pair.group(1).strip().toLowerCase(Locale.ROOT);
        String value = pair.group(2).strip();
        if (facts.isSaid(at)) {
            return;
        }
        if (GPU_LABEL.matcher(label).matches()) {
            gpusFollow = value.isEmpty();
            gpu(value, at);
        }
        for (Label l : LABELS) {
            Matcher m = l.value.matcher(value);
            if (l.name.matcher(label).matches() && m.matches()) {
                l.taker.take(m.group(1), at, facts);
            }
        }
    }

    private static Label label(String name, Pattern value, Taker taker) {
        return new Label(Pattern.compile(name), value, taker);
    }

    private static int cuda(String version) {
        int dot = version.indexOf('.');
        return CudaVersion.counted(
                Integer.parseInt(version, 0, dot, 10), Integer.parseInt(version, dot + 1, version.length(), 10));
    }

    private void gpu(String value, SourceRef at) {
        Matcher m = GPUS.matcher(value);
        if (m.matches()) {
            below.add(new GpuListing.Gpu(
                    below.size(),
                    m.group(1).strip(),
                    Reading.absent("not said"),
                    Reading.absent("not said"),
                    List.of(),
                    at));
        }
    }

    private void end() {
        gpusFollow = false;
        if (!below.isEmpty()) {
            facts.add(
                    Topic.LISTING,
                    new GpuListing(List.copyOf(below), GpuListing.Numbering.NONE),
                    below.get(0).source());
            below.clear();
        }
    }
}
