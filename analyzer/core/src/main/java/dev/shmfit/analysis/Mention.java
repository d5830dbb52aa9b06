package dev.shmfit.analysis;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.parse.paste.GpuWords;
import dev.shmfit.parse.paste.LoaderWords;
import dev.shmfit.topology.GpuModels;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fact that a line of prose names.
 *
 * @param words as they stand there
 * @param value what they say
 * @param source the line
 */
record Mention(Kind kind, String words, String value, SourceRef source) {
    private static final class Patterns {
        static final String SIZE = "\\d{1,6}(?:\\.\\d{1,2})? ?[kKmMgGtT](?:[iI]?[bB])?\\b|\\d{8,15}\\b";

        private Patterns() {}
    }

    /** What it is about, how people write it, and the option that states it. */
    enum Kind {
        GPU("\\b" + GpuWords.NAME + "|(?<=\\d ?[x×*] ?)(?:[2-5]0[5-9]0(?: ?Ti\\b)?)"),
        CPU(
                "\\bEPYC(?:\\(TM\\)|™)? (?:\\d[\\dA-Z]{3})|\\bRyzen(?: Threadripper)?(?: PRO)?(?: \\d)? \\d{4}[A-Z0-9]{0,3}"
                        + "|\\bXeon(?:\\(R\\))? (?:(?:Gold|Silver|Platinum|Bronze) \\d{4}[A-Z+]{0,2}|E[357]-\\d{4}[A-Z]?(?: v\\d)?)"),
        TORCH("\\b(?:[Pp]y)?[Tt]orch(?: version)?[ :=]{1,3}v?(\\d\\.\\d{1,2}(?:\\.\\d{1,2})?(?:\\+cu\\d{3})?)"),
        NCCL("\\b(?:NCCL|nccl)(?: version)?[ :=]{1,3}v?(2\\.\\d{1,2}\\.\\d{1,2})"),
        DRIVER("\\b[Dd]river(?: version)?[ :=]{1,3}v?(\\d{3}\\.\\d{2,3}(?:\\.\\d{2})?)"),
        SIZE(
                "--shm-size[ =](\\d{1,6} ?[kKmMgGtT]?[iI]?[bB]?)\\b|\\bshm_size: ?['\"]?(\\d{1,6} ?[kKmMgGtT]?[iI]?[bB]?)\\b"
                        // A size with its unit, or so many bytes, behind the name or before it.
                        + "|(?:/dev/shm|\\bshm(?:[-_ ]?size)?\\b|\\b[Ss]hared memory(?! per)(?: size| limit)?)[^\\d;]{1,40}"
                        + "(" + Patterns.SIZE + ")|(?<![\\w.])(" + Patterns.SIZE
                        + ")(?: \\w{1,8}){0,2} (?:/dev/shm\\b|shm\\b|shared memory(?! per))"
                        + "|\\bsize=(" + Patterns.SIZE + ")\\S{0,80} /dev/shm\\b"),
        NODES("(?<![\\w.-])([1-9]\\d{0,3})[ -]nodes?\\b(?! ?\\()"),
        LOADER(LoaderWords.COUNT),
        /** The last: its option is a command, behind which no other option can stand. */
        ENGINE(
                "(?<![\\w./-])(?:vllm serve|vLLM|(?:python3? -m )?sglang\\.launch_server|SGLang|trtllm-serve|TensorRT-LLM"
                        + "|lmdeploy serve|LMDeploy|text-generation-launcher|tritonserver)(?![\\w/-])");

        private final Pattern pattern;

        Kind(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** Everything that the line names. */
    static List<Mention> in(Coverage.Prose line) {
        List<Mention> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Matcher m = kind.pattern.matcher(line.text());
            while (m.find()) {
                String value = value(m);
                boolean oneNode = kind == Kind.NODES && value.equals("1");
                if (!oneNode && (kind != Kind.GPU || GpuModels.of(gpu(value)).isPresent())) {
                    all.add(new Mention(kind, m.group(), kind == Kind.GPU ? gpu(value) : value, line.source()));
                }
            }
        }
        return all;
    }

    private static String value(Matcher m) {
        for (int i = 1; i <= m.groupCount(); i++) {
            String group = m.group(i);
            if (group != null) {
                return group.strip();
            }
        }
        return m.group();
    }

    /** GeForce cards are named by their numbers alone. */
    private static String gpu(String words) {
        String name = Character.isDigit(words.charAt(0)) ? "RTX " + words : words;
        return name.replaceFirst("(?<=RTX|GTX)[ -]?(?=A?\\d)", " ")
                .replaceFirst("(?<=\\d)(?=Ti)", " ")
                .replaceFirst(" (?=SXM)", "-");
    }

    private String program() {
        String name = value.toLowerCase(Locale.ROOT);
        if (name.startsWith("vllm")) {
            return "vllm serve";
        } else if (name.contains("sglang")) {
            return "python -m sglang.launch_server";
        } else if (name.startsWith("trtllm") || name.startsWith("tensorrt")) {
            return "trtllm-serve";
        }
        return name.startsWith("lmdeploy") ? "lmdeploy serve" : name;
    }

    /**
     * The option that states it.
     *
     * @param prose what else is said
     */
    String option(List<Coverage.Prose> prose) {
        return switch (kind) {
            case GPU -> UserInput.FACT + " gpu=" + (value.indexOf(' ') < 0 ? value : "\"" + value + "\"");
            case CPU -> UserInput.FACT + " cpu=\"" + (value.startsWith("Xeon") ? "Intel " : "AMD ") + value + "\"";
            case TORCH -> UserInput.FACT + " torch=" + value;
            case NCCL -> UserInput.NCCL_VERSION + " " + value;
            case DRIVER -> UserInput.FACT + " cuda-driver=" + value;
            case NODES -> UserInput.FACT + " nodes=" + value;
            case SIZE -> UserInput.SHM_SIZE + " " + value.replace(" ", "").toLowerCase(Locale.ROOT);
            case LOADER -> LoaderMention.option(this, prose);
            case ENGINE -> "-- " + program() + " …";
        };
    }
}
