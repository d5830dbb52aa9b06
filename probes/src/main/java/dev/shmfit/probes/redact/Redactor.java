package dev.shmfit.probes.redact;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what tells whose machine it is from, so that it can be shown to strangers: names of hosts,
 * addresses, UUIDs, serial numbers, ids of containers, names of programs. Each is replaced by a pseudonym such as
 * {@code host-1}, the same wherever it stands, so that what was equal stays equal. Redacting twice changes nothing more.
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
        HEX;

        /** The first part of the pseudonym. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a pseudonym begins with: one that stands for a number is a number. */
        String prefix() {
            return this == HEX ? "0x5edac7ed" : word() + "-";
        }
    }

    /** A value to look for, and which group of the match it is. */
    private record Form(Kind kind, Pattern pattern, int group) {}

    private static final String HEX = "[0-9a-fA-F]";
    private static final Set<String> TELL_NOTHING = Set.of("127.0.0.1", "0.0.0.0", "255.255.255.255", "N/A", "");

    /** Every machine may be called so, and other things are, too. */
    private static final Set<String> COMMON_NAMES = Set.of("localhost", "localhost.localdomain", "(none)");

    private static final Form[] FORMS = {
        new Form(Kind.HEX, Pattern.compile("\\b(?:guid|host_hash)=\"(0x[0-9a-fA-F]+)"), 1),
        new Form(Kind.SERIAL, Pattern.compile("<(\\w{0,64}?serial\\w{0,64})>([^<>]{1,256})</\\1>"), 2),
        new Form(Kind.SERIAL, Pattern.compile("(?m)^[\\w \\t]{0,80}?Serial(?: Number)?[ \\t]{1,80}: (\\S+)"), 1),
        new Form(Kind.PROGRAM, Pattern.compile("<process_name>([^<>]+)</process_name>"), 1),
        new Form(Kind.USER, Pattern.compile("/(?:home|Users)/([^/\\s:,<>\"'\\]]+)"), 1),
        new Form(
                Kind.UUID, Pattern.compile(HEX + "{8}([-_])(?:" + HEX + "{4}\\1){3}" + HEX + "{12}(?!" + HEX + ")"), 0),
        new Form(Kind.ID, Pattern.compile("(?<![0-9a-zA-Z])[0-9a-f]{32,128}(?![0-9a-zA-Z])"), 0),
        new Form(Kind.MAC, Pattern.compile("(?<![0-9a-zA-Z:])(?:" + HEX + "{2}:){5}" + HEX + "{2}(?![0-9a-zA-Z:])"), 0),
        new Form(
                Kind.IP,
                Pattern.compile("(?<![\\w.-])(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}"
                        + "(?!\\w|\\.\\d)"),
                0),
        new Form(
                Kind.IP,
                Pattern.compile(
                        "(?<![\\w:])(?:[fF][cCdDeE]|[23])" + HEX + "{1,3}:(?:" + HEX + "{0,4}:)+" + HEX + "{0,4}"),
                0)
    };

    /** How NCCL begins a line: host, process, thread, device. */
    private static final Pattern NCCL_LINE =
            Pattern.compile("(?m)(?:^|\\s)([A-Za-z0-9][A-Za-z0-9._-]*):\\d+:\\d+ \\[\\d+\\] ");

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
        if (!host.isEmpty() && !COMMON_NAMES.contains(host)) {
            known.put(host, Kind.HOST);
            int dot = host.indexOf('.');
            if (dot > 0) {
                known.putIfAbsent(host.substring(0, dot), Kind.HOST);
            }
        }
        return this;
    }

    /** The text without anything that has the form of an address, a UUID, a serial number and so on. */
    public String redactForms(String text) {
        String redacted = text;
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(redacted);
            redacted = matcher.replaceAll(m -> Matcher.quoteReplacement(replaced(form, m)));
        }
        return redacted;
    }

    /** The text without those, and without the names that are known to be hosts. */
    public String redact(String text) {
        String redacted = NameReplacer.replace(
                text, known.keySet(), name -> pseudonyms.of(known.getOrDefault(name, Kind.HOST), name));
        return redactForms(redacted);
    }

    /** As {@link #redact}, for a log: the hosts are those that begin NCCL's lines. */
    public String redactLog(String text) {
        Matcher line = NCCL_LINE.matcher(text);
        while (line.find()) {
            String host = line.group(1);
            if (!isPseudonym(host) && !host.matches("[\\d.]+")) {
                hidingHost(host);
            }
        }
        return redact(text);
    }

    /** As a function, for code that redacts whatever it passes on. */
    public UnaryOperator<String> asFunction() {
        return this::redact;
    }

    private static boolean isPseudonym(String word) {
        return word.matches("host-(?:\\d+|[0-9a-f]{8})");
    }

    private String replaced(Form form, MatchResult match) {
        String value = match.group(form.group());
        if (TELL_NOTHING.contains(value) || value.startsWith(form.kind().prefix())) {
            return match.group();
        }
        String whole = match.group();
        int from = match.start(form.group()) - match.start();
        return whole.substring(0, from)
                + pseudonyms.of(form.kind(), form.kind() == Kind.UUID ? value.replace('_', '-') : value)
                + whole.substring(from + value.length());
    }
}
