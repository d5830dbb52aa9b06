package dev.shmfit.probes.redact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes out of a text what tells whose it is, and what may be a secret, so that it can be shown to strangers. Each value is
 * replaced by a pseudonym such as {@code host-1}, the same wherever it stands, so that what was equal stays equal. Redacting
 * twice changes nothing more. It errs on the side of removing.
 *
 * <p>With a salt the pseudonyms are derived from the values, and agree between texts redacted with the same salt; who
 * does not have the salt cannot find out a value by trying. Without one they are numbered.
 *
 * <p>Not safe for use by several threads.
 */
public final class Redactor {
    /** What a pseudonym stands for. */
    public enum Kind {
        HOST,
        IP,
        MAC,
        UUID,
        SERIAL,
        ID,
        USER,
        PROGRAM,
        /** A hardware address or hash that NCCL writes as a number. */
        HEX,
        /** A password, a token, a private key. */
        KEY,
        MAIL,
        /** Of a cloud. */
        ACCOUNT;

        /** The first part of the pseudonym. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a pseudonym begins with: one that stands for a number is a number. */
        String prefix() {
            return this == HEX ? "0x5edac7ed" : word() + "-";
        }
    }

    private static final Set<String> TELL_NOTHING = Set.of("127.0.0.1", "0.0.0.0", "255.255.255.255", "N/A", "");

    /** Every machine may be called so, and other things are, too. */
    private static final Set<String> COMMON_NAMES = Set.of("localhost", "localhost.localdomain", "(none)");

    private final Pseudonyms pseudonyms;
    private final Map<String, Kind> known = new LinkedHashMap<>();

    private Redactor(Optional<String> salt) {
        this.pseudonyms = new Pseudonyms(salt);
    }

    /** Pseudonyms are numbered as they are met: {@code ip-1}, {@code ip-2}. */
    public static Redactor numbering() {
        return new Redactor(Optional.empty());
    }

    /** Pseudonyms are derived from the value and a secret: {@code ip-5d41402a}. */
    public static Redactor salted(String salt) {
        return new Redactor(Optional.of(salt));
    }

    /** Replaces a host's name too, and its first label, wherever either stands as a word. */
    public Redactor hidingHost(String name) {
        String host = name.strip();
        if (!host.isEmpty() && !COMMON_NAMES.contains(host) && !Pseudonyms.isOne(host)) {
            known.put(host, Kind.HOST);
            int dot = host.indexOf('.');
            if (dot > 0) {
                known.putIfAbsent(host.substring(0, dot), Kind.HOST);
            }
        }
        return this;
    }

    /** Replaces a user's name too, wherever it stands as a word. */
    Redactor hidingUser(String name) {
        if (!Pseudonyms.isOne(name)) {
            known.putIfAbsent(name, Kind.USER);
        }
        return this;
    }

    /** The text without anything that has the form of an address, a UUID, a serial number and so on. */
    public String redactForms(String text) {
        pseudonyms.countOn(text);
        return byLine(text, line -> forms(IdentityForms.ALL, line));
    }

    /** The text of a log or a message without those, without the names that are known, and without what may be a secret. */
    public String redact(String text) {
        pseudonyms.countOn(text);
        String redacted = PrivateKeys.without(text, line -> pseudonyms.of(Kind.KEY, line));
        redacted = byLine(redacted, this::withoutSecrets);
        redacted = NameReplacer.replace(
                redacted, known.keySet(), name -> pseudonyms.of(known.getOrDefault(name, Kind.HOST), name));
        return byLine(redacted, line -> forms(IdentityForms.ALL, line));
    }

    private String withoutSecrets(String line) {
        String redacted = forms(SecretForms.ALL, line);
        if (Form.contains(redacted.toLowerCase(Locale.ROOT), SecretForms.HINTS)) {
            redacted = set(SecretForms.OPTION, set(SecretForms.SET, redacted));
        }
        return forms(IdentityForms.OF_LOGS, redacted);
    }

    /** What is looked for stands in one line; in most lines most of it cannot be. */
    private static String byLine(String text, UnaryOperator<String> redact) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int to = end < 0 ? text.length() : end;
            out.append(redact.apply(text.substring(at, to))).append(text, to, end < 0 ? to : end + 1);
            at = end < 0 ? to : end + 1;
        }
        return out.toString();
    }

    /** As {@link #redact}, for a log: hosts and users are looked for where logs name them. */
    public String redactLog(String text) {
        pseudonyms.countOn(text);
        LogNames.hosts(text).forEach(this::hidingHost);
        LogNames.users(text).forEach(this::hidingUser);
        return redact(text);
    }

    /** As a function, for code that redacts whatever it passes on. */
    public UnaryOperator<String> asFunction() {
        return this::redact;
    }

    /** How many different values were replaced, by kind: {@code 2 hosts, 1 key}; empty where none was. */
    public String summary() {
        return pseudonyms.counts().entrySet().stream()
                .map(e -> e.getValue() + " " + plural(e.getKey().word(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String plural(String word, int count) {
        return count == 1 ? word : word.equals("hex") ? "hex numbers" : word + "s";
    }

    private String forms(List<Form> forms, String text) {
        String redacted = text;
        String small = text.toLowerCase(Locale.ROOT);
        for (Form form : forms) {
            if (!form.mayBeIn(small)) {
                continue;
            }
            Matcher matcher = form.pattern().matcher(redacted);
            redacted = matcher.replaceAll(m -> Matcher.quoteReplacement(replaced(form, m)));
        }
        return redacted;
    }

    private String replaced(Form form, MatchResult match) {
        String value = match.group(form.group());
        if (TELL_NOTHING.contains(value)
                || Pseudonyms.isOne(value)
                || value.startsWith(form.kind().prefix())
                || !form.told().test(value)) {
            return match.group();
        }
        String whole = match.group();
        int from = match.start(form.group()) - match.start();
        return whole.substring(0, from)
                + pseudonyms.of(form.kind(), form.kind() == Kind.UUID ? value.replace('_', '-') : value)
                + whole.substring(from + value.length());
    }

    /** Replaces what a name that speaks of a secret is set to; quotes stay. */
    private String set(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        int from = 0;
        while (from < text.length() && matcher.find(from)) {
            if (SecretForms.isSecret(matcher.group(1)) && SecretForms.mayBeSecret(matcher.group(2))) {
                String value = matcher.group(2);
                int quote = value.startsWith("\"") || value.startsWith("'") ? 1 : 0;
                out.append(text, at, matcher.start(2) + quote)
                        .append(pseudonyms.of(Kind.KEY, value.substring(quote, value.length() - quote)));
                at = matcher.end(2) - quote;
                from = matcher.end(2);
            } else {
                // The value may be a name that is set to something in its turn.
                from = matcher.start(2);
            }
        }
        return out.append(text, at, text.length()).toString();
    }
}
