package dev.shmfit.probes.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names speak of a secret, and what stands behind such a name and is none. */
final class SecretNames {
    /** What a name that speaks of a secret has in it. */
    static final List<String> HINTS = List.of(
            "token",
            "secret",
            "pass",
            "pwd",
            "pw",
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
            "dsn",
            "connectionstring",
            "connection_string",
            "connstr",
            "conn_str",
            "webhook",
            "pin",
            "mnemonic",
            "sessionid",
            "session_id",
            "phpsessid",
            "jsessionid",
            "cert",
            "salt",
            "kennwort",
            "wachtwoord",
            "senha",
            "heslo",
            "haslo",
            "contrase",
            "mdp");

    /** Its value may be a number, a word, anything. */
    private static final Set<String> STRONG = Set.of(
            "secret",
            "secrets",
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "pwd",
            "pw",
            "passcode",
            "credential",
            "credentials",
            "cred",
            "creds",
            "apikey",
            "privatekey",
            "accesskey",
            "secretkey",
            "authkey",
            "authtoken",
            "otp",
            "pin",
            "mnemonic",
            "passwort",
            "kennwort",
            "wachtwoord",
            "senha",
            "heslo",
            "haslo",
            "contrase\u00f1a",
            "contrasena");

    private static final Set<String> WEAK = Set.of(
            "token",
            "pass",
            "auth",
            "authorization",
            "key",
            "signature",
            "sig",
            "cookie",
            "jwt",
            "bearer",
            "sas",
            "kubeconfig",
            "dsn",
            "connectionstring",
            "connstr",
            "webhook",
            "sessionid",
            "phpsessid",
            "jsessionid",
            "mdp",
            "salt");

    private static final List<String> STRONG_ENDINGS = List.of(
            "secret", "password", "passwd", "passphrase", "apikey", "accesskey", "privatekey", "secretkey", "passcode");

    private static final Set<String> NO_KEYS = Set.of("monkey", "hotkey", "turkey", "hockey", "donkey", "whiskey");
    private static final Set<String> NO_PASSES = Set.of("bypass", "compass", "subpass", "multipass");

    /** Variables of a shell: directories. */
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,9}(?:\\.\\d{1,6})?|0[xX][0-9a-fA-F]{1,8}");
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)[01]|true|false|none|null|nil|nullptr|yes|no|on|off|bearer|basic|digest|token|apikey|negotiate"
                    + "|\\*+|x{3,}|\\.{2,}|<[^>]*>|\\$\\{?\\w+\\}?|%\\w+%|\\{\\{.*\\}\\}|-{1,2}[a-z][\\w-]*|\\(null\\)|\\[?redacted\\]?|str|int|bytes|class|optional");
    private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern PARTS = Pattern.compile("[_.:-]+");
    private static final int SHORT_PASS = 10;

    private SecretNames() {}

    /** What a name says of its value. */
    enum Speaks {
        NOT,
        WEAKLY,
        STRONGLY
    }

    /** Whether something of this name is to be kept secret. */
    static Speaks of(String name) {
        if (DIRECTORIES.contains(name)) {
            return Speaks.NOT;
        }
        String flat = CAMEL.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        if (flat.endsWith("error") || flat.endsWith("exception") || flat.endsWith("warning")) {
            return Speaks.NOT;
        }
        if (flat.contains("session_id") || flat.contains("connection_string") || flat.contains("conn_str")) {
            return Speaks.WEAKLY;
        }
        if (flat.contains("api_key") || flat.contains("access_key") || flat.contains("private_key")) {
            return Speaks.STRONGLY;
        }
        Speaks said = Speaks.NOT;
        for (String part : PARTS.split(flat, -1)) {
            Speaks says = ofPart(part);
            said = says.compareTo(said) > 0 ? says : said;
        }
        return said;
    }

    private static Speaks ofPart(String part) {
        if (STRONG.contains(part) || STRONG_ENDINGS.stream().anyMatch(part::endsWith)) {
            return Speaks.STRONGLY;
        }
        boolean weak = WEAK.contains(part)
                || part.endsWith("token")
                || (part.endsWith("key") && !NO_KEYS.contains(part))
                || (part.endsWith("pass") && part.length() <= SHORT_PASS && !NO_PASSES.contains(part));
        return weak ? Speaks.WEAKLY : Speaks.NOT;
    }

    /** Whether a value, without its quotes, can be what a name of that sort speaks of. */
    static boolean mayBeSecret(String value, Speaks name) {
        String bare = value.strip();
        return !bare.isEmpty()
                && !HARMLESS.matcher(bare).matches()
                && !(name == Speaks.WEAKLY && NUMBER.matcher(bare).matches())
                && !Pseudonyms.isOne(bare);
    }
}
