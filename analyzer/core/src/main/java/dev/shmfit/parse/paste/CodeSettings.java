package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables that code and configuration set, each on a line of its own: Python's {@code os.environ}, Jupyter's
 * {@code %env}, the C shell, fish, PowerShell, Windows' prompt, Dockerfiles, YAML and JSON. In YAML of Kubernetes the name and the value stand on two
 * lines. What is commented out sets nothing.
 */
final class CodeSettings {
    private static final String NAME =
            "((?:NCCL_|CUDA_VISIBLE_DEVICES|CUDA_DEVICE_ORDER|NVIDIA_VISIBLE_DEVICES)[A-Z0-9_]*)";
    private static final String VALUE = "[\"']?([^\"'#]*?)[\"']?";
    /** Of Python's own words a string tells the value, or a number within {@code str}; a name does not. */
    private static final String STRING =
            "(?:str\\()?(?:[rb]?[\"'](?=[^\"']*[\"'])|(?=-?\\d+\\)?;?$))([^\"'#]*?)[\"']?\\)?";

    private static final List<Pattern> LINES = List.of(
            Pattern.compile("^(?:os\\.)?environ\\[[\"']" + NAME + "[\"']\\]\\s*=\\s*" + STRING + ";?$"),
            Pattern.compile("^:\\s+\"?\\$\\{" + NAME + ":?=" + VALUE + "\\}\"?$"),
            Pattern.compile(
                    "^(?:os\\.)?(?:environ\\.setdefault|putenv)\\([\"']" + NAME + "[\"']\\s*,\\s*" + STRING + "\\)$"),
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
            Pattern.compile("^" + NAME + "\\s*=\\s*([^\\s\"'#]*)$"),
            Pattern.compile("^\\|\\s*`?" + NAME + "`?\\s*\\|\\s*`?([^\\s|`]+)`?\\s*\\|.*$"));
    /** What a list puts before its items. */
    private static final Pattern ITEM = Pattern.compile("^(?:[*•+]|\\d{1,2}[.)])\\s+(?=\\S+$)");
    /** An entry of a dictionary on a line with others: Python's {@code environ({...})}, JSON. */
    private static final Pattern ENTRY = Pattern.compile("([\"'])" + NAME + "\\1\\s*:\\s*([\"'])([^\"']*)\\3");

    private static final Pattern DOCKERFILE = Pattern.compile("^ENV\\s+\\w+=");
    private static final Pattern PAIR = Pattern.compile("\\b" + NAME + "=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))");
    private static final Pattern YAML_NAME = Pattern.compile("^(?:-\\s+)?name:\\s+[\"']?" + NAME + "[\"']?$");
    private static final Pattern YAML_VALUE = Pattern.compile("^value:\\s+" + VALUE + "$");
    private static final Pattern COMPOSE_SIZE = Pattern.compile("^shm_size:\\s+" + VALUE + "$");

    /** Without any of these a line tells nothing here. */
    private static final List<String> SIGNS =
            List.of("NCCL_", "_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "value:", "shm_size:");

    private static final int LONGEST = 4000;

    private Optional<String> named = Optional.empty();

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
        Optional<String> before = named;
        named = Optional.empty();
        Matcher value = YAML_VALUE.matcher(text);
        if (before.isPresent() && value.matches()) {
            Variables.take(before.get(), value.group(1), at, facts);
            return;
        }
        Matcher name = YAML_NAME.matcher(text);
        if (name.matches()) {
            named = Optional.of(name.group(1));
            return;
        }
        Matcher size = COMPOSE_SIZE.matcher(text);
        if (size.matches()) {
            PastedSizes.docker(size.group(1)).ifPresent(b -> facts.add(Topic.SHM_DEFINED, b, at));
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
        Matcher entry = ENTRY.matcher(text);
        if (entry.find()) {
            do {
                Variables.take(entry.group(2), entry.group(4).strip(), at, facts);
            } while (entry.find());
            return;
        }
        for (Pattern pattern : LINES) {
            Matcher m = pattern.matcher(text);
            if (m.matches()) {
                Variables.take(m.group(1), m.group(2).strip(), at, facts);
                return;
            }
        }
    }
}
