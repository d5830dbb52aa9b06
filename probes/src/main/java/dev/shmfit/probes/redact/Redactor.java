package dev.shmfit.probes.redact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Every machine may be called so, and other things are, too. */
    private static final Set<String> COMMON_NAMES = Set.of("localhost", "localhost.localdomain", "(none)");

    private static final List<Step> IN_LOGS = Stream.concat(SecretForms.ALL.stream(), IdentityForms.OF_LOGS.stream())
            .toList();
    private static final List<Step> IN_ALL =
            Stream.concat(IN_LOGS.stream(), IdentityForms.ALL.stream()).toList();
    private static final Prefilter OF_LOGS = new Prefilter(IN_ALL);
    /** Of the steps that come before known names are replaced. */
    private static final long FIRST = (1L << IN_LOGS.size()) - 1;

    private static final Pattern COUNTED = Pattern.compile("[0-9.-]");

    private static final Prefilter OF_ALL = new Prefilter(IdentityForms.ALL);

    private final Pseudonyms pseudonyms;
    private final Names known = new Names();
    private PrivateKeys keys = new PrivateKeys();
    private NamedValues values = new NamedValues();
    private IdentityTables tables = new IdentityTables();
    private NamedEntries entries = new NamedEntries();
    /** Where the reading that looks for names is. */
    private final IdentityTables learntTables = new IdentityTables();

    private final NamedEntries learntEntries = new NamedEntries();

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
            known.add(host, Kind.HOST);
            int dot = host.indexOf('.');
            if (dot > 0) {
                known.add(host.substring(0, dot), Kind.HOST);
            }
        }
        return this;
    }

    /** The text without anything that has the form of an address, a UUID, a serial number and so on. */
    public String redactForms(String text) {
        eachLine(text, pseudonyms::countOn);
        return byLine(text, line -> without(IdentityForms.ALL, OF_ALL.of(line), line));
    }

    /** The text of a log or a message without those, without the names that are known, and without what may be a secret. */
    public String redact(String text) {
        eachLine(text, pseudonyms::countOn);
        return redactPart(text);
    }

    /** As {@link #redact}, for a log: hosts and users are looked for where logs name them. */
    public String redactLog(String text) {
        learn(text);
        String redacted = redactPart(text);
        keys = new PrivateKeys();
        values = new NamedValues();
        tables = new IdentityTables();
        entries = new NamedEntries();
        return redacted;
    }

    /** Looks for the names of hosts and users in some lines of a log. */
    void learn(String lines) {
        eachLine(lines, line -> {
            LogNames.find(line, pseudonyms, this::learn);
            learntTables.find(line, this::learnCounted);
            learntEntries.find(line, this::learnCounted);
        });
    }

    private void learn(String name, Kind kind) {
        if (kind == Kind.HOST) {
            hidingHost(name);
        } else {
            known.add(name, kind);
        }
    }

    /** What counts or joins words is no word of a language, and is a name wherever it stands. */
    private void learnCounted(String name, Kind kind) {
        if (COUNTED.matcher(name).find()) {
            learn(name, kind);
        }
    }

    /** How many names of hosts and users are known. */
    int known() {
        return known.size();
    }

    /** The next lines of a text. */
    String redactPart(String lines) {
        return byLine(lines, this::next);
    }

    private String next(String line) {
        String redacted = values.without(keys.without(line, pseudonyms), pseudonyms);
        redacted = entries.without(tables.without(redacted, pseudonyms), pseudonyms);
        long mayHold = OF_LOGS.of(redacted);
        redacted = known.without(without(IN_ALL, mayHold & FIRST, redacted), pseudonyms);
        return without(IN_ALL, mayHold & ~FIRST, redacted);
    }

    private String without(List<Step> steps, long mayHold, String line) {
        String redacted = line;
        for (long bits = mayHold; bits != 0; bits &= bits - 1) {
            redacted = steps.get(Long.numberOfTrailingZeros(bits)).without(redacted, pseudonyms);
        }
        return redacted;
    }

    private static void eachLine(String text, Consumer<String> take) {
        for (int at = 0; at < text.length(); ) {
            int to = lineEnd(text, at);
            take.accept(text.substring(at, to));
            at = to + 1;
        }
    }

    /** What is looked for stands in one line. */
    private static String byLine(String text, UnaryOperator<String> redact) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        for (int at = 0; at < text.length(); ) {
            int to = lineEnd(text, at);
            out.append(redact.apply(text.substring(at, to)));
            if (to < text.length()) {
                out.append(text.charAt(to));
            }
            at = to + 1;
        }
        return out.toString();
    }

    private static int lineEnd(String text, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
            to++;
        }
        return to;
    }

    /** As a function, for code that redacts whatever it passes on. */
    public UnaryOperator<String> asFunction() {
        return this::redact;
    }

    /** How many different values were replaced, by kind: {@code 2 hosts, 1 key}; empty where none was. */
    public String summary() {
        return pseudonyms.counts().entrySet().stream()
                .map(e -> e.getValue() + " " + plural(e.getKey().word(), e.getValue()))
                .collect(Collectors.joining(", ", "", pseudonyms.areMore() ? ", and more" : ""));
    }

    private static String plural(String word, int count) {
        return count == 1 ? word : word.equals("hex") ? "hex numbers" : word + "s";
    }
}
