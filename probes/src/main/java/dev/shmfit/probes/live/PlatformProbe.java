package dev.shmfit.probes.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The traces that container runtimes, schedulers, hypervisors and clouds leave. What they mean is told elsewhere. */
final class PlatformProbe {
    private static final Pattern HYPERVISOR = Pattern.compile("(?m)^flags.* hypervisor");
    private static final Pattern REMOVE_IPC = Pattern.compile("(?m)^[ \\t]*RemoveIPC[ \\t]*=[ \\t]*(.*)$");

    /** Variables of which one is enough, by the service that sets them. */
    private static final List<Map.Entry<String, List<String>>> MANAGED = List.of(
            Map.entry("colab", List.of("COLAB_RELEASE_TAG", "COLAB_GPU")),
            Map.entry("kaggle", List.of("KAGGLE_KERNEL_RUN_TYPE")),
            Map.entry("sagemaker", List.of("SM_TRAINING_ENV", "SAGEMAKER_JOB_NAME", "TRAINING_JOB_ARN")),
            Map.entry("azureml", List.of("AZUREML_RUN_ID")));

    private final Machine machine;
    private final Deadline deadline;
    private final StringBuilder text = new StringBuilder();

    private PlatformProbe(Machine machine, Deadline deadline) {
        this.machine = machine;
        this.deadline = deadline;
    }

    static void take(Machine machine, Deadline deadline, Taken taken) {
        PlatformProbe probe = new PlatformProbe(machine, deadline);
        probe.describe();
        taken.text("platform.txt", probe.text.toString());
    }

    private void describe() {
        say(
                "kernel",
                line("/proc/sys/kernel/ostype") + " " + line("/proc/sys/kernel/osrelease") + " "
                        + MachineProbes.architecture());
        say("os", release("ID") + " " + release("VERSION_ID"));
        say("pid1", line("/proc/1/comm"));
        say("uid", uid());
        say("dockerenv", machine.exists("/.dockerenv"));
        say("containerenv", machine.exists("/run/.containerenv"));
        say("container", machine.variable("container"));
        say("kubernetes", set("KUBERNETES_SERVICE_HOST") || machine.exists("/var/run/secrets/kubernetes.io"));
        say("argo", set("ARGO_TEMPLATE") || set("ARGO_CONTAINER_NAME"));
        say("slurm", set("SLURM_JOB_ID"));
        say("enroot", machine.read("/proc/self/mountinfo").text().orElse("").contains("/enroot/"));
        say(
                "apptainer",
                set("APPTAINER_CONTAINER") || set("SINGULARITY_CONTAINER") || machine.exists("/.singularity.d"));
        say("managed", managed());
        say(
                "hypervisor",
                HYPERVISOR
                        .matcher(machine.read("/proc/cpuinfo").text().orElse(""))
                        .find());
        say("dmi_vendor", line("/sys/class/dmi/id/sys_vendor"));
        say("dmi_product", line("/sys/class/dmi/id/product_name"));
        say("logind", machine.exists("/run/systemd/seats") || machine.exists("/run/systemd/sessions"));
        say("remove_ipc", removeIpc());
        say("linger", !machine.user().isEmpty() && machine.exists("/var/lib/systemd/linger/" + machine.user()));
    }

    private void say(String key, boolean value) {
        say(key, value ? "yes" : "no");
    }

    private void say(String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    private String line(String path) {
        return machine.firstLine(machine.path(path));
    }

    private boolean set(String name) {
        return !machine.variable(name).isEmpty();
    }

    private String uid() {
        return machine.commands()
                .run(List.of("id", "-u"), deadline.left())
                .map(r -> r.output().strip())
                .orElse("");
    }

    private String release(String key) {
        for (String line :
                machine.read("/etc/os-release").text().orElse("").lines().toList()) {
            if (line.startsWith(key + "=")) {
                return line.substring(key.length() + 1).replaceAll("[\"']", "");
            }
        }
        return "";
    }

    private String managed() {
        for (Map.Entry<String, List<String>> service : MANAGED) {
            if (service.getValue().stream().anyMatch(this::set)) {
                return service.getKey();
            }
        }
        if (machine.variable("AWS_EXECUTION_ENV").equals("AWS_ECS_FARGATE")) {
            return "fargate";
        }
        if (set("AWS_BATCH_JOB_ID")) {
            return "aws-batch";
        }
        return set("ECS_CONTAINER_METADATA_URI_V4") || set("ECS_CONTAINER_METADATA_URI") ? "ecs" : "";
    }

    /** What logind does with a user's shared memory when the last session ends; the last statement counts. */
    private String removeIpc() {
        StringBuilder all = new StringBuilder();
        for (String file : List.of("/usr/lib/systemd/logind.conf", "/etc/systemd/logind.conf")) {
            all.append(machine.read(file).text().orElse(""));
        }
        for (String directory : List.of("/usr/lib", "/run", "/etc")) {
            for (Path file : Machine.list(machine.path(directory + "/systemd/logind.conf.d"), "*.conf")) {
                all.append(machine.read(file).text().orElse(""));
            }
        }
        Matcher m = REMOVE_IPC.matcher(all);
        Optional<String> last = Optional.empty();
        while (m.find()) {
            last = Optional.of(m.group(1));
        }
        return last.orElse("");
    }
}
