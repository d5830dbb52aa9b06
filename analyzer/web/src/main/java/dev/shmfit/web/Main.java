package dev.shmfit.web;

import dev.shmfit.cli.terminal.Version;
import dev.shmfit.reports.RecordJson;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSExport;

/** What the page's worker calls. */
public final class Main {
    private static final Engine ENGINE = new Engine(Version.number());
    private static final List<Given> FILES = new ArrayList<>();
    private static final List<Given> LOGS = new ArrayList<>();

    private Main() {}

    /** The page has no main program. */
    public static void main(String[] arguments) {}

    /** Forgets the files of the last question. */
    @JSExport
    public static void begin() {
        FILES.clear();
        LOGS.clear();
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

    private static Given given(PageFile file) {
        return new Given(file.getName(), () -> new PageStream(file));
    }

    /** The answer as JSON. */
    @JSExport
    public static String analyze(String words, String workload) {
        return RecordJson.inScript(ENGINE.analyze(FILES, split(words), workload));
    }

    /** The answer as JSON. */
    @JSExport
    public static String verify(String words, String workload) {
        return RecordJson.inScript(ENGINE.verify(FILES, LOGS, split(words), workload));
    }

    /** The answer as JSON. */
    @JSExport
    public static String explain(String platform) {
        return RecordJson.inScript(ENGINE.explain(LOGS.get(0), platform));
    }

    /** The last answer's result. */
    @JSExport
    public static String written(String format) {
        return ENGINE.written(format);
    }

    /** What a link holds, redacted, as JSON. */
    @JSExport
    public static String redacted(String workload) {
        return RecordJson.inScript(ENGINE.redacted(FILES, workload));
    }

    private static List<String> split(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split("\0", -1));
    }
}
