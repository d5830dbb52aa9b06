package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.PlatformFix;
import dev.shmfit.verdict.Remedies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped remedies with the real parts: what one copies gives the size, and the shipped check sees it. */
class RealRemediesTest {
    private static final Pattern SIZE = Pattern.compile("Size must be (\\S+)");
    private static final Pattern BYTES = Pattern.compile("must print (\\d+)");

    @TempDir
    private Path directory;

    private static PlatformFix fix(String place, long mebibytes) {
        Place p = Place.parse(place);
        return new Remedies(ByteCount.mebibytes(mebibytes), Optional.empty(), p.names(), false).fix(p.platform());
    }

    private Ran shell(String script) throws IOException, InterruptedException {
        return Ran.command(directory, Map.of("LC_ALL", "C"), List.of("sh", "-c", script));
    }

    private boolean works(String script) throws IOException, InterruptedException {
        return shell(script).exitCode() == 0;
    }

    private static String line(String text, String start) {
        return text.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }

    private static String found(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        assertThat(m.find()).as(text).isTrue();
        return m.group(1);
    }

    /** In a mount namespace of its own, so that the machine's /dev/shm stays as it is. */
    @ParameterizedTest
    @CsvSource({"host, 512", "slurm, 128", "host, 3072"})
    void the_remount_gives_the_size_that_the_check_expects(String place, long mebibytes) throws Exception {
        MachineParts.orSkip(
                works("unshare -m mount -t tmpfs -o size=64m tmpfs /dev/shm"), "no mount namespace can be made here");
        PlatformFix fix = fix(place, mebibytes);
        String remount = line(fix.snippet().english(), "mount -o remount");
        Ran ran = shell("unshare -m sh -c 'mount -t tmpfs -o size=64m tmpfs /dev/shm && " + remount
                + " && df -h /dev/shm | tail -1'");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().split("\\s+", -1)[1])
                .isEqualTo(found(SIZE, fix.verify().english()));
    }

    /** {@code /etc/fstab} as the remedy writes it is one that mount takes. */
    @Test
    void the_line_for_fstab_is_taken() throws Exception {
        MachineParts.orSkip(
                works("unshare -m mount -t tmpfs -o size=64m tmpfs /dev/shm"), "no mount namespace can be made here");
        String fstab =
                line(fix("host", 512).snippet().english(), "# /etc/fstab: ").substring("# /etc/fstab: ".length());
        Path file = Files.writeString(directory.resolve("fstab"), fstab + "\n");
        Ran ran = shell("unshare -m sh -c 'umount /dev/shm; mount --fstab " + file
                + " /dev/shm && findmnt -n -o OPTIONS /dev/shm'");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("size=524288k", "nosuid", "nodev");
    }

    /** With a root directory that holds nothing but busybox; no image is fetched. */
    @ParameterizedTest
    @ValueSource(longs = {64, 512, 2048})
    void podman_gives_the_container_the_size(long mebibytes) throws Exception {
        MachineParts.orSkip(
                works("command -v podman && command -v runc && command -v busybox"), "no podman, runc, busybox");
        Path root = Files.createDirectories(directory.resolve("root"));
        for (String part : List.of("bin", "dev", "proc", "sys", "etc", "run", "tmp")) {
            Files.createDirectories(root.resolve(part));
        }
        assertThat(works(BusyboxRoot.copiedInto(root) + "; ln -s busybox " + root + "/bin/df"))
                .isTrue();
        PlatformFix fix = fix("podman:container=job", mebibytes);
        // The machine's own limits may be lower than podman's defaults, and its cgroups not for us to change.
        String podman = "podman --root " + directory.resolve("storage") + " --runroot " + directory.resolve("run")
                + " --storage-driver vfs --cgroup-manager cgroupfs --runtime runc";
        String limits = " --network none --ulimit nofile=1024:1024 --ulimit nproc=1000:1000";
        String asked = line(fix.snippet().english(), "podman run").replace("IMAGE …", "");
        String create = asked.replaceFirst("^podman run", podman + " create --name job" + limits);
        try {
            Ran made = shell(create + " --rootfs " + root + " df -h /dev/shm");
            assertThat(made.exitCode()).as(made.err()).isZero();
            String inspect = line(fix.verify().english(), "podman inspect").replaceFirst("^podman", podman);
            assertThat(shell(inspect).out().strip())
                    .isEqualTo(found(BYTES, fix.verify().english()));
            Ran inside = shell(asked.replaceFirst("^podman run", podman + " run --rm" + limits) + " --rootfs " + root
                    + " df -m /dev/shm");
            assertThat(inside.exitCode()).as(inside.err()).isZero();
            assertThat(inside.out().lines().skip(1).findFirst().orElseThrow().split("\\s+", -1)[1])
                    .isEqualTo(String.valueOf(mebibytes));
        } finally {
            shell(podman + " rm -f job; umount " + directory + "/storage/vfs-containers/*/userdata/shm 2>/dev/null");
        }
    }

    private static JsonNode yaml(String text) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(text);
    }

    private static List<String> complaints(String definition, JsonNode value) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RealRemediesTest.class.getResourceAsStream("/kubernetes/pod-1.34.0-strict.json"))) {
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "\"$ref\": \"#/$defs/io.k8s.api.core.v1.Pod\",",
                            "\"$ref\": \"#/$defs/io.k8s.api.core.v1." + definition + "\",");
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema, InputFormat.JSON)
                    .validate(value.toString(), InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "kubernetes:pod=trainer-0,container=main"})
    void the_pod_is_one_that_kubernetes_takes(String place) throws IOException {
        Place p = Place.parse(place);
        for (boolean hostIpc : List.of(false, true)) {
            for (Optional<ByteCount> limit :
                    List.of(Optional.<ByteCount>empty(), Optional.of(ByteCount.gibibytes(9)))) {
                String snippet = new Remedies(ByteCount.gibibytes(2), limit, p.names(), hostIpc)
                        .fix(p.platform())
                        .snippet()
                        .english();
                assertThat(complaints("Pod", yaml(snippet))).as(snippet).isEmpty();
            }
        }
        assertThat(complaints(
                        "Pod", yaml(fix("kubernetes", 64).snippet().english().replace("sizeLimit", "size"))))
                .as("the schema is strict")
                .isNotEmpty();
    }

    /** Argo's and KubeRay's templates hold Kubernetes' own container and volumes. */
    @ParameterizedTest
    @CsvSource({
        "argo, /spec/templates/0, container, volumes",
        "kuberay, /spec/workerGroupSpecs/0/template/spec, containers, volumes"
    })
    void what_lies_in_a_template_is_kubernetes_own(String place, String at, String container, String volumes)
            throws IOException {
        JsonNode template = yaml(fix(place, 512).snippet().english()).at(at);
        JsonNode containers = template.get(container);
        List<JsonNode> all = new ArrayList<>();
        if (containers.isArray()) {
            containers.forEach(all::add);
        } else {
            all.add(containers);
        }
        assertThat(all).isNotEmpty();
        for (JsonNode c : all) {
            // Argo names its container itself.
            JsonNode named =
                    c.has("name") ? c : ((com.fasterxml.jackson.databind.node.ObjectNode) c).put("name", "main");
            assertThat(complaints("Container", named)).isEmpty();
            assertThat(c.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/dev/shm");
        }
        assertThat(complaints("Volume", template.get(volumes).get(0))).isEmpty();
        assertThat(template.get(volumes).get(0).get("name"))
                .isEqualTo(all.get(0).at("/volumeMounts/0/name"));
    }

    @Test
    void compose_and_azure_say_it_at_the_place_where_it_counts() throws IOException {
        assertThat(yaml(fix("compose:service=job", 512).snippet().english())
                        .at("/services/job/shm_size")
                        .asText())
                .isEqualTo("512m");
        assertThat(yaml(fix("azureml", 2048).snippet().english())
                        .at("/resources/shm_size")
                        .asText())
                .isEqualTo("2g");
    }
}
