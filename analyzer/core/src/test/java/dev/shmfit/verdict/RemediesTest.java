package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static final Remedies TWO_GIB = new Remedies(ByteCount.gibibytes(2), Optional.of(ByteCount.gibibytes(10)));

    @Test
    void docker_run_gets_the_size_in_its_letters_and_a_check_in_bytes() {
        PlatformFix fix = TWO_GIB.fix(Platform.DOCKER);
        assertThat(fix.snippet().english()).contains("docker run --shm-size=2g --memory=10g");
        assertThat(fix.verify().english())
                .contains("docker inspect --format '{{.HostConfig.ShmSize}}' CONTAINER   # must print 2147483648")
                .contains("df -h /dev/shm   # Size must be 2.0G");
    }

    @Test
    void podman_never_gets_a_size_and_the_hosts_ipc_together() {
        String command = TWO_GIB.fix(Platform.PODMAN)
                .snippet()
                .english()
                .lines()
                .filter(l -> !l.startsWith("#"))
                .findFirst()
                .orElseThrow();
        assertThat(command).startsWith("podman run --shm-size=2g").doesNotContain("ipc");
    }

    @Test
    void compose_sets_the_size_at_the_service_and_not_at_the_build() {
        assertThat(new Remedies(ByteCount.gibibytes(2), Optional.empty())
                        .fix(Platform.COMPOSE)
                        .snippet()
                        .english()
                        .lines()
                        .filter(l -> !l.startsWith("#")))
                .containsExactly("services:", "  SERVICE:", "    shm_size: \"2g\"");
    }

    @Test
    void where_the_memory_limit_is_too_small_compose_raises_it_too() {
        assertThat(TWO_GIB.fix(Platform.COMPOSE).snippet().english())
                .endsWith("    shm_size: \"2g\"\n    mem_limit: \"10g\"\n");
    }

    @Test
    void a_fix_in_brief_names_what_is_set() {
        assertThat(TWO_GIB.fix(Platform.COMPOSE).brief().english()).isEqualTo("shm_size: \"2g\", at the service");
        assertThat(TWO_GIB.fix(Platform.KUBERNETES).brief().english())
                .contains("/dev/shm")
                .contains("2Gi");
    }

    @Test
    void a_pod_gets_volume_mount_and_a_raised_memory_limit() {
        assertThat(TWO_GIB.fix(Platform.KUBERNETES).snippet().english()).isEqualTo("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: POD
                        spec:
                          containers:
                            - name: CONTAINER
                              # What is written to /dev/shm counts against limits.memory.
                              resources:
                                limits:
                                  memory: 10Gi
                              volumeMounts:
                                - name: dshm
                                  mountPath: /dev/shm
                          volumes:
                            - name: dshm
                              emptyDir:
                                medium: Memory
                                sizeLimit: 2Gi
                        """);
    }

    @Test
    void an_argo_workflow_gets_both_inside_the_template() {
        assertThat(new Remedies(ByteCount.mebibytes(512), Optional.empty())
                        .fix(Platform.ARGO)
                        .snippet()
                        .english())
                .endsWith("""
                          templates:
                            - name: train
                              container:
                                image: IMAGE
                                # What is written to /dev/shm counts against limits.memory: if you set one, add 512Mi to it.
                                volumeMounts:
                                  - name: dshm
                                    mountPath: /dev/shm
                              volumes:
                                - name: dshm
                                  emptyDir:
                                    medium: Memory
                                    sizeLimit: 512Mi
                        """);
    }

    @Test
    void a_host_is_remounted_and_its_fstab_written() {
        assertThat(TWO_GIB.fix(Platform.HOST).snippet().english())
                .contains("mount -o remount,size=2g /dev/shm")
                .contains("tmpfs /dev/shm tmpfs rw,nosuid,nodev,size=2g 0 0");
        assertThat(TWO_GIB.fix(Platform.SLURM).snippet().english()).contains("#SBATCH --mem=10240M");
    }

    @Test
    void an_unknown_platform_gets_all_of_them_and_a_known_one_its_own() {
        assertThat(TWO_GIB.forPlatform(Platform.UNKNOWN))
                .extracting(PlatformFix::platform)
                .containsExactly(
                        Platform.DOCKER,
                        Platform.COMPOSE,
                        Platform.KUBERNETES,
                        Platform.ARGO,
                        Platform.PODMAN,
                        Platform.SLURM,
                        Platform.HOST);
        assertThat(TWO_GIB.forPlatform(Platform.ARGO))
                .extracting(PlatformFix::platform)
                .containsExactly(Platform.ARGO);
        assertThat(TWO_GIB.forPlatform(Platform.UNKNOWN))
                .allSatisfy(f -> assertThat(f.verify().english()).contains("df -h /dev/shm"));
    }

    @Test
    void df_prints_as_df_does() {
        assertThat(Remedies.df(ByteCount.mebibytes(64))).isEqualTo("64M");
        assertThat(Remedies.df(ByteCount.gibibytes(2))).isEqualTo("2.0G");
        assertThat(Remedies.df(ByteCount.mebibytes(1536))).isEqualTo("1.5G");
        assertThat(Remedies.df(ByteCount.gibibytes(16))).isEqualTo("16G");
        assertThat(Remedies.df(ByteCount.of((9L << 30) + 1020 * (1 << 20)))).isEqualTo("10G");
    }
}
