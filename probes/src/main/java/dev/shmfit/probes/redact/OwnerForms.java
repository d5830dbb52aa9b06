package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.Locale;
import java.util.Set;

/** What tells who owns something, where it stands in addresses, paths and options: of clouds, registries, schedulers. */
final class OwnerForms {
    /** Who publishes for everybody. */
    private static final Set<String> PUBLIC = Set.of(
            "nvidia nvidia-ai-iot pytorch huggingface vllm-project vllm lmsysorg sgl-project rocm amd intel deepspeedai microsoft deepspeed rayproject ray-project tensorflow keras-team google google-deepmind jax-ml openai facebookresearch facebookincubator meta-llama mistralai qwen deepseek-ai eleutherai bigscience bigcode stabilityai databricks allenai tiiuae lightning-ai pytorch-lightning apple apache kubernetes kubernetes-sigs kubeflow docker library moby containers opencontainers openucx open-mpi openmpi schedmd slurm pmix libfabric ofiwg aws awslabs aws-neuron azure googlecloudplatform hpcng apptainer sylabs linux-rdma torvalds python cupy conda conda-forge dmlc horovod nvidia-merlin nvidia-nemo k8s-at-home nccl docs models datasets spaces blog papers join pricing login settings about topics features explore nvidia-nccl hpcaitech bigscience-workshop axolotl-ai-cloud openaccess-ai-collective unslothai ubuntu debian alpine busybox redis postgres grafana prom prometheus bitnami"
                    .split(" ", -1));

    private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9._-]{0,100}";

    static final Step ALL = Several.of(
            Form.of(
                    Kind.ACCOUNT,
                    "\\b(?:arn:aws[a-z-]*|acs):[a-z0-9-]*:[a-z0-9-]*:[^:\\s]{0,32}:([^\\s\"',;)\\]}<>]{1,200})",
                    1,
                    "arn:aws",
                    "acs:"),
            Form.of(Kind.ACCOUNT, "\\bacs:[a-z0-9-]*:[a-z0-9-]*:(\\d{6,20})(?!\\d)", 1, "acs:"),
            Form.of(Kind.ACCOUNT, "(?i)/providers/[\\w.]{1,60}/\\w{1,60}/(" + SEGMENT + ")", 1, "/providers/"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?:\\bgke_|\\bsystem:serviceaccounts?:)([A-Za-z0-9][A-Za-z0-9._:-]{1,200})",
                    1,
                    "gke_",
                    "system:serviceaccount"),
            Form.of(Kind.ACCOUNT, "\"client_id\\\\?\"[ ]?:[ ]?\\\\?\"([^\"\\\\]{4,200})", 1, "\"client_id"),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)(?:\\bs3[.-][a-z0-9.-]{0,40}amazonaws\\.com|storage\\.(?:googleapis|cloud\\.google)\\.com)/("
                            + SEGMENT + ")(?=/)",
                    1,
                    "amazonaws.com/",
                    "storage.googleapis.com/",
                    "storage.cloud.google.com/"),
            Form.of(
                            Kind.ACCOUNT,
                            "(?:github\\.com|gitlab\\.com|bitbucket\\.org|huggingface\\.co|\\bhf\\.co|docker\\.io|quay\\.io|nvcr\\.io)[/:](?!"
                                    + "account-\\d)(" + SEGMENT + "(?:/" + SEGMENT + ")?)",
                            1,
                            "github.com",
                            "gitlab.com",
                            "bitbucket.org",
                            "huggingface.co",
                            "hf.co",
                            "docker.io",
                            "quay.io",
                            "nvcr.io")
                    .where(OwnerForms::isNotPublic),
            Form.of(
                            Kind.ACCOUNT,
                            "(?i)\\bimages?\\\\?[\"']?[ \\t]{0,8}[:= ][ \\t]{0,8}\\\\?[\"']?((?:[a-z0-9.-]{1,100}(?::\\d{1,5})?/)?[a-z0-9][a-z0-9_-]{1,60})(?=/[a-z0-9])",
                            1,
                            "image")
                    .where(OwnerForms::isNotPublic),
            Form.of(
                            Kind.ACCOUNT,
                            "(?:#(?:SBATCH|PBS|BSUB)|\\b(?:srun|sbatch|salloc|squeue|sacct|sinfo|scancel|bsub|bjobs|qsub)\\b|\\G(?<!^))[^\\r\\n]{0,200}?\\s-[AJpqQPNu][ =]?([\\p{L}_][\\p{L}\\p{N}._-]{1,63})",
                            1,
                            "#sbatch",
                            "#pbs",
                            "#bsub",
                            "srun",
                            "sbatch",
                            "salloc",
                            "squeue",
                            "sacct",
                            "sinfo",
                            "scancel",
                            "bsub",
                            "bjobs",
                            "qsub")
                    .where(TellingNames::isCalled),
            Form.of(
                    Kind.ACCOUNT,
                    "(?i)\\b((?:uid|cn|ou|o|dc)=[^,\\s=]{1,64}(?:,[ ]?(?:uid|cn|ou|o|dc|c|l|st)=[^,\\s=]{1,64}){1,12})",
                    1,
                    ",ou=",
                    ",dc=",
                    ",cn=",
                    ",o=",
                    " ou=",
                    " dc=",
                    " cn="),
            Form.of(
                            Kind.ACCOUNT,
                            "(?i)\\baccount(?: or|/)[^\\r\\n]{0,80}? specified:[ ]?([\\p{L}\\p{N}._-]{2,64})",
                            1,
                            "specified:")
                    .where(TellingNames::isCalled),
            Form.of(
                            Kind.ACCOUNT,
                            "\\b(?:StatefulSet|Deployment|ReplicaSet|DaemonSet|(?:Cron)?Job|(?:PyTorch|MPI|TF)Job|Ray(?:Cluster|Job|Service)|LeaderWorkerSet|JobSet|ServiceAccount|Service|Secret|ConfigMap)/([a-z0-9][a-z0-9.-]{1,252})",
                            1,
                            "set/",
                            "deployment/",
                            "job/",
                            "raycluster/",
                            "service/",
                            "account/",
                            "secret/",
                            "configmap/")
                    .where(TellingNames::isCalled),
            Form.of(
                            Kind.HOST,
                            "(?:(?<![A-Za-z.])pods?/|\\bpods? \\\\?[\"']|\\bkubectl\\b[^\\r\\n]{0,120}? (?:logs|exec|attach|port-forward)(?: -{1,2}\\S{1,60}){0,4} (?:pods?/)?)"
                                    + "([a-z0-9][a-z0-9.-]{2,252})(?=[\"'\\\\\\s/,:]|$)",
                            1,
                            "pod",
                            "kubectl")
                    .where(TellingNames::isCalled),
            Form.of(
                            Kind.ACCOUNT,
                            "(?:\\b(?:oc (?:new-)?project|kubectl (?:create|delete|get|describe) (?:namespace|ns)|kubens|kubectx|kubectl config use-context|helm (?:install|upgrade|uninstall|rollback|status)(?: -{1,2}\\S{1,40}){0,4}) )([a-z0-9][a-z0-9._@/:-]{1,120})",
                            1,
                            "oc ",
                            "kube",
                            "helm ")
                    .where(TellingNames::isCalled),
            Form.of(
                    Kind.HOST,
                    "(?<![\\w\\\\:])\\\\\\\\([A-Za-z0-9][A-Za-z0-9.-]{1,62}\\\\[^\\\\\\s\"']{1,80})",
                    1,
                    "\\\\"),
            Form.of(
                            Kind.SERIAL,
                            "(?i)\\blicen[cs]e(?:_?key)?[\"']?[ \\t]{0,4}[:=][ \\t]{0,4}[\"']?([A-Z0-9]{2,}-[A-Z0-9-]{3,})",
                            1,
                            "licen")
                    .where(v -> v.matches(".*\\d.*")));

    private OwnerForms() {}

    private static boolean isNotPublic(String path) {
        String small = path.toLowerCase(Locale.ROOT);
        String owner = small.substring(0, small.contains("/") ? small.indexOf('/') : small.length());
        boolean registry = owner.contains(".") && small.contains("/");
        return !PUBLIC.contains(registry ? small.substring(small.indexOf('/') + 1) : owner)
                && !Pseudonyms.isOne(owner)
                && !(registry && Pseudonyms.isOne(small.substring(small.indexOf('/') + 1)));
    }
}
