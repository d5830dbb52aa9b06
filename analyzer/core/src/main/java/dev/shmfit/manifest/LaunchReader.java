package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.Engine.Count;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the program that starts a job's ranks in a command line, be it from a manifest, a script or /proc. */
public final class LaunchReader {
    /** Programs that only do so with a certain word behind them. */
    private static final Set<String> VERBS = Set.of("launch", "serve", "start", "job");

    private static final Set<String> NEED_VERB = Set.of("accelerate", "vllm", "sglang", "lmdeploy", "ray");
    /** Programs that do so with {@code run}. */
    private static final Set<String> NEED_RUN = Set.of("lightning", "fabric");

    private static final List<String> HOSTS = List.of("--host", "-host", "-H", "--hosts", "-hosts");
    private static final Pattern PER_NODE = Pattern.compile("ppr:(\\d{1,4}):(?:node|host).*");
    /** What runs another program, with options of its own before it. */
    private static final Set<String> WRAPPERS = Set.of(
            "numactl",
            "nsys",
            "ncu",
            "uv",
            "poetry",
            "conda",
            "mamba",
            "timeout",
            "taskset",
            "tini",
            "dumb-init",
            "nice",
            "ionice",
            "stdbuf",
            "xvfb-run",
            "apptainer",
            "singularity",
            "enroot",
            "catchsegv",
            "time",
            "sudo",
            "env",
            "setsid",
            "nohup",
            "exec",
            "pixi",
            "pipenv");

    private static final Pattern INTERPRETER = Pattern.compile("python[\\d.]*|pypy[\\d.]*|bash|sh|dash");
    private static final int FARTHEST = 60;
    private static final long MOST_RANKS = 100_000;

    private LaunchReader() {}

    /**
     * The launch in a command line. Of several, one within the other ({@code srun torchrun}), the inner one counts ranks
     * where it says how many, else the outer one. A program that is merely named, as in {@code pip install vllm}, is none.
     */
    public static Optional<Launch> read(List<Word> words) {
        Optional<Launch> found = Optional.empty();
        int i = CommandEnv.behind(words);
        while (i < Math.min(words.size(), FARTHEST)) {
            String name = CommandWords.base(words.get(i).text());
            Optional<Engine> engine = started(words, i);
            if (engine.isPresent()) {
                Launch inner = launch(engine.get(), name, words.subList(i, words.size()));
                boolean outerTells = !inner.ranks().isKnown() && !inner.engine().serves();
                found = found.isPresent() && outerTells ? found : Optional.of(inner.within(found));
            }
            boolean outer = engine.isPresent() && (engine.get() == Engine.SRUN || engine.get() == Engine.MPIRUN);
            if (outer || WRAPPERS.contains(name)) {
                i = next(words, i + 1);
            } else if (engine.isEmpty() && INTERPRETER.matcher(name).matches()) {
                i = script(words, i + 1);
            } else {
                break;
            }
        }
        return found;
    }

    /** The engine that a word starts: a program by its name, a module behind {@code -m}. */
    private static Optional<Engine> started(List<Word> words, int i) {
        String name = CommandWords.base(words.get(i).text());
        boolean module = i > 0 && words.get(i - 1).text().equals("-m");
        return Engine.named(name)
                .filter(e -> module || !isModule(name))
                .filter(e -> !NEED_VERB.contains(name) || hasVerb(words))
                .filter(e -> !NEED_RUN.contains(name)
                        || words.stream().anyMatch(w -> w.text().equals("run")));
    }

    /** The next word that starts something, behind a wrapper's own options. */
    private static int next(List<Word> words, int from) {
        for (int i = from; i < Math.min(words.size(), FARTHEST); i++) {
            String name = CommandWords.base(words.get(i).text());
            if (started(words, i).isPresent()
                    || WRAPPERS.contains(name)
                    || INTERPRETER.matcher(name).matches()) {
                return i;
            }
        }
        return words.size();
    }

    /** What an interpreter runs: the module behind {@code -m}, else the first word that is no option. */
    private static int script(List<Word> words, int from) {
        int i = from;
        while (i < words.size() && words.get(i).text().startsWith("-")) {
            if (words.get(i).text().equals("-m")) {
                return i + 1;
            }
            i++;
        }
        return i;
    }

    private static boolean isModule(String name) {
        return name.contains(".") && !name.equals("mpiexec.hydra");
    }

    private static boolean hasVerb(List<Word> words) {
        return words.stream().anyMatch(w -> VERBS.contains(w.text()));
    }

    /** The launch of arguments alone, where the image names the program: {@code vllm/vllm-openai} with {@code --model}. */
    static Launch ofArguments(Engine engine, List<Word> words) {
        return launch(engine, engine.shown(), words);
    }

    private static Launch launch(Engine engine, String program, List<Word> words) {
        Reading<Long> tensor = count(engine, Count.TENSOR, words);
        Reading<Long> pipeline = count(engine, Count.PIPELINE, words);
        Reading<Long> data = count(engine, Count.DATA, words);
        return new Launch(
                engine,
                program,
                nodes(engine, words),
                ranks(engine, words, tensor, pipeline, data),
                tensor,
                pipeline,
                data,
                words);
    }

    private static Reading<Long> ranks(
            Engine engine, List<Word> words, Reading<Long> tensor, Reading<Long> pipeline, Reading<Long> data) {
        long nodes = Math.max(1, value(nodes(engine, words)));
        if (engine.serves()) {
            // A variable that nothing here resolves is no 1.
            for (Reading<Long> size : List.of(tensor, pipeline, data)) {
                if (size instanceof Reading.Unreadable) {
                    return size;
                }
            }
            // SGLang shares its tensor parallel ranks out to data parallel ones only with --enable-dp-attention.
            boolean shared = engine == Engine.SGLANG
                    && words.stream().anyMatch(w -> w.text().equals("--enable-dp-attention"));
            long all = value(tensor) * value(pipeline) * (shared ? 1 : value(data));
            return all > MOST_RANKS
                    ? Reading.absent("more ranks than there are")
                    : Reading.known(Math.max(1, all / nodes), words.get(0).at().source());
        }
        Reading<Long> ranks = onEachNode(engine, words);
        if (ranks.isKnown() || !engine.options(Count.ALL_RANKS).isEmpty()) {
            Reading<Long> all = count(engine, Count.ALL_RANKS, words);
            return ranks.isKnown()
                    ? ranks
                    : all.match(k -> Reading.known((k.value() + nodes - 1) / nodes, k.source()), a -> a, u -> u);
        }
        Optional<Word> include = option(words, List.of("--include", "-i"));
        if (engine == Engine.DEEPSPEED
                && include.isPresent()
                && include.get().text().contains(":")) {
            String list = include.get().text().replaceFirst(".*?:", "").replaceFirst("@.*", "");
            return Reading.known(
                    (long) list.split(",", -1).length, include.get().at().source());
        }
        return ranks;
    }

    /** As an option says; Open MPI has it in {@code --map-by ppr:8:node}, too. */
    private static Reading<Long> onEachNode(Engine engine, List<Word> words) {
        Reading<Long> stated = count(engine, Count.RANKS, words);
        Optional<Word> map = engine == Engine.MPIRUN ? option(words, List.of("--map-by", "-map-by")) : Optional.empty();
        Matcher m = PER_NODE.matcher(map.map(Word::text).orElse(""));
        return stated.isKnown() || !m.matches()
                ? stated
                : Reading.known(
                        Long.parseLong(m.group(1), 10), map.orElseThrow().at().source());
    }

    /** The hosts of a list are the nodes: {@code a:4,b:4}. */
    private static Reading<Long> hosts(Engine engine, List<Word> words) {
        Reading<Long> stated = count(engine, Count.NODES, words);
        Optional<Word> list = engine == Engine.MPIRUN ? option(words, HOSTS) : Optional.empty();
        return list.filter(w -> w.text().matches("[\\w.-]+(?::\\d{1,4})?(?:,[\\w.-]+(?::\\d{1,4})?)*+"))
                .map(w -> Reading.known(
                        List.of(w.text().split(",", -1)).stream()
                                .map(h -> h.replaceFirst(":.*", ""))
                                .distinct()
                                .count(),
                        w.at().source()))
                .orElse(stated);
    }

    /** As stated, else by the ranks of all nodes and of one. */
    private static Reading<Long> nodes(Engine engine, List<Word> words) {
        Reading<Long> stated = hosts(engine, words);
        Reading<Long> all = count(engine, Count.ALL_RANKS, words);
        Reading<Long> each = onEachNode(engine, words);
        boolean told = !(stated instanceof Reading.Unreadable) && all.isKnown() && each.isKnown();
        return stated.isKnown() || !told || value(all) % value(each) != 0
                ? stated
                : all.match(k -> Reading.known(k.value() / value(each), k.source()), a -> stated, u -> stated);
    }

    private static long value(Reading<Long> count) {
        return count.asOptional().orElse(1L);
    }

    private static Reading<Long> count(Engine engine, Count what, List<Word> words) {
        Optional<Word> value = option(words, engine.options(what));
        if (value.isEmpty()) {
            return Reading.absent("the command line does not say");
        }
        String text = value.get().text().replaceFirst("^\\d+:", "");
        Span at = value.get().at();
        if (text.matches("[1-9]\\d{0,4}")) {
            return Reading.known(Long.parseLong(text, 10), at.source());
        }
        return text.matches("auto|gpu|cuda")
                ? Reading.absent("as many as the node has GPUs")
                : new Reading.Unreadable<>(text, at.source(), "this is no count");
    }

    /** The value of the last option of one of these names: {@code --name VALUE} or {@code --name=VALUE}. */
    static Optional<Word> option(List<Word> words, List<String> names) {
        for (String name : names) {
            for (int i = words.size() - 1; i >= 0; i--) {
                String text = words.get(i).text();
                if (text.startsWith(name + "=")) {
                    return Optional.of(new Word(
                            text.substring(name.length() + 1), words.get(i).at()));
                }
                if (text.equals(name) && i + 1 < words.size()) {
                    return Optional.of(words.get(i + 1));
                }
            }
        }
        return Optional.empty();
    }
}
