package dev.shmfit.web;

import dev.shmfit.cli.terminal.Version;
import dev.shmfit.reports.RecordJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.teavm.jso.JSExport;

/** What the page's worker calls. */
public final class Main {
    private static final Engine ENGINE = new Engine(Version.number());
    private static final List<Given> FILES = new ArrayList<>();
    private static final List<Given> LOGS = new ArrayList<>();
    private static final List<Given> MANIFESTS = new ArrayList<>();
    private static final Map<String, String> SAID = new LinkedHashMap<>();

    private Main() {}

    /** The page has no main program. */
    public static void main(String[] arguments) {}

    /** Forgets the last question. */
    @JSExport
    public static void begin() {
        FILES.clear();
        LOGS.clear();
        MANIFESTS.clear();
        SAID.clear();
    }

    /** Takes a file of the node. */
    @JSExport
    public static void file(PageFile file) {
        FILES.add(given(file));
    }

    /** Takes a job's log. */
    @JSExport
    public static void log(PageFile file) {
        LOGS.add(given(file));
    }

    /** Takes a manifest that starts the job. */
    @JSExport
    public static void manifest(PageFile file) {
        MANIFESTS.add(given(file));
    }

    /** Takes what is written in the form under a name. */
    @JSExport
    public static void say(String name, String text) {
        SAID.put(name, text);
    }

    /** Takes whom to tell how far a plan is. */
    @JSExport
    public static void progress(PageProgress progress) {
        ENGINE.progress((done, all) -> progress.told((double) done, (double) all));
    }

    private static Given given(PageFile file) {
        return new Given(file.getName(), () -> new PageStream(file));
    }

    /** The answer of a command as JSON. */
    @JSExport
    public static String answer(String command) {
        Asked asked = new Asked(FILES, LOGS, MANIFESTS, SAID);
        return told(() -> RecordJson.inScript(
                switch (command) {
                    case "analyze" -> ENGINE.analyze(asked);
                    case "verify" -> ENGINE.verify(asked);
                    case "explain" -> ENGINE.explain(asked);
                    case "plan" -> ENGINE.plan(asked);
                    default -> LinkContent.of(asked);
                }));
    }

    /** The last answer's result. */
    @JSExport
    public static String written(String format) {
        return told(() -> ENGINE.written(format));
    }

    /** JavaScript cannot read what Java throws: a mistake of ours goes out as a line of its own kind. */
    private static String told(Supplier<String> work) {
        try {
            return work.get();
        } catch (RuntimeException | StackOverflowError e) {
            return "\0" + e;
        }
    }
}
