package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be a secret. It errs on the side of removing: a log without a word is worth more than one with a password. */
final class SecretForms {
    /** A name, in quotes or not, and what it is set to: {@code K=v}, {@code "k": "v"}, {@code --k v}, {@code k => v}. */
    private static final String VALUE = "(\"[^\"\\n]{0,4000}\"|'[^'\\n]{0,4000}'|[^\\s,;&\"'`{}\\[\\]()<>|]{1,4000})";

    private static final String NAME = "(?<![A-Za-z0-9_.])([A-Za-z][A-Za-z0-9_.-]{0,80})";

    /** Set to something, by a sign between. */
    static final Pattern SET = Pattern.compile(NAME + "[\"'\\\\]{0,2}[ \\t]{0,8}(?::=|=>|=|:)[ \\t]{0,8}\\\\?" + VALUE);

    /** An option and the word behind it. */
    static final Pattern OPTION =
            Pattern.compile("(?<![A-Za-z0-9_-])--?([A-Za-z][A-Za-z0-9_.-]{0,80})[ \\t]{1,8}" + VALUE);

    private static final Set<String> WORDS = Set.of(
            "token",
            "secret",
            "secrets",
            "password",
            "passwd",
            "passphrase",
            "pass",
            "pwd",
            "passcode",
            "credential",
            "credentials",
            "cred",
            "creds",
            "auth",
            "authorization",
            "authtoken",
            "apikey",
            "key",
            "privatekey",
            "accesskey",
            "secretkey",
            "authkey",
            "signature",
            "sig",
            "cookie",
            "jwt",
            "bearer",
            "otp",
            "sas",
            "kubeconfig",
            "dsn");

    private static final List<String> ENDINGS = List.of(
            "token", "secret", "password", "passwd", "passphrase", "apikey", "accesskey", "privatekey", "secretkey");

    /** In a line without any of these nothing is set that is secret. */
    static final List<String> HINTS = List.of(
            "token",
            "secret",
            "pass",
            "pwd",
            "cred",
            "auth",
            "key",
            "sig",
            "cookie",
            "jwt",
            "bearer",
            "otp",
            "sas",
            "kubeconfig",
            "dsn");

    /** What stands behind such names and is none. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)[\"']?(?:[-+]?\\d{1,9}[:.,)]?|0x[0-9a-f]{1,8}|true|false|none|null|nil|yes|no|on|off|bearer|basic|digest"
                    + "|\\*+|x{3,}|<[^>]*>|\\$\\{?\\w+\\}?|-{1,2}[a-z][\\w-]*|\\(null\\))?[\"']?");

    static final List<Form> ALL = List.of(
            Form.of(Kind.KEY, "-----BEGIN [A-Z0-9 ]{1,40}-----(.{1,8000}?)-----END ", 1, "-----begin "),
            Form.of(
                    Kind.KEY,
                    "(?<![A-Za-z0-9])(?:github_pat_|gh[pousr]_|glpat-|gl[a-z]{2,5}-|hf_|sk-|[prs]k_(?:live|test)_|xox[a-z]-|xapp-|ya29\\.|npm_|pypi-"
                            + "|dop_v1_|nvapi-|tskey-|shpat_|sq0[a-z]{3}-|SG\\.|dckr_pat_|pat-)[A-Za-z0-9_=.~+/-]{8,300}",
                    0),
            Form.of(
                    Kind.KEY,
                    "(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA)[A-Z0-9]{12,20}(?![A-Za-z0-9])",
                    0,
                    "akia",
                    "asia",
                    "aroa",
                    "aida",
                    "agpa",
                    "anpa"),
            Form.of(Kind.KEY, "(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{20,60}", 0, "aiza"),
            Form.of(
                    Kind.KEY,
                    "(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{5,4000}\\.[A-Za-z0-9_-]{2,4000}(?:\\.[A-Za-z0-9_-]{0,4000})?",
                    0,
                    "eyj"),
            Form.of(Kind.KEY, "(?i)\\bbearer[ \\t]{1,8}[\"']?([A-Za-z0-9._~+/=-]{6,4000})", 1, "bearer"),
            Form.of(
                    Kind.KEY,
                    "(?i)\\bauthorization[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}[\"']?\\w{1,20}[ \\t]{1,8}([^\\s\"',]{4,4000})",
                    1,
                    "authorization"),
            Form.of(Kind.KEY, "\\bBasic[ \\t]{1,8}([A-Za-z0-9+/]{8,400}={0,2})", 1, "basic ", "basic\t")
                    .where(v -> v.endsWith("=") || v.matches(".*\\d.*") || v.matches(".+[A-Z].*")),
            Form.of(Kind.KEY, "://[^/\\s:@\"']{0,100}:([^/\\s@\"']{1,300})@", 1, "://"),
            Form.of(Kind.USER, "://([^/\\s:@\"']{1,100})(?::[^/\\s@\"']{0,300})?@", 1, "://"),
            Form.of(Kind.KEY, "(?<![A-Za-z0-9+/_=.$-])[A-Za-z0-9+/_=-]{20,2000}(?![A-Za-z0-9_])", 0)
                    .where(SecretForms::isRandom));

    private SecretForms() {}

    /** Whether something of this name is to be kept secret. */
    static boolean isSecret(String name) {
        String flat = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        if (flat.endsWith("error") || flat.endsWith("exception") || flat.endsWith("warning")) {
            return false;
        }
        for (String part : flat.split("[_.-]+", -1)) {
            if (WORDS.contains(part) || ENDINGS.stream().anyMatch(part::endsWith)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value can be one. */
    static boolean mayBeSecret(String value) {
        String bare = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"))
                ? value.substring(1, value.length() - 1)
                : value;
        return !HARMLESS.matcher(value).matches() && !bare.isBlank() && !Pseudonyms.isOne(bare);
    }

    /**
     * Whether a word looks drawn by lot: long, and changing between digits, capitals and small letters more often than names
     * do. Symbols of C++ begin with {@code _Z}, segments of NCCL's with its name.
     */
    static boolean isRandom(String word) {
        if (word.startsWith("_Z") || word.startsWith("nccl") || word.startsWith("/") || word.startsWith("0x")) {
            return false;
        }
        int[] of = new int[3];
        int changes = 0;
        int before = -1;
        int separators = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            int kind = c >= '0' && c <= '9' ? 0 : c >= 'A' && c <= 'Z' ? 1 : c >= 'a' && c <= 'z' ? 2 : -1;
            if (kind < 0) {
                separators++;
                before = -1;
                continue;
            }
            of[kind]++;
            changes += before >= 0 && before != kind ? 1 : 0;
            before = kind;
        }
        boolean mixed = of[0] > 1 && of[1] > 2 && of[2] > 2 && changes * 3 > word.length();
        boolean plain =
                separators == 0 && word.length() > 23 && of[0] > 4 && of[1] + of[2] > 4 && changes * 3 > word.length();
        return mixed || plain;
    }
}
