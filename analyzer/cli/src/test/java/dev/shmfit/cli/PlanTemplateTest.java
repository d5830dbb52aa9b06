package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Templates are what their platforms read, with the values where those look for them. */
class PlanTemplateTest {
    private static final String VOLUME = "{name=dshm, emptyDir={medium=Memory, sizeLimit=6Gi}}";
    private static final String MOUNT = "{name=dshm, mountPath=/dev/shm}";

    @TempDir
    Path directory;

    @Test
    void a_pod_asks_for_the_memory_that_it_may_use_at_most() throws IOException {
        Object pod = yaml("kubernetes");
        assertThat(at(pod, "spec", "volumes", 0)).hasToString(VOLUME);
        assertThat(at(pod, "spec", "containers", 0, "volumeMounts", 0)).hasToString(MOUNT);
        Object resources = at(pod, "spec", "containers", 0, "resources");
        assertThat(at(resources, "limits", "memory")).hasToString("22Gi");
        assertThat(at(resources, "requests", "memory")).hasToString("22Gi");
    }

    @Test
    void an_argo_template_has_volume_and_resources_where_argo_looks() throws IOException {
        Object template = at(yaml("argo"), "spec", "templates", 0);
        assertThat(at(template, "volumes", 0)).hasToString(VOLUME);
        assertThat(at(template, "container", "volumeMounts", 0)).hasToString(MOUNT);
        assertThat(at(template, "container", "resources", "requests", "memory")).hasToString("22Gi");
        assertThat(at(template, "container", "resources", "limits", "memory")).hasToString("22Gi");
    }

    @Test
    void compose_has_the_size_at_the_service_and_helm_in_its_values() throws IOException {
        assertThat(at(yaml("compose"), "services", "SERVICE", "shm_size")).hasToString("6g");
        Object values = yaml("helm");
        assertThat(at(values, "extraVolumes", 0)).hasToString(VOLUME);
        assertThat(at(values, "extraVolumeMounts", 0)).hasToString(MOUNT);
        assertThat(at(values, "resources", "requests", "memory")).hasToString("22Gi");
    }

    private Object yaml(String platform) throws IOException {
        Path job = directory.resolve("job.yaml");
        Files.writeString(job, """
                version: 1
                rss-per-rank: 2GiB
                """);
        Ran ran = Shell.quiet()
                .run(
                        "plan",
                        "l40s-x8",
                        "--workload",
                        job.toString(),
                        "--loader",
                        "name=train,workers=8,batch=64,sample=3x224x224:float32+int",
                        "--template",
                        platform);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("# shmfit plan l40s-x8");
        return new Load(LoadSettings.builder().build()).loadFromString(ran.out());
    }

    private static Object at(Object tree, Object... path) {
        Object here = tree;
        for (Object step : path) {
            here = here instanceof List<?> list
                    ? list.get((Integer) step)
                    : Objects.requireNonNull(((Map<?, ?>) here).get(step), () -> "no " + step + " in " + tree);
        }
        return here;
    }
}
