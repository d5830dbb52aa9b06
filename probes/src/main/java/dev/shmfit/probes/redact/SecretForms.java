package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** What may be a secret. It errs on the side of removing: a log without a word is worth more than one with a password. */
final class SecretForms {
    /** What tokens begin with whose issuers have them begin so that they are found. */
    private static final List<String> PREFIXES = List.of(
            "github_pat_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-",
            "glsoat-", "glimt-", "glagent-", "gloas-", "glffct-", "hf_", "api_org_", "sk-", "sk_live_", "sk_test_",
            "rk_live_", "rk_test_", "pk_live_", "pk_test_", "whsec_", "xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxe.",
            "xoxp-", "xoxr-", "xoxs-", "xapp-", "ya29.", "1//0", "GOCSPX-", "npm_", "pypi-", "dop_v1_", "doo_v1_", "dor_v1_",
            "nvapi-", "tskey-", "shpat_", "shpss_", "shpca_", "shppa_", "sq0atp-", "sq0csp-", "SG.", "dckr_pat_",
            "dckr_oat_", "dp.pt.", "dp.st.", "hvs.", "hvb.", "atlasv1.", "figd_", "lin_api_", "ntn_",
            "sntrys_", "sntryu_", "gsk_", "r8_", "pplx-", "xai-", "tgp_v1_", "wandb_v1_",
            "AGE-SECRET-KEY-1", "glc_", "glsa_", "NRAK-", "rubygems_", "ops_ey", "CCIPAT_",
            "bkua_", "sgp_", "rdme_", "pscale_", "tfp_", "fio-u-", "phc_", "phx_", "ATATT3", "ATCTT3", "ATBB", 
            "cfut_", "EAACEdEose0cBA", "esk_", "pul-", "ddp_", "ddapi_", "amzn.mws.", "FLWSECK", 
            "voyage-", "pcsk_", "lsv2_", "LTAI", "AKID");

    /** Prefixes that words begin with, too: what follows has digits, or capitals and small letters. */
    private static final String TELLS = "(?=[A-Za-z0-9_=.~+/-]{0,300}(?:\\d|[a-z][A-Z]))";

    /** A word of a sentence: "the token is expired". */
    private static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("[a-z]{2,20}[.,;:!)]?");

    private static final String KNOWN = PREFIXES.stream()
            .map(p -> p.replace(".", "\\."))
            .collect(Collectors.joining("|", "(?<![A-Za-z0-9])(?:", ")"));

    private static final String[] PREFIX_HINTS =
            PREFIXES.stream().map(p -> p.toLowerCase(java.util.Locale.ROOT)).toArray(String[]::new);

    static final List<Step> ALL = List.of(
            Form.of(Kind.KEY, "-----BEGIN [A-Z0-9 ]{1,40}-----(.{1,16000}?)-----END ", 1, "-----begin "),
            Form.of(Kind.KEY, "-----BEGIN [A-Z0-9 ]{1,40}-----((?:\\\\n|\\\\r|[ \\t])[A-Za-z0-9+/=\\\\ ]{16,16000})", 1, "-----begin "),
            Form.of(Kind.KEY, KNOWN + TELLS + "[A-Za-z0-9_=.~+/-]{8,300}+", 0, PREFIX_HINTS)
                    .where(v -> !v.endsWith(".whl") && !v.endsWith(".so") && !v.endsWith(".py")),
            Form.of(
                    Kind.KEY,
                    "(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ABIA|ACCA|AIPA|ANVA)[A-Z0-9]{12,20}(?![A-Za-z0-9])",
                    0,
                    "akia", "asia", "aroa", "aida", "agpa", "anpa", "abia", "acca", "aipa", "anva"),
            Form.of(Kind.KEY, "(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-\\d)?", 0, "dapi"),
            Form.of(Kind.KEY, "(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{20,60}", 0, "aiza"),
            Form.of(
                    Kind.KEY,
                    "(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{5,4000}(?:\\.[A-Za-z0-9_-]{2,4000}){0,4}",
                    0,
                    "eyj"),
            Form.of(Kind.KEY, "(?i)\\bbearer[ \\t]{1,8}[\"']?([A-Za-z0-9._~+/=-]{6,4000})", 1, "bearer"),
            Form.of(
                    Kind.KEY,
                    "(?i)\\bauthorization\\\\?[\"']?[ \\t]{0,8}[:=,][ \\t]{0,8}\\\\?[\"']?[\\w-]{1,20}[ \\t]{1,8}([^\\s\"',\\\\]{4,4000})",
                    1,
                    "authorization"),
            Form.of(
                    Kind.KEY,
                    "(?i)\\bcookie\\\\?[\"']?[ \\t]{0,8}:[ \\t]{0,8}\\\\?[\"']?([^\"'\\\\]{4,4000})",
                    1,
                    "cookie"),
            Form.of(Kind.KEY, "\\bBasic[ \\t]{1,8}([A-Za-z0-9+/]{8,400}={0,2})", 1, "basic ", "basic\t")
                    .where(v -> v.endsWith("=") || v.matches(".*\\d.*") || v.matches(".+[A-Z].*")),
            Form.of(Kind.KEY, "://[^/\\s:@\"']{0,100}:([^/\\s\"']{1,300})@", 1, "://"),
            Form.of(Kind.USER, "://([^/\\s:@\"']{1,100})(?::[^/\\s\"']{0,300})?@", 1, "://"),
            Form.of(
                    Kind.KEY,
                    "(?i)\\b(?:curl|wget)\\b.{0,400}?[ \\t](?:-u|--user|--proxy-user|-U)[ =]?[\"']?[^\\s:\"']{1,64}:([^\\s\"']{1,200})",
                    1,
                    "curl", "wget"),
            Form.of(
                    Kind.KEY,
                    "\\b(?:sshpass|mysql\\w{0,12}|mariadb|mongo\\w{0,8}|redis-cli|ldap\\w{1,12}|\\w{2,12}[ \\t]{1,4}(?:registry[ \\t]{1,4})?login)\\b.{0,400}?[ \\t]-[pwa][ \\t]{0,2}[\"']?([^\\s\"'/:][^\\s\"':]{2,200})(?=[\\s\"']|$)",
                    1,
                    "sshpass", "mysql", "mariadb", " login", "mongo", "redis-cli", "ldap"),
            Form.of(
                    Kind.KEY,
                    "(?i)\\b(?:login|machine)[ \\t]{1,4}\\S{1,100}[ \\t]{1,4}(?:\\S{1,100}[ \\t]{1,4}){0,2}?password[ \\t]{1,4}([^\\s]{1,200})",
                    1,
                    "password"),
            Form.of(
                    Kind.KEY,
                    "(?i)\\b(?:password|identified|passphrase|passcode|secret|(?:api|access|secret|private)[ -]key|(?:access|api|auth|bearer) token|token)[ \\t]{1,4}(?:is|was|set to|by|=|:)[ \\t]{0,4}[\"'`]?([^\\s\"'`]{4,300})",
                    1,
                    "password", "identified", "passphrase", "passcode", "secret", "key", "token")
                    .where(v -> SecretNames.mayBeSecret(v, SecretNames.Speaks.WEAKLY) && !WORD.matcher(v).matches()),
            Form.of(Kind.KEY, "hooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/_-]{8,200})", 1, "hooks.slack.com"),
            Form.of(Kind.KEY, "/api/webhooks/([A-Za-z0-9/_-]{8,200})", 1, "/api/webhooks/"),
            Form.of(Kind.KEY, "(?<![A-Za-z0-9])(?:bot)?(\\d{8,10}:[A-Za-z0-9_-]{30,50})", 1, Shape.LONG_WORD),
            Form.of(Kind.KEY, "\\$(?:2[aby]|1|5|6|y|argon2\\w{1,2})\\$[A-Za-z0-9./$,=+-]{16,200}", 0, "$2", "$1$", "$5$", "$6$", "$y$", "$argon2"),
            Form.of(Kind.KEY, "(?<![A-Za-z0-9])[A-Za-z0-9._~-]{2,8}8Q~[A-Za-z0-9._~-]{20,40}", 0, "8q~"),
            SetSecrets.NAMED,
            SetSecrets.ELEMENT,
            SetSecrets.ASSIGNED,
            SetSecrets.OPTION,
            SetSecrets.SPACED,
            new RandomWords());

    private SecretForms() {}
}
