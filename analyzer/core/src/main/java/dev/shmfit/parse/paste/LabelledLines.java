package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmDirectory;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Facts under a name of their own, as people fill in the form of an issue and as Lightning's {@code collect_env_details}
 * prints them: items of a list, rows of a table, {@code Driver: 550.54.15}. The value has to be one of its kind and
 * nothing else; a sentence states nothing here. CUDA is not among them: people write the toolkit's version there.
 */
final class LabelledLines {
    private static final Pattern DRESS = Pattern.compile("\\*\\*|__|`");
    private static final Pattern ITEM = Pattern.compile("^(?:[-*•+]|\\d{1,2}[.)]|\\[[ xX]\\])\\s+");
    private static final Pattern ROW = Pattern.compile("^\\|([^|]{1,60})\\|([^|]{1,200})(?:\\|.*)?$");
    private static final Pattern PAIR = Pattern.compile("^([A-Za-z/][\\w /().-]{0,40}?)\\s*(?:[:=]|\\s->)\\s*(.*)$");
    /** What may stand behind a value without changing it. */
    private static final String REMARK = "(?:\\s*\\([^)]{0,60}\\))?";

    private static final Pattern DRIVER = Pattern.compile("v?(\\d{3}\\.\\d{2,3}(?:\\.\\d{1,3})?)" + REMARK);
    private static final Pattern TORCH =
            Pattern.compile("v?([12]\\.\\d{1,3}(?:\\.\\d{1,3})?(?:[+.a-z]\\w*)?)" + REMARK);
    private static final Pattern NCCL = Pattern.compile("v?(2\\.\\d{1,2}\\.\\d{1,3})(?:[-+]\\S*)?" + REMARK);
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})? ?(?:[kKmMgGtT]i?[bB]?|bytes))" + REMARK);
    /** {@code 8x NVIDIA A100-SXM4-80GB}, {@code NVIDIA L4 (x2)}. */
    private static final Pattern GPUS =
            Pattern.compile("(?:(\\d{1,2}) ?[x×*] ?)?((?:NVIDIA |Nvidia |nvidia |GeForce |Tesla |Quadro )*"
                    + GpuWords.NAME + "(?:[ -][\\w.-]+){0,3}?)(?:\\s*\\(?[x×*] ?(\\d{1,2})\\)?)?" + REMARK);

    private static final Map<String, Set<String>> LABELS = Map.of(
            "driver", Set.of("driver", "nvidia driver", "gpu driver", "driver version", "nvidia driver version"),
            "torch", Set.of("torch", "pytorch", "torch version", "pytorch version"),
            "nccl", Set.of("nccl", "nccl version", "nvidia-nccl-cu11", "nvidia-nccl-cu12", "nvidia-nccl-cu13"),
            "gpu",
                    Set.of(
                            "gpu",
                            "gpus",
                            "gpu(s)",
                            "gpu model",
                            "gpu models",
                            "gpu type",
                            "graphics card",
                            "accelerator"),
            "defined", Set.of("shm", "shm size", "shm-size", "--shm-size", "shm_size", "docker shm size", "docker shm"),
            "space", Set.of("/dev/shm", "/dev/shm size", "size of /dev/shm", "df /dev/shm"));

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
        LABELS.forEach((kind, labels) -> {
            if (labels.contains(label)) {
                take(kind, value, at);
            }
        });
    }

    private void take(String kind, String value, SourceRef at) {
        switch (kind) {
            case "driver" -> whole(DRIVER, value).ifPresent(v -> facts.add(Topic.DRIVER, v, at));
            case "torch" -> whole(TORCH, value).ifPresent(v -> facts.add(Topic.TORCH, v, at));
            case "nccl" -> whole(NCCL, value).ifPresent(v -> facts.add(Topic.NCCL, v, at));
            case "defined" ->
                whole(SIZE, value).flatMap(PastedSizes::docker).ifPresent(v -> facts.add(Topic.SHM_DEFINED, v, at));
            case "space" ->
                whole(SIZE, value)
                        .flatMap(PastedSizes::binary)
                        .ifPresent(v -> facts.add(Topic.SPACE, space(v, at), at));
            default -> {
                gpusFollow = value.isEmpty();
                gpu(value, at);
            }
        }
    }

    private static Optional<String> whole(Pattern pattern, String value) {
        Matcher m = pattern.matcher(value);
        return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
    }

    private void gpu(String value, SourceRef at) {
        Matcher m = GPUS.matcher(value);
        if (m.matches()) {
            below.add(new GpuListing.Gpu(
                    below.size(),
                    m.group(2).strip(),
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

    private static ShmSpace space(ByteCount size, SourceRef at) {
        return new ShmSpace(
                Reading.absent("not said"),
                Reading.known(size, at),
                Reading.absent("not said"),
                Reading.absent("not said"),
                Reading.absent("not said"),
                ShmDirectory.UNKNOWN);
    }
}
