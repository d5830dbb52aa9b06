package dev.shmfit.probes.redact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a log what tells whose it is, so that it can become a fixture or be shown in an issue: besides what
 * {@link Redactor} takes out, the hosts that launchers, prompts and MPI name, the names of users in prompts, paths and
 * listings, and what looks like a key. What was equal stays equal; lines and columns of numbers stay as they are.
 */
public final class LogRedactor {
    private static final String HOST = "([A-Za-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)*)";

    /** Where a host's name stands. */
    private static final List<Pattern> HOSTS = List.of(
            Pattern.compile("(?m)^[ \\t]*\\[" + HOST + ":\\d+[^\\]\\n]{0,20}\\]"),
            Pattern.compile("Local host:\\s+" + HOST),
            Pattern.compile("Pid\\s+\\d+ on\\s+" + HOST + "\\s+device"),
            Pattern.compile("(?m)^[^\\s@]{1,40}@" + HOST + "[: ~]"),
            Pattern.compile("(?m)^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d " + HOST + " "),
            Pattern.compile("(?i)host(?:name)?\\s*[:=]\\s*" + HOST + "(?=[\\s,;]|$)"));

    /** Where a user's name stands. */
    private static final List<Pattern> USERS = List.of(
            Pattern.compile("/(?:home|Users|users)/([A-Za-z0-9._-]+)"),
            Pattern.compile("(?m)^\\(?[\\w) ]{0,20}?([a-z_][a-z0-9_-]*)@[A-Za-z0-9-]+[: ~]"),
            Pattern.compile("(?m)\\buid=\\d+\\(([^)\\s]+)\\)"),
            Pattern.compile("\\b(?:USER|LOGNAME)=([A-Za-z0-9._-]+)"),
            Pattern.compile("(?m)^[-dlpsbc][-rwxsStT]{9}[.+@]?\\s+\\d+\\s+([A-Za-z][\\w.-]*)\\s"),
            Pattern.compile("(?m)^[-dlpsbc][-rwxsStT]{9}[.+@]?\\s+\\d+\\s+\\S+\\s+([A-Za-z][\\w.-]*)\\s"));

    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,12}\\b");

    private static final Pattern KEY = Pattern.compile(
            "\\b(?:hf_|ghp_|gho_|sk-|AKIA|xox[bp]-)[A-Za-z0-9_-]{12,100}|(?i)\\b(?:token|password|secret|api_key)[=:]\\s*\\S+");

    private static final Set<String> NOBODY = Set.of(
            "root",
            "user",
            "users",
            "ubuntu",
            "nobody",
            "runner",
            "admin",
            "work",
            "train",
            "data",
            "host",
            "node",
            "localhost",
            "jovyan",
            "ec2-user",
            "docker",
            "torch",
            "nccl",
            "python",
            "error",
            "info",
            "warning");

    private static final Pattern PSEUDONYM = Pattern.compile("(?:user|host|key|mail)-[0-9a-z]{1,8}");

    private LogRedactor() {}

    /** The log without all that. Redacting twice changes nothing more. */
    public static String redact(String log) {
        Map<String, String> names = new LinkedHashMap<>();
        collect(USERS, "user", log, names);
        Redactor redactor = Redactor.numbering();
        for (Pattern place : HOSTS) {
            Matcher m = place.matcher(log);
            while (m.find()) {
                if (tells(m.group(1))) {
                    redactor.hidingHost(m.group(1));
                }
            }
        }
        String text = numbered(KEY, "key", log);
        text = numbered(MAIL, "mail", text);
        text = NameReplacer.replace(text, names.keySet(), name -> names.getOrDefault(name, name));
        return redactor.redactLog(text);
    }

    private static void collect(List<Pattern> places, String word, String log, Map<String, String> names) {
        for (Pattern place : places) {
            Matcher m = place.matcher(log);
            while (m.find()) {
                String name = m.group(1);
                if (tells(name) && !names.containsKey(name)) {
                    names.put(name, word + "-" + letters(names.size()));
                }
            }
        }
    }

    /** Letters, for the numbers are {@link Redactor}'s: a, b, … z, aa, ab. */
    private static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? last : letters(index / 26 - 1) + last;
    }

    private static boolean tells(String name) {
        return name.length() > 2
                && !NOBODY.contains(name.toLowerCase(Locale.ROOT))
                && !PSEUDONYM.matcher(name).matches();
    }

    private static String numbered(Pattern form, String word, String text) {
        Map<String, String> given = new LinkedHashMap<>();
        return form.matcher(text).replaceAll(m -> {
            String value = m.group();
            if (PSEUDONYM.matcher(value).matches()) {
                return Matcher.quoteReplacement(value);
            }
            return given.computeIfAbsent(value, v -> word + "-" + (given.size() + 1));
        });
    }
}
