package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;

/** What tells whose machine a text is from, by its form alone. */
final class IdentityForms {
    private static final String HEX = "[0-9a-fA-F]";
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    /** In any text. Each pattern begins with what is rare, or bounds what it repeats: a log may have no line break. */
    static final List<Form> ALL = List.of(
            Form.of(Kind.HEX, "\\b(?:guid|host_hash)=\"(0x[0-9a-fA-F]+)", 1, "=\"0x"),
            Form.of(Kind.SERIAL, "<(\\w{0,64}?serial\\w{0,64})>([^<>]{1,256})</\\1>", 2, "serial"),
            Form.of(Kind.SERIAL, "(?m)^[\\w \\t]{0,80}?Serial(?: Number)?[ \\t]{1,80}: (\\S+)", 1, "serial"),
            Form.of(Kind.PROGRAM, "<process_name>([^<>]+)</process_name>", 1, "<process_name>"),
            Form.of(Kind.USER, "/(?:home|Users|users)/([^/\\s:,;<>\"'\\]()]+)", 1, "/home/", "/users/"),
            Form.of(Kind.UUID, HEX + "{8}([-_])(?:" + HEX + "{4}\\1){3}" + HEX + "{12}(?!" + HEX + ")", 0),
            Form.of(Kind.ID, "(?<![0-9a-zA-Z])[0-9a-f]{32,128}(?![0-9a-zA-Z])", 0),
            Form.of(Kind.MAC, "(?<![0-9a-zA-Z:])(?:" + HEX + "{2}[:]){5}" + HEX + "{2}(?![0-9a-zA-Z:])", 0),
            Form.of(Kind.IP, "(?<![A-Za-z0-9.-])" + BYTE + "(?:\\." + BYTE + "){3}(?![A-Za-z0-9]|\\.\\d)", 0),
            Form.of(
                    Kind.IP,
                    "(?<![A-Za-z0-9:])(?:[fF][cCdDeE]|[23])" + HEX + "{1,3}:(?:" + HEX + "{0,4}:)+" + HEX + "{0,4}",
                    0));

    /** In logs, where more stands than in the files of a capture. */
    static final List<Form> OF_LOGS = List.of(
            Form.of(Kind.HOST, "(?<![A-Za-z0-9-])ip-\\d{1,3}(?:-\\d{1,3}){3}(?![A-Za-z0-9])", 0, "ip-"),
            Form.of(
                    Kind.MAIL,
                    "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}\\.[A-Za-z]{2,12}\\b",
                    0,
                    "@"),
            Form.of(Kind.ACCOUNT, "\\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\\d{12}):", 1, "arn:aws"),
            Form.of(Kind.ACCOUNT, "(?<!\\d)(\\d{12})\\.dkr\\.ecr\\.", 1, ".dkr.ecr."),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)\\b(?:account|subscription|tenant|project|organization|org)[-_ ]?(?:id|number)?[\"']?[ \\t]*[=:][ \\t]*[\"']?(\\d{6,20})\\b",
                    1,
                    "account",
                    "subscription",
                    "tenant",
                    "project",
                    "org"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)\\b(?:gcp|google|cloud|gcloud)\\w{0,12}[-_]project(?:[-_]id)?[\"']?[ \\t]*[=:][ \\t]*[\"']?([a-z][a-z0-9-]{4,29})",
                    1,
                    "project"),
            Form.of(
                    Kind.ACCOUNT,
                    "\\b(?:projects|subscriptions|resourceGroups)/([A-Za-z0-9][A-Za-z0-9._-]{3,60})",
                    1,
                    "projects/",
                    "subscriptions/",
                    "resourcegroups/"),
            Form.of(
                            Kind.HOST,
                            "(?<![A-Za-z0-9@/._-])[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,6}\\."
                                    + "(?:internal|local|localdomain|lan|corp|intra|com|org|net|edu|gov|io|ai|cloud)(?![A-Za-z0-9-]|\\.[A-Za-z0-9])",
                            0,
                            ".internal",
                            ".local",
                            ".lan",
                            ".corp",
                            ".intra",
                            ".com",
                            ".org",
                            ".net",
                            ".edu",
                            ".gov",
                            ".io",
                            ".ai",
                            ".cloud")
                    .where(name -> !isPublic(name)),
            Form.of(
                            Kind.HOST,
                            "(?<=://|@)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,6}(?=[:/\\s\"']|$)",
                            0,
                            "://",
                            "@")
                    .where(name -> !isPublic(name)));

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
            "aka.ms",
            "localhost",
            "dkr.ecr",
            "wandb.ai",
            "microsoft.com",
            "apache.org",
            "schedmd.com",
            "ray.io",
            "open-mpi.org",
            "openucx.org");

    private IdentityForms() {}

    private static boolean isPublic(String host) {
        String name = host.toLowerCase(java.util.Locale.ROOT);
        return PUBLIC.stream().anyMatch(p -> name.equals(p) || name.endsWith("." + p))
                || Pseudonyms.isOne(name)
                || name.matches("[\\d.]+");
    }
}
