package dev.shmfit.parse.paste;

import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.SourceRef;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A manifest of a job with GPUs that says nothing of /dev/shm: its container has the runtime's 64 MiB. What operators mount by
 * themselves (KubeRay, notebooks) or take from elsewhere (a TrainJob's runtime) is no such manifest, and neither is an excerpt.
 */
final class DefaultShm {
    private static final Pattern KIND =
            Pattern.compile("^kind:\\s+[\"']?(?:Pod|Job|CronJob|Deployment|StatefulSet|DaemonSet"
                    + "|ReplicaSet|PyTorchJob|MPIJob|TFJob|JobSet|LeaderWorkerSet)[\"']?$");
    private static final Pattern OTHER_KIND =
            Pattern.compile("^kind:\\s+[\"']?(?:Ray\\w+|Notebook|TrainJob|InferenceService)[\"']?$");
    private static final Pattern CONTAINERS = Pattern.compile("^(?:-\\s+)?containers:$");
    private static final Pattern POD_GPUS =
            Pattern.compile("^[\"']?nvidia\\.com/[\\w.-]+[\"']?:\\s+\\S.*$|^limits:\\s*\\{.*nvidia\\.com/.*\\}$");
    private static final Pattern SERVICES = Pattern.compile("^services:$");
    private static final Pattern SERVICE_GPUS = Pattern.compile(OtherContainers.SERVICE_GPUS);
    /** Whatever may give it another size. */
    private static final Pattern OTHERWISE = Pattern.compile(
            ".*/dev/shm.*|^shm_size:.*|^(?:hostIPC|ipc|extends):.*|^<<:.*|^(?:#\\s*)?(?:\\.\\.\\.|…).*");

    private Optional<SourceRef> kind = Optional.empty();
    private Optional<SourceRef> services = Optional.empty();
    private boolean containers;
    private boolean podGpus;
    private boolean serviceGpus;
    private boolean otherwise;

    /** The next line, without blanks around it. */
    void line(String text, SourceRef at) {
        otherwise |=
                OTHERWISE.matcher(text).matches() || OTHER_KIND.matcher(text).matches();
        if (kind.isEmpty() && KIND.matcher(text).matches()) {
            kind = Optional.of(at);
        }
        if (services.isEmpty() && SERVICES.matcher(text).matches()) {
            services = Optional.of(at);
        }
        containers |= CONTAINERS.matcher(text).matches();
        podGpus |= POD_GPUS.matcher(text).matches();
        serviceGpus |= SERVICE_GPUS.matcher(text).matches();
    }

    /** The end of the text. */
    void end(PastedFacts facts) {
        boolean ofPod = containers && podGpus;
        if (ofPod) {
            kind.ifPresent(at -> facts.add(Topic.PLATFORM, Variables.clues(Variables.Clue.KUBERNETES, at), at));
        }
        if (!otherwise && (ofPod || serviceGpus)) {
            (ofPod ? kind : services).ifPresent(at -> facts.add(Topic.SHM_DEFAULT, ShmFacts.CONTAINER_DEFAULT, at));
        }
    }
}
