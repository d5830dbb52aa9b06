package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    private static PlatformFix fix(String place) {
        Place p = Place.parse(place);
        return new Remedies(ByteCount.gibibytes(2), Optional.empty(), p.names(), false).fix(p.platform());
    }

    @Test
    void k8s_is_kubernetes_and_a_managed_service_fixes_the_size() {
        assertThat(Place.parse("k8s")).isEqualTo(Place.parse("kubernetes"));
        assertThat(Place.parse("vertex").fixesShm()).isTrue();
        assertThat(Place.parse("azureml").fixesShm()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "KUBERNETES, trainer-0, trainer-0, CONTAINER",
        "ARGO, train-x7k2f-1234567890, train-x7k2f-1234567890, CONTAINER",
        "DOCKER, 3f2a9c0d1e4b, POD, 3f2a9c0d1e4b",
        "PODMAN, 3f2a9c0d1e4b, POD, 3f2a9c0d1e4b",
        // A name that somebody gave is no container's; a redacted one is nobody's; a node's says nothing of a host.
        "DOCKER, gpu-node-7, POD, CONTAINER",
        "KUBERNETES, host-3f2a9c0d, POD, CONTAINER",
        "KUBERNETES, 'a b', POD, CONTAINER",
        "HOST, trainer-0, POD, CONTAINER"
    })
    void a_host_name_tells_the_pod_or_the_container(Platform platform, String host, String pod, String container) {
        PlaceNames names = PlaceNames.byHostName(platform, host);
        assertThat(names.pod()).isEqualTo(pod);
        assertThat(names.container()).isEqualTo(container);
        assertThat(Place.parse("kubernetes:pod=mine").names().or(names).pod()).isEqualTo("mine");
    }

    @Test
    void names_go_into_the_text_and_what_is_not_known_is_a_placeholder() {
        PlatformFix pod = fix("kubernetes:pod=trainer-0,container=main");
        assertThat(pod.snippet().english()).contains("name: trainer-0\n", "- name: main\n");
        assertThat(pod.verify().english()).startsWith("kubectl exec trainer-0 -c main -- df -h /dev/shm");
        assertThat(fix("k8s").verify().english()).startsWith("kubectl exec POD -c CONTAINER -- df");
        assertThat(fix("docker:container=job7,image=nvcr.io/nvidia/pytorch:24.05-py3")
                        .snippet()
                        .english())
                .endsWith("docker run --shm-size=2g nvcr.io/nvidia/pytorch:24.05-py3 …");
        assertThat(fix("compose:service=worker").snippet().english()).contains("  worker:\n    shm_size: \"2g\"");
        assertThat(fix("podman").snippet().english()).endsWith("podman run --shm-size=2g IMAGE …");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dokcer|did you mean docker?",
                "docker:|\"\" is not known here",
                "docker:name=x|\"name\" is not known here",
                "docker:contaner=x|did you mean container?",
                "docker:container=|expected the name of the container",
                "docker:container=a;reboot|expected the name of the container",
                "docker:container=$(x)|expected the name of the container",
                "docker:container=a,container=b|given twice",
            })
    void what_is_wrong_is_told(String text, String message) {
        assertThatThrownBy(() -> Place.parse(text))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_pod_that_shares_the_nodes_ipc_is_told_to_leave_it() {
        Remedies shared = new Remedies(ByteCount.gibibytes(2), Optional.empty(), PlaceNames.UNKNOWN, true);
        assertThat(shared.fix(Platform.KUBERNETES).snippet().english()).contains("spec:\n  hostIPC: false ");
        assertThat(shared.fix(Platform.KUBERAY).snippet().english())
                .contains("        spec:\n          hostIPC: false ");
    }

    @Test
    void kuberay_and_azureml_are_told_their_own_knobs() {
        assertThat(fix("kuberay").snippet().english()).contains("limits.memory of the Ray container", "sizeLimit: 2Gi");
        assertThat(fix("azureml").snippet().english()).endsWith("resources:\n  shm_size: 2g\n");
        assertThat(fix("docker").snippet().english())
                .contains("\"default-shm-size\": \"2g\" in /etc/docker/daemon.json");
    }
}
