package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the entries of a list are called whose name says that they are somebody's: {@code name:} below {@code clusters:}, as in
 * a kubeconfig, and below {@code metadata:}, as in what Kubernetes runs.
 */
final class NamedEntries {
    private static final String OF_SOMEBODY =
            "clusters|contexts|users|metadata|namespaces|tenants|projects|organizations|teams|accounts|subscriptions|pods?|hosts|nodes";
    private static final Pattern LIST =
            Pattern.compile("([ \\t]*(?:- )?)[\"']?(?:" + OF_SOMEBODY + ")[\"']?[ \\t]*:[ \\t]*[\\[{]{0,2}[ \\t]*");
    private static final Pattern NAME = Pattern.compile(
            "[ \\t]*(?:- )?[{ ]{0,2}[\"']?(?:name|generateName)[\"']?[ \\t]*:[ \\t]*[\"']?([\\p{L}\\p{N}][\\p{L}\\p{N}._@:/+-]{0,252})[\"']?[ \\t,}]*");

    /** All in one line. */
    private static final Pattern IN_LINE = Pattern.compile("\\\\?\"(?:" + OF_SOMEBODY
            + ")\\\\?\"[ ]?:[ ]?[\\[{]{1,2}[ ]?\\\\?\"name\\\\?\"[ ]?:[ ]?\\\\?\"([^\"\\\\]{2,253})"
            + "|\\{[ ]?\\\\?\"name\\\\?\"[ ]?:[ ]?\\\\?\"([^\"\\\\]{2,253})\\\\?\",[ ]?\\\\?\"(?:cluster|context|user|namespace)\\\\?\"[ ]?:"
            + "|^Name:[ ]{2,20}(\\S{2,253})");

    private static final int LONGEST = 400;
    private int indent = -1;

    /** Hands on what the next line names. */
    void find(String line, BiConsumer<String, Kind> names) {
        without(line, (kind, name) -> {
            names.accept(name, kind);
            return name;
        });
    }

    /** The next line without what it names. */
    String without(String line, Pseudonyms names) {
        return without(line, names::of);
    }

    private interface Naming {
        String of(Kind kind, String name);
    }

    private String without(String line, Naming names) {
        if (line.contains("ame")) {
            Matcher m = line.length() < LONGEST && isWithin(line) ? NAME.matcher(line) : IN_LINE.matcher(line);
            if (m.pattern().equals(NAME) ? m.matches() : m.find()) {
                return replaced(line, m, names);
            }
        }
        follow(line);
        return line;
    }

    private static String replaced(String line, Matcher first, Naming names) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        Matcher m = first;
        do {
            int group = 1;
            while (m.group(group) == null) {
                group++;
            }
            if (TellingNames.isCalled(m.group(group))) {
                out.append(line, copied, m.start(group)).append(names.of(Kind.ACCOUNT, m.group(group)));
                copied = m.end(group);
            }
        } while (m.find());
        return out.append(line, copied, line.length()).toString();
    }

    private boolean isWithin(String line) {
        int at = indentOf(line);
        return indent >= 0 && (at > indent || (at == indent && line.startsWith("- ", at)));
    }

    private void follow(String line) {
        Matcher m = line.length() < LONGEST ? LIST.matcher(line) : null;
        if (m != null && m.matches()) {
            // The innermost counts, and a list in an entry of one belongs to it.
            indent = isWithin(line) ? indent : m.end(1);
        } else if (!line.isBlank()
                && !isWithin(line)
                && "]}".indexOf(line.strip().charAt(0)) < 0) {
            indent = -1;
        }
    }

    private static int indentOf(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
