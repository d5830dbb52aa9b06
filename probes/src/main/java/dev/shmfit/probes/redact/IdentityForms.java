package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Locale;

/** What tells whose machine a text is from, by its form alone. */
final class IdentityForms {
    private static final String HEX = "[0-9a-fA-F]";
    /** Its first group is what stands between its parts. */
    static final String UUID = HEX + "{8}([-_])(?:" + HEX + "{4}\\1){3}" + HEX + "{12}";

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    /** In any text. Each pattern begins with what is rare, or bounds what it repeats: a line may be long. */
    static final List<Step> ALL = List.of(
            Several.of(
                    Form.of(Kind.HEX, "\\b(?:guid|host_hash)=\"(0x[0-9a-fA-F]+)", 1, "=\"0x"),
                    Form.of(
                            Kind.HEX,
                            "(?i)(?:guid|\\b[gl]id)s?\\\\?[\"']?[ \\t]{0,8}[:= ][ \\t]{0,8}\\\\?[\"']?(0x" + HEX
                                    + "{8,32})(?!" + HEX + ")",
                            1,
                            "guid",
                            "gid",
                            "lid")),
            Form.of(Kind.SERIAL, "<(\\w{0,64}?serial\\w{0,64})>([^<>]{1,256})</\\1>", 2, "serial"),
            Form.of(Kind.SERIAL, "^[\\w \\t]{0,80}?Serial(?: Number)?[ \\t]{1,80}: (\\S+)", 1, "serial"),
            Form.of(Kind.PROGRAM, "<process_name>([^<>]+)</process_name>", 1, "<process_name>"),
            Form.of(Kind.USER, "/(?:home|Users|users)/([^/\\s:,;<>\"'\\]()]+)", 1, "/home/", "/users/"),
            Form.of(Kind.UUID, UUID + "(?!" + HEX + ")", 0, Shape.HEX_AND_DASH),
            new ShortUuid(),
            Form.of(Kind.ID, "(?<![0-9a-zA-Z])" + HEX + "{32,128}(?![0-9a-zA-Z])", 0, Shape.LONG_HEX),
            Form.of(
                    Kind.MAC,
                    "(?<![0-9a-zA-Z:-])" + HEX + "{2}([:-])" + HEX + "{2}(?:\\1" + HEX + "{2}){4}(?![0-9a-zA-Z:-])",
                    0,
                    Shape.FIVE_PAIRS),
            // As switches write a hardware address, and as InfiniBand writes a GUID.
            Form.of(
                    Kind.MAC,
                    "(?<![0-9a-zA-Z.:-])" + HEX + "{4}(?:([.-])" + HEX + "{4}\\1" + HEX + "{4}|(?::" + HEX
                            + "{4}){3})(?![0-9a-zA-Z.:-]*[0-9a-zA-Z])",
                    0,
                    Shape.HEX_QUADS),
            Form.of(
                    Kind.IP,
                    "(?<![A-Za-z0-9.-])(?=\\d{1,3}\\.\\d)(?<!(?i:version|cudnn|cublas|cufft|nvjitlink|driver|release)[ :=v]{0,4})"
                            + BYTE + "(?:\\." + BYTE + "){3}(?![A-Za-z0-9]|\\.\\d)",
                    0,
                    Shape.THREE_DOTS),
            Form.of(
                            Kind.IP,
                            "(?<![A-Za-z0-9:])(?:[fF][cCdDeE]|[23])" + HEX + "{1,3}(?::" + HEX
                                    + "{0,4}){2,7}(?![A-Za-z0-9:])",
                            0,
                            Shape.COLONS)
                    .where(a ->
                            a.contains("::") || a.chars().filter(c -> c == ':').count() == 7));

    /** In logs, where more stands than in the files of a capture. */
    static final List<Step> OF_LOGS = List.of(
            OwnerForms.ALL,
            // The path behind a URL with a user in it, or behind user@host:, names a group and its project.
            Form.of(
                            Kind.ACCOUNT,
                            "(?:://[^/\\s@\"']{1,200}@[^/\\s\"']{1,253}/|(?<![\\p{L}\\p{N}._/-])[\\p{L}\\p{N}._-]{1,64}@[\\p{L}\\p{N}.-]{1,253}:)"
                                    + "([\\p{L}\\p{N}][^\\s\"'?#<>\\\\,;)\\]}]{0,300}?)(?=\\.git(?![\\w.])|[\\s\"'?#<>\\\\,;)\\]}]|$)",
                            1,
                            "@")
                    .where(path -> !path.matches("[\\d.:]+")),
            Form.of(
                    Kind.USER,
                    "(?<![\\p{L}\\p{N}])(\\p{L}[\\p{L}'.-]{0,40}(?: \\p{L}[\\p{L}'.-]{0,40}){1,3}) (?=<[^<>@\\s]{1,64}@)",
                    1,
                    "@"),
            Form.of(Kind.HOST, "(?<![A-Za-z0-9-])ip-\\d{1,3}(?:-\\d{1,3}){3}(?![A-Za-z0-9])", 0, "ip-"),
            Form.of(
                            Kind.MAIL,
                            "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,8}\\.\\p{L}{2,12}(?![\\p{L}\\p{N}])",
                            0,
                            "@")
                    // What is left of a URL whose password was taken out.
                    .where(address -> !Pseudonyms.isOne(address.substring(0, address.indexOf('@')))),
            Form.of(Kind.ACCOUNT, "\\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\\d{12})(?!\\d)", 1, "arn:aws"),
            Form.of(Kind.ACCOUNT, "(?<!\\d)(\\d{12})\\.dkr\\.ecr", 1, ".dkr.ecr"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)(?:account|subscription|tenant|project|organization|org|billing)[-_ ]?(?:id|number|no)?\\\\?[\"']?[ \\t]*[=:][ \\t]*\\\\?[\"']?(\\d{4,6}-?\\d{0,14}(?:-\\d{4,6})?)\\b",
                    1,
                    "account",
                    "subscription",
                    "tenant",
                    "project",
                    "org",
                    "billing"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)(?:(?:gcp|google|cloud|gcloud|cloudsdk|core)\\w{0,12}[-_/ ]project(?:[-_]id)?|--project|\\bproject[-_]id)\\\\?[\"']?(?:[ \\t]*[=:][ \\t]*|[ \\t]+)\\\\?[\"']?([a-z][a-z0-9-]{4,29})",
                    1,
                    "project"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)\\b(?:projects|subscriptions|resourceGroups|organizations|tenants|compartments)/([A-Za-z0-9][A-Za-z0-9._-]{2,60})",
                    1,
                    "projects/",
                    "subscriptions/",
                    "resourcegroups/",
                    "organizations/",
                    "tenants/",
                    "compartments/"),
            Form.of(Kind.ACCOUNT, "\\bocid1\\.([a-z0-9.-]{20,200})", 1, "ocid1."),
            Form.of(
                    Kind.ACCOUNT,
                    "\\b[A-Za-z0-9-]{1,40}@([a-z][a-z0-9-]{4,40})\\.iam\\.gserviceaccount",
                    1,
                    ".iam.gserviceaccount"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?:pkg\\.dev|\\bgcr\\.io|ghcr\\.io)/([A-Za-z0-9][A-Za-z0-9._-]{2,60})",
                    1,
                    "pkg.dev/",
                    "gcr.io/",
                    "ghcr.io/"),
            Form.of(
                            Kind.ACCOUNT,
                            "(?i)(?:(?<![A-Za-z0-9])(?:(?:[a-z]{1,12}_){0,3}namespace|current-context|kube_?context|cluster(?:_?name)?)\\\\?[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}\\\\?[\"']?|--(?:namespace|context|cluster)[ =]|\\b(?:in namespace[ \\t]{1,4}|namespaces?/|namespaces? \\\\?[\"'])[\"']?|\\bkubectl\\b.{0,200}? -n[ =]?|\\bassigned )"
                                    + "([a-z0-9][a-z0-9._-]{1,62})(?![A-Za-z0-9_(])",
                            1,
                            "namespace",
                            "context",
                            "cluster",
                            "kubectl",
                            "assigned ")
                    .where(TellingNames::isCalled),
            Form.of(
                            Kind.ACCOUNT,
                            "(?i)(?:(?<![A-Za-z0-9])(?:slurm_job_account|s?batch_account|account|slurm_job_name|job_?name|slurm_job_qos|qos|reservation|wandb_(?:entity|project|team)|entity|comet_workspace|workspace)\\\\?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}\\\\?[\"']?|(?<!\\S)--(?:account|job-name|qos|reservation|wandb[-_]\\w{1,12})[ =])"
                                    + "([\\p{L}_][\\p{L}\\p{N}._-]{1,63})",
                            1,
                            "account",
                            "job",
                            "qos",
                            "reservation",
                            "wandb",
                            "entity",
                            "workspace")
                    .where(TellingNames::tells),
            Form.of(
                            Kind.ACCOUNT,
                            "(?:(?i:logged in as):? [^\\s(]{1,64} \\(|(?:wandb\\.ai|comet\\.com)/|\\borgs:[ \\t]{1,8})([\\p{L}\\p{N}][^\\s)\"'?]{1,120})",
                            1,
                            "logged in as",
                            "wandb.ai/",
                            "comet.com/",
                            "orgs:")
                    .where(TellingNames::tells),
            Form.of(
                            Kind.SERIAL,
                            "(?i)(?<![A-Za-z0-9])(?:\\w{1,30}_)?(?:serial(?:[ _-]?(?:number|num|no))?|s/n|(?:service|asset)[ _]tag)\\\\?[\"']?[ \\t]{0,40}[:= ][ \\t]{0,40}\\\\?[\"']?([A-Z0-9-]{5,40})(?![A-Za-z0-9])",
                            1,
                            "serial",
                            "s/n",
                            "tag")
                    .where(value -> value.matches(".*\\d.*")),
            // As id and scontrol print them.
            Form.of(
                            Kind.USER,
                            "(?i)(?:(?:user|group)id=|(?<=[=,]\\d{1,10})\\()([\\p{L}_][\\p{L}\\p{N}._@\\\\-]{0,63})(?=\\)|\\(\\d)",
                            1,
                            "uid=",
                            "gid=",
                            "userid=",
                            "groupid=")
                    .where(TellingNames::tells),
            Form.of(
                            Kind.USER,
                            "(?i)(?:(?<![A-Za-z0-9])user(?:_?name)?\\\\?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}\\\\?[\"']?|\\b(?:for|as|by)(?: invalid)? user [\"']?|(?<![A-Za-z0-9-])--user(?:name)?[ =]|\\blogged in as:? )"
                                    + "([\\p{L}_][\\p{L}\\p{N}._-]{1,31})",
                            1,
                            "user",
                            "logged in as")
                    .where(TellingNames::tells),
            Form.of(
                            Kind.USER,
                            "(?:/(?:scratch|work|home)\\d{0,3}/(?:users?/|\\d{1,6}/)?|/(?:homes|nobackup|projects?)/|(?<![\\w.-])/(?:u|u\\d{1,2}|fsx)/|(?<![\\w./~-])~|\\\\(?:Users|Documents and Settings)\\\\{1,2})([\\p{L}_][\\p{L}\\p{N}._-]{2,31})(?=[/\\\\>\\s\"']|$)",
                            1,
                            "/scratch",
                            "/work",
                            "/home",
                            "/project",
                            "\\documents and settings\\",
                            "/nobackup/",
                            "/u",
                            "/fsx/",
                            "~",
                            "\\users\\")
                    .where(TellingNames::tells),
            Form.of(
                            Kind.HOST,
                            "(?i)(?<![A-Za-z0-9])(?:host|node|peer|server)\\\\?[\"']?[ \\t]{0,20}[:=][ \\t]{0,20}\\\\?[\"']?([A-Za-z][A-Za-z0-9-]{1,62}(?:\\.[A-Za-z0-9-]{1,63}){0,8})(?=[\\s,;:\"'\\\\]|$)",
                            1,
                            "host=",
                            "host:",
                            "host\"",
                            "host'",
                            "host\\",
                            "host ",
                            "node=",
                            "node:",
                            "node\"",
                            "node'",
                            "node\\",
                            "node ",
                            "peer=",
                            "peer:",
                            "peer ",
                            "server=",
                            "server:",
                            "server\"",
                            "server'",
                            "server ")
                    .where(name -> TellingNames.tells(name) && !isPublic(name)),
            Form.of(
                            Kind.HOST,
                            "(?<![A-Za-z0-9@._-])(?<![^/]/)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,6}\\."
                                    + "(?:internal|local|localdomain|lan|corp|intra|priv|private|cluster|com|org|net|edu|gov|mil|io|ai|cloud|dev|tech|systems|computer|science|company|hpc"
                                    + "|de|uk|fr|jp|cn|kr|eu|ch|nl|se|it|es|pl|cz|at|dk|fi|ca|au|sg|hk|tw|il|ie|nz|br|no|be"
                                    + "|ru|ua|tr|mx|pt|gr|hu|ro|za|ar|cl|lu|sk|lt|lv|ee|th|vn|ph|xyz|online|example)(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])",
                            0,
                            ".int",
                            ".loc",
                            ".lan",
                            ".cor",
                            ".pri",
                            ".clu",
                            ".com",
                            ".org",
                            ".net",
                            ".edu",
                            ".gov",
                            ".mil",
                            ".io",
                            ".ai",
                            ".clo",
                            ".dev",
                            ".tec",
                            ".sys",
                            ".sci",
                            ".hpc",
                            ".de",
                            ".uk",
                            ".fr",
                            ".jp",
                            ".cn",
                            ".kr",
                            ".eu",
                            ".ch",
                            ".nl",
                            ".se",
                            ".it",
                            ".es",
                            ".pl",
                            ".cz",
                            ".at",
                            ".dk",
                            ".fi",
                            ".ca",
                            ".au",
                            ".sg",
                            ".hk",
                            ".tw",
                            ".il",
                            ".ie",
                            ".nz",
                            ".br",
                            ".no",
                            ".be",
                            ".ru",
                            ".ua",
                            ".tr",
                            ".mx",
                            ".pt",
                            ".gr",
                            ".hu",
                            ".ro",
                            ".za",
                            ".ar",
                            ".cl",
                            ".lu",
                            ".sk",
                            ".lt",
                            ".lv",
                            ".ee",
                            ".th",
                            ".vn",
                            ".ph",
                            ".xyz",
                            ".onl",
                            ".exa")
                    .where(name -> !isPublic(name)),
            SetIdentities.STEP,
            Form.of(
                            Kind.HOST,
                            "(?<=://|@)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,6}(?=[:/\\s\"']|$)",
                            0,
                            "://",
                            "@")
                    .where(name -> !isPublic(name)),
            // What stands before the @ of a host that has a pseudonym by now.
            Form.of(
                            Kind.USER,
                            "(?<![\\p{L}\\p{N}._%+@/-])([\\p{L}_][\\p{L}\\p{N}._-]{0,31})(?=@(?:(?:host|ip)-[0-9a-f]|\\d{1,3}(?:\\.\\d{1,3}){3}))",
                            1,
                            "@")
                    .where(TellingNames::tells));

    private static final List<String> PUBLIC = List.of(
            "github.com",
            "githubusercontent.com",
            "pytorch.org",
            "nvidia.com",
            "python.org",
            "huggingface.co",
            "hf.co",
            "docker.com",
            "docker.io",
            "kubernetes.io",
            "k8s.io",
            "ubuntu.com",
            "debian.org",
            "google.com",
            "readthedocs.io",
            "stackoverflow.com",
            "tensorflow.org",
            "nvcr.io",
            "quay.io",
            "gcr.io",
            "ghcr.io",
            "pkg.dev",
            "aka.ms",
            "localhost",
            "dkr.ecr",
            "wandb.ai",
            "microsoft.com",
            "apache.org",
            "schedmd.com",
            "ray.io",
            "open-mpi.org",
            "openucx.org",
            "pypi.org",
            "anaconda.com",
            "conda.io",
            "arxiv.org",
            "vllm.ai",
            "slack.com",
            "amazonaws.com",
            "googleapis.com",
            "windows.net",
            "lightning.ai",
            "deepspeed.ai",
            "redhat.com",
            "kernel.org");

    private IdentityForms() {}

    private static boolean isPublic(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return PUBLIC.stream().anyMatch(p -> name.equals(p) || (name.endsWith("." + p) && isAlike(name)))
                || Pseudonyms.isOne(name)
                || name.matches("[\\d.]+");
    }

    /** Not a bucket, an account or a registry at a provider, whose first label is the customer's. */
    private static boolean isAlike(String name) {
        return !name.endsWith(".amazonaws.com") && !name.endsWith(".windows.net") && !name.endsWith(".googleapis.com");
    }
}
