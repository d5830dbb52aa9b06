package dev.shmfit.probes.redact;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names say something of who has them. */
final class TellingNames {
    /** Names that tell nothing, and words that stand where names do. */
    private static final Set<String> NOBODY = Set.of(
            "root",
            "user",
            "users",
            "ubuntu",
            "nobody",
            "runner",
            "admin",
            "work",
            "train",
            "data",
            "host",
            "node",
            "localhost",
            "jovyan",
            "ec2-user",
            "docker",
            "torch",
            "nccl",
            "python",
            "error",
            "info",
            "warning",
            "none",
            "null",
            "true",
            "false",
            "process",
            "shm",
            "unknown",
            "the",
            "and",
            "not",
            "job",
            "rank",
            "gpu",
            "cuda",
            "in",
            "is",
            "warn",
            "debug",
            "critical",
            "fatal",
            "notice",
            "trace",
            "failed",
            "failure",
            "memory",
            "device",
            "devices",
            "local",
            "remote",
            "master",
            "worker",
            "workers",
            "server",
            "client",
            "default",
            "test",
            "main",
            "system",
            "kernel",
            "localhost4",
            "localhost6",
            "default-user",
            "anonymous",
            "guest",
            "developer",
            "dev",
            "app",
            "service",
            "kubernetes",
            "slurm",
            "munge",
            "systemd",
            "messagebus",
            "git",
            "mlx",
            "socket",
            "size",
            "name",
            "names",
            "path",
            "file",
            "type",
            "time",
            "total",
            "id",
            "ids",
            "group",
            "all",
            "any",
            "of",
            "to",
            "on",
            "or",
            "at",
            "for",
            "with",
            "has",
            "was",
            "are",
            "be",
            "this",
            "that",
            "which",
            "no",
            "by",
            "from",
            "open",
            "shared",
            "segment",
            "number",
            "rank0",
            "rank1",
            "vllm",
            "sglang",
            "ray",
            "deepspeed",
            "megatron",
            "pytorch",
            "triton",
            "jupyter",
            "horovod",
            "tensorflow",
            "jax",
            "nemo",
            "kubelet",
            "dockerd",
            "containerd",
            "python3",
            "string",
            "int",
            "str");

    private static final Set<String> VERBS = Set.of(
            "must",
            "can",
            "cannot",
            "could",
            "does",
            "will",
            "would",
            "should",
            "isolation",
            "kube-system",
            "size",
            "mode");

    private static final Pattern NUMBERS = Pattern.compile("[\\d.:-]+");

    private TellingNames() {}

    /** Whether a name says something of who has it. */
    static boolean tells(String name) {
        return name.length() > 1
                && (name.length() > 2
                        || name.charAt(1) >= 128
                        || (Character.isLetter(name.charAt(0)) && Character.isDigit(name.charAt(1))))
                && !NOBODY.contains(name.toLowerCase(Locale.ROOT))
                && !NUMBERS.matcher(name).matches()
                && !Pseudonyms.isOne(name);
    }

    /** Whether a word that stands where a name does is one: not a verb of a sentence, and not a number. */
    static boolean isCalled(String name) {
        return tells(name) && !VERBS.contains(name);
    }
}
