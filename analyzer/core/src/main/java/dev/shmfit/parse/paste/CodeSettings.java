package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables that code and configuration set, each on a line of its own: Python's {@code os.environ}, Jupyter's
 * {@code %env}, the C shell, fish, PowerShell, Windows' prompt, Dockerfiles, YAML and JSON. In YAML of Kubernetes the name and the value stand on two
 * lines. What is commented out sets nothing. A value that does not stand in the text is said ({@link CodeValue}).
 */
final class CodeSettings {
    private static final String NAME =
            "((?:NCCL_|CUDA_VISIBLE_DEVICES|CUDA_DEVICE_ORDER|NVIDIA_VISIBLE_DEVICES|(?:LOCAL_)?WORLD_SIZE\\b)[A-Z0-9_]*)";
    private static final String VALUE = "[\"']?([^\"'#]*?)[\"']?";
    /** What a prompt puts before code. */
    private static final String PROMPT = "^(?:>>> |\\.\\.\\. |In \\[\\d+\\]: )?";

    /** Code that sets a variable: its last group is an expression ({@link CodeValue}). */
    private static final List<Pattern> CODE = List.of(
            Pattern.compile(
                    PROMPT + "[\\w.]*(?i:env)\\w*(?:\\(\\))?\\[[\"']" + NAME + "[\"']\\]\\s*=(?!=)\\s*(.+?);?$"),
            Pattern.compile(PROMPT + "[\\w.:]*\\b(?:setdefault|(?i:put_?env|set_?env\\w*|set_?var))\\(\\s*[\"']" + NAME
                    + "[\"']\\s*,\\s*(.+)\\)\\s*;?$"),
            Pattern.compile("^[\\w.]*EnvVar\\(\\s*(?:name=)?[\"']" + NAME + "[\"']\\s*,\\s*(?:value=)?(.+?)\\),?$"),
            Pattern.compile(PROMPT + "process\\.env\\." + NAME + "\\s*=(?!=)\\s*(.+?);?$"));
    /** A keyword of Python's dict() and update(), in its call or on a line of its own. */
    private static final Pattern CALL = Pattern.compile("\\b(?:dict|update)\\(.*$");

    private static final Pattern KEYWORD = Pattern.compile("\\b" + NAME + "=(?!=)(.+)$");
    private static final Pattern KEYWORD_LINE = Pattern.compile("^" + NAME + "=([\"'].*[\"']|\\w+\\(.*\\)),$");

    private static final List<Pattern> LINES = List.of(
            Pattern.compile("^:\\s+\"?\\$\\{" + NAME + ":?=" + VALUE + "\\}\"?$"),
            Pattern.compile("^%(?:set_)?env\\s+" + NAME + "[=\\s]\\s*" + VALUE + "$"),
            Pattern.compile("^setenv\\s+" + NAME + "\\s+" + VALUE + "$"),
            Pattern.compile("^(?:PS [^>]*>\\s*)?\\$(?i:env):" + NAME + "\\s*=\\s*" + VALUE + ";?$"),
            Pattern.compile("^(?:PS [^>]*>\\s*)?\\[(?:System\\.)?Environment\\]::SetEnvironmentVariable\\([\"']" + NAME
                    + "[\"']\\s*,\\s*" + VALUE + "(?:\\s*,.*)?\\)$"),
            Pattern.compile("^(?:[A-Z]:[^>]*>\\s*)?(?i:set|setx)\\s+\"?" + NAME + "[=\\s]\\s*" + VALUE + "$"),
            Pattern.compile("^set\\s+-[a-zU]*x[a-z]*\\s+" + NAME + "\\s+" + VALUE + "$"),
            Pattern.compile("^ENV\\s+" + NAME + "[=\\s]\\s*" + VALUE + "$"),
            Pattern.compile("^-\\s+[\"']?" + NAME + "=" + VALUE + "$"),
            Pattern.compile("^[\"']?" + NAME + "[\"']?:\\s+" + VALUE + ",?$"),
            // A list or a table of Markdown, an INI file.
            Pattern.compile("^" + NAME + "\\s*=\\s*((?<=\\s)\"[^\"]*\"|[^\\s\"'#]*)$"),
            Pattern.compile("^\\|\\s*`?" + NAME + "`?\\s*\\|\\s*`?([^\\s|`]+)`?\\s*\\|.*$"));
    /** What a list puts before its items. */
    private static final Pattern ITEM = Pattern.compile("^(?:[*•+]|\\d{1,2}[.)])\\s+(?=\\S+$)");
    /** An entry of a dictionary on a line with others: Python's {@code environ({...})}, JSON. */
    private static final Pattern ENTRY = Pattern.compile("([\"'])" + NAME + "\\1\\s*:\\s*(.+)$");
    /** YAML's and JSON's objects with a name and a value, on one line. */
    private static final Pattern FLOW = Pattern.compile("\\{\\s*[\"']?name[\"']?:\\s*[\"']?" + NAME
            + "[\"']?,\\s*[\"']?value[\"']?:\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"',}]+))\\s*\\}");

    private static final Pattern DOCKERFILE = Pattern.compile("^ENV\\s+\\w+=");
    private static final Pattern PAIR = Pattern.compile("\\b" + NAME + "=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))");
    private static final Pattern YAML_NAME =
            Pattern.compile("^(?:-\\s+)?[\"']?name[\"']?(?::\\s+|=)[\"']?" + NAME + "[\"']?,?$");
    private static final Pattern YAML_VALUE =
            Pattern.compile("^(?:-\\s+)?[\"']?value[\"']?(?::\\s+|=(?=[\"']))" + VALUE + ",?$");

    /** Without any of these a line tells nothing here. */
    private static final List<String> SIGNS =
            List.of("NCCL_", "_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "WORLD_SIZE", "value");

    private static final int LONGEST = 4000;

    private Optional<String> named = Optional.empty();
    /** A value whose name may follow, where an item of a list begins with it. */
    private Optional<String> valued = Optional.empty();

    /** The next line of the text. */
    void line(PastedLine line, SourceRef at, PastedFacts facts) {
        String whole = line.stripped();
        boolean mayTell = whole.length() <= LONGEST
                && !whole.startsWith("#")
                && !whole.startsWith("//")
                && SIGNS.stream().anyMatch(whole::contains);
        if (!mayTell) {
            return;
        }
        // A command of a shell goes on behind a backslash.
        String text =
                whole.replaceFirst("\\s#.*$", "").replaceFirst("\\s*\\\\$", "").strip();
        text = ITEM.matcher(text).replaceFirst("");
        if (text.length() > 2 && text.startsWith("`") && text.indexOf('`', 1) == text.length() - 1) {
            text = text.substring(1, text.length() - 1);
        }
        if (ofObject(text, at, facts)) {
            return;
        }
        if (DOCKERFILE.matcher(text).find()) {
            Matcher pair = PAIR.matcher(text);
            while (pair.find()) {
                String quoted = pair.group(2) == null ? pair.group(3) : pair.group(2);
                Variables.take(pair.group(1), quoted == null ? pair.group(4) : quoted, at, facts);
            }
            return;
        }
        if (code(text, at, facts)) {
            return;
        }
        for (Pattern pattern : LINES) {
            Matcher m = pattern.matcher(text);
            if (m.matches()) {
                Variables.take(m.group(1), m.group(2).replaceAll("^\"|\"$", "").strip(), at, facts);
                return;
            }
        }
    }

    /** A name and its value as two members of an object, on one line or on two, in either order. */
    private boolean ofObject(String text, SourceRef at, PastedFacts facts) {
        Optional<String> nameBefore = named;
        Optional<String> valueBefore = valued;
        named = Optional.empty();
        valued = Optional.empty();
        Matcher flow = FLOW.matcher(text);
        boolean found = false;
        while (flow.find()) {
            String quoted = flow.group(2) == null ? flow.group(3) : flow.group(2);
            Variables.take(flow.group(1), quoted == null ? flow.group(4) : quoted, at, facts);
            found = true;
        }
        Matcher value = YAML_VALUE.matcher(text);
        if (value.matches()) {
            nameBefore.ifPresent(n -> Variables.take(n, value.group(1), at, facts));
            valued = nameBefore.isEmpty() ? Optional.of(value.group(1)) : Optional.empty();
            return true;
        }
        Matcher name = YAML_NAME.matcher(text);
        if (name.matches()) {
            boolean closes = valueBefore.isPresent() && !text.startsWith("-");
            if (closes) {
                Variables.take(name.group(1), valueBefore.get(), at, facts);
            } else {
                named = Optional.of(name.group(1));
            }
            return true;
        }
        return found;
    }

    private static boolean code(String text, SourceRef at, PastedFacts facts) {
        boolean found = false;
        for (String statement : text.split(";\\s+", -1)) {
            for (Pattern pattern : CODE) {
                Matcher m = pattern.matcher(statement.strip());
                if (m.matches()) {
                    take(m.group(1), CodeValue.first(m.group(2)), at, facts);
                    found = true;
                }
            }
        }
        Matcher entry = ENTRY.matcher(text);
        for (int from = 0; entry.find(from); from = entry.end(2)) {
            take(entry.group(2), CodeValue.first(entry.group(3)), at, facts);
            found = true;
        }
        Matcher call = CALL.matcher(text);
        Matcher line = KEYWORD_LINE.matcher(text);
        if (line.matches()) {
            take(line.group(1), line.group(2), at, facts);
            return true;
        }
        Matcher keyword = KEYWORD.matcher(text);
        if (call.find()) {
            for (int from = call.start(); keyword.find(from); from = keyword.end(1)) {
                take(keyword.group(1), CodeValue.first(keyword.group(2)), at, facts);
                found = true;
            }
        }
        return found;
    }

    private static void take(String name, String expression, SourceRef at, PastedFacts facts) {
        CodeValue.of(expression).ifPresentOrElse(v -> Variables.take(name, v.strip(), at, facts), () -> {
            if (!name.endsWith("WORLD_SIZE")) {
                facts.name(name, expression.strip(), true, at);
            }
        });
    }
}
