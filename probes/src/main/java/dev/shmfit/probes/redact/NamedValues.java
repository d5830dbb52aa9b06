package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import dev.shmfit.probes.redact.SecretNames.Speaks;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out values whose names stand in the line before, as Kubernetes and clouds write variables. */
final class NamedValues {
    private static final Pattern NAME = Pattern.compile(
            "(?i)[ \\t{-]{0,80}[\"']?(?:name|key)[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}[\"']?([A-Za-z0-9_][A-Za-z0-9_.-]{0,120})[\"']?[ \\t,]{0,8}");
    private static final Pattern VALUE =
            Pattern.compile("(?i)[ \\t{-]{0,80}[\"']?value[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}(?=.)");

    private Speaks before = Speaks.NOT;

    /** The next line, without the value of what the line before named. */
    String without(String line, Pseudonyms names) {
        String out = line;
        if (before != Speaks.NOT) {
            Matcher value = VALUE.matcher(line);
            if (value.lookingAt()) {
                SetSecrets.Value at = SetSecrets.Value.at(line, value.end(), true);
                if (at.isSecret(line, before)) {
                    out = line.substring(0, at.from())
                            + names.of(Kind.KEY, line.substring(at.from(), at.to()))
                            + line.substring(at.to());
                }
            }
        }
        Matcher name = NAME.matcher(line);
        before = name.matches() ? SecretNames.of(name.group(1)) : Speaks.NOT;
        return out;
    }
}
