package dev.shmfit.probes.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.probes.format.Probed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A machine with a secret of every kind in every place that a probe looks at: none of them is in a capture, redacted or not.
 * Each secret holds the word that is looked for; those that cannot, such as addresses, are looked for by themselves.
 */
class PlantedSecretsTest {
    private static final String WORD = "Pl4nted";
    private static final List<String> WORDLESS = List.of(
            "10.77.88.99",
            "fd12:3456:789a::77",
            "78:e7:d1:ea:46:da",
            "78e7d1ea46da",
            "AKIAIOSFODNN7EXAMPLE",
            "123456789012",
            "jane.doe");

    /** What tells which machine it is; it is kept under a pseudonym, or as it is where no redaction is wanted. */
    private static final List<String> IDENTITY = List.of(
            "host-pl4nted.example.org",
            "0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6",
            "5895e020-7d50-0c08-6ec8-e543a425c76c",
            "0x1234567890abcdef");

    @TempDir
    private Path temp;

    private final Map<String, String> environment = new HashMap<>();
    private int planted;

    private String secret() {
        planted++;
        return WORD + planted;
    }

    private void file(String path, String... lines) throws IOException {
        Path file = temp.resolve("root" + path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @BeforeEach
    void plant() throws IOException {
        file(
                "/proc/cmdline",
                "BOOT_IMAGE=/vmlinuz root=LABEL=" + secret() + " k3s.token=" + secret() + " url=https://u:" + secret()
                        + "@10.77.88.99/ks.cfg systemd.setenv=DB_PASSWORD=" + secret()
                        + " intel_iommu=on rd.iscsi.password=" + secret() + " iommu=" + secret());
        String[] mounts = {
            "//nas/" + secret() + " /home/" + secret() + " cifs rw,username=jane.doe,password=" + secret() + " 0 0",
            "jane.doe@10.77.88.99:/" + secret() + " /mnt/" + secret() + " fuse.sshfs rw,user_id=0 0 0",
            "overlay / overlay rw,lowerdir=/var/lib/" + secret() + ",upperdir=/" + secret() + " 0 0",
            secret() + " /dev/shm tmpfs rw,size=65536k,context=" + secret() + " 0 0"
        };
        file("/proc/self/mounts", mounts);
        file(
                "/proc/self/mountinfo",
                "20 1 8:1 /" + secret() + " / rw - overlay " + secret() + " rw,lowerdir=/" + secret(),
                "21 20 0:30 / /mnt/" + secret() + " rw shared:1 - fuse.s3fs " + secret() + " rw,passwd_file=/"
                        + secret(),
                "22 20 0:31 /" + secret() + " /dev/shm rw,nosuid - tmpfs " + secret() + " rw,size=65536k,huge=never,x="
                        + secret(),
                "23 20 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
        file("/proc/self/status", "Name:\t" + secret(), "Groups:\t" + secret(), "Seccomp:\t2", "CapBnd:\t" + secret());
        file("/proc/self/limits", "Max open files  1024  1024  files", "Max " + secret() + "  1  1  files");
        file("/proc/self/cgroup", "0::/user-jane.doe.slice/" + secret());
        file("/sys/fs/cgroup/user-jane.doe.slice/" + WORD + planted + "/memory.max", "max");
        file("/sys/fs/cgroup/user-jane.doe.slice/memory.stat", "shmem 4096", secret() + " 1");
        file("/proc/sys/kernel/hostname", IDENTITY.get(0));
        file("/proc/sys/kernel/random/boot_id", IDENTITY.get(1));
        file("/proc/meminfo", "MemTotal:       1000 kB", secret() + ": 1 kB");
        file(
                "/proc/cpuinfo",
                "vendor_id : GenuineIntel",
                "Serial : " + secret(),
                "Hardware : " + secret(),
                "model : 106");
        file(
                "/etc/nccl.conf",
                "# pass " + secret(),
                "NCCL_COMM_ID=10.77.88.99:1",
                "MY_TOKEN=" + secret(),
                "NCCL_ALGO=" + secret());
        file(
                "/home/jane.doe/.nccl.conf",
                "NCCL_DEBUG_FILE=/home/jane.doe/" + secret(),
                "NCCL_NET_PLUGIN=/opt/" + secret(),
                secret());
        for (String name : List.of(
                secret(),
                "psm_" + secret(),
                "sem." + secret(),
                "vader_segment." + secret() + ".1000",
                "nccl-" + secret(),
                "torch_" + secret(),
                "plasma-" + secret())) {
            file("/dev/shm/" + name, "");
        }
        file("/sys/devices/system/node/node0/cpulist", "0-3");
        file("/sys/devices/system/node/node0/meminfo", "Node 0 MemTotal: 1000 kB", "Node 0 " + secret());
        file("/sys/devices/pci0000:00/0000:00:01.0/class", "0x020000");
        file("/sys/devices/pci0000:00/0000:00:01.0/vendor", "'" + secret() + "'");
        file("/sys/devices/pci0000:00/0000:00:01.0/label", secret());
        file("/sys/devices/pci0000:00/0000:00:01.0/net/enx78e7d1ea46da/address", "78:e7:d1:ea:46:da");
        file("/sys/devices/pci0000:00/0000:00:01.0/net/enx78e7d1ea46da/operstate", "up");
        file("/sys/devices/pci0000:00/0000:00:01.0/net/enx78e7d1ea46da/ifalias", secret());
        link("/sys/bus/pci/devices/0000:00:01.0", "../../../devices/pci0000:00/0000:00:01.0");
        link("/sys/class/net/enx78e7d1ea46da", "../../devices/pci0000:00/0000:00:01.0/net/enx78e7d1ea46da");
        link("/sys/devices/pci0000:00/0000:00:01.0/net/enx78e7d1ea46da/device", "../..");
        file("/etc/os-release", "ID=" + secret(), "VERSION_ID=" + secret());
        file("/etc/systemd/logind.conf", "RemoveIPC=" + secret());
        file("/proc/1/comm", secret());
        file("/sys/class/dmi/id/product_name", secret());
        file("/proc/driver/nvidia/version", "NVRM version: " + secret());
        String environmentOfPython = "/scratch/" + secret() + "/venv";
        file(
                environmentOfPython + "/lib/python3.11/site-packages/torch/version.py",
                "__version__ = '2.4.0+" + secret() + "'",
                "git = '" + secret() + "'");
        file(
                environmentOfPython + "/lib/python3.11/site-packages/nvidia_nccl_cu12-2.20.5.dist-info/METADATA",
                secret());
        String dump = "/scratch/" + secret() + "/topo.xml";
        file(
                dump,
                "<system version=\"1\" owner=\"" + secret() + "\">",
                "  <!-- " + secret() + " -->",
                "  <cpu numaid=\"0\" host_hash=\"" + IDENTITY.get(3) + "\" note=\"" + secret() + "\"/>",
                "  <" + secret() + "/>",
                "  " + secret(),
                "</system>");
        variables(environmentOfPython, dump);
    }

    private void link(String path, String target) throws IOException {
        Path link = temp.resolve("root" + path);
        Files.createDirectories(link.resolve("..").normalize());
        Files.createSymbolicLink(link, Path.of(target));
    }

    private void variables(String python, String dump) throws IOException {
        environment.put("VIRTUAL_ENV", python);
        environment.put("NCCL_TOPO_DUMP_FILE", dump);
        environment.put("HOME", "/home/jane.doe");
        environment.put("PATH", NvidiaSmi.printing(temp));
        environment.put("CUDA_VISIBLE_DEVICES", "GPU-" + IDENTITY.get(2));
        environment.put("NCCL_P2P_LEVEL", "SYS");
        environment.put("NCCL_IB_TIMEOUT", "22 " + secret());
        environment.put("NCCL_COMM_ID", "10.77.88.99:4567");
        environment.put("NCCL_SOCKET_IFNAME", "=eth0," + secret() + ",enx0");
        environment.put("NCCL_HOSTID", "fd12:3456:789a::77");
        environment.put("NVIDIA_ACCOUNT", "123456789012");
        environment.put("CUDA_USER", "AKIAIOSFODNN7EXAMPLE");
        environment.put("CUDA_PROXY", "http://jane.doe:" + secret() + "@10.77.88.99:3128");
        for (String name : List.of(
                "HF_TOKEN",
                "NVIDIA_API_KEY",
                "NVIDIA_DB_PASS",
                "NVIDIA_LOGIN_PWD",
                "NVIDIA_PASSPHRASE",
                "TORCH_SECRET",
                "PYTORCH_CREDENTIALS",
                "CUDA_CLIENT_AUTH",
                "NCCL_TOKEN",
                "NCCL_NET_PLUGIN",
                "NCCL_TUNER_PLUGIN",
                "NCCL_TOPO_FILE",
                "NCCL_DEBUG_FILE",
                "NCCL_GRAPH_FILE",
                "NCCL_ALGO",
                "NCCL_PROTO",
                "NCCL_NET",
                "NCCL_IB_HCA",
                "NCCL_BUFFSIZE",
                "NCCL_NET_GDR_LEVEL",
                "NCCL_OOB_NET_IFNAME",
                "NCCL_IB_ADDR_RANGE",
                "ARGO_TEMPLATE",
                "SLURM_JOB_ID",
                "KUBERNETES_SERVICE_HOST",
                "AZUREML_RUN_ID",
                "SM_TRAINING_ENV",
                "COLAB_GPU",
                "WORLD_SIZE",
                "OMP_NUM_THREADS",
                "AWS_SECRET_ACCESS_KEY",
                "WANDB_API_KEY",
                "TORCH_DISTRIBUTED_DEBUG")) {
            environment.put(name, secret());
        }
    }

    private void holdsNone(Map<String, String> texts, List<String> others) {
        assertThat(planted).isGreaterThan(80);
        texts.forEach((file, text) -> {
            assertThat(text.toLowerCase(Locale.ROOT)).as(file).doesNotContain(WORD.toLowerCase(Locale.ROOT) + "-arg");
            for (int i = 1; i <= planted; i++) {
                assertThat(text).as(file).doesNotContainIgnoringCase(WORD + i);
            }
            WORDLESS.forEach(s -> assertThat(text).as(file).doesNotContainIgnoringCase(s));
            others.forEach(s -> assertThat(text).as(file).doesNotContainIgnoringCase(s));
        });
        assertThat(texts.get("env.txt"))
                .contains(
                        "NCCL_P2P_LEVEL=SYS\n",
                        "NCCL_IB_TIMEOUT=22\n",
                        "NCCL_ALGO=?\n",
                        "NCCL_SOCKET_IFNAME==eth0,?,enx0\n");
        assertThat(texts.get("cmdline.txt")).isEqualTo("intel_iommu=on\n");
        assertThat(texts.get("mountinfo.txt")).contains(" /dev/shm rw - tmpfs none rw,size=65536k,huge=never\n");
        assertThat(texts.get("versions.txt")).isEqualTo("torch=2.4.0\nnccl=2.20.5\n");
        assertThat(texts.get("platform.txt")).contains("slurm=yes", "kubernetes=yes", "managed=colab");
        assertThat(texts.get("nvidia-smi-q.xml")).contains("<uuid>GPU-");
        assertThat(texts.get("nccl-topology.xml")).contains("<cpu numaid=\"0\" host_hash=\"0x");
        assertThat(texts.get("sys-pci.txt")).contains("# /sys/class/net/enx0\n", "operstate=up");
        assertThat(texts.getOrDefault("shm-files.txt", "").lines().filter(l -> l.contains("file-")))
                .hasSize(7);
    }

    private Probed probed() {
        Machine machine = new Machine(temp.resolve("root"), environment, new ProcessCommands(environment), "jane.doe");
        return Prober.probe(machine, Duration.ofSeconds(20), Clock.systemUTC(), what -> {});
    }

    private static Map<String, String> all(Probed probed) {
        Map<String, String> texts = new HashMap<>(probed.texts());
        texts.put("capture.json", probed.manifest("shmfit"));
        return texts;
    }

    @Test
    void none_is_in_what_java_takes() {
        holdsNone(all(probed()), List.of());
        holdsNone(all(probed().redacted()), IDENTITY);
    }

    @ParameterizedTest
    @CsvSource({"dash", "busybox sh", "mksh"})
    void none_is_in_what_the_script_takes(String shell) {
        for (boolean redacted : new boolean[] {false, true}) {
            List<String> options = new ArrayList<>(
                    List.of("-t", "20", "-r", temp.resolve("root").toString()));
            if (!redacted) {
                options.add("-n");
            }
            CaptureSource.Whole capture = CaptureScript.run(shell, environment, options.toArray(String[]::new));
            holdsNone(CaptureScript.texts(capture), redacted ? IDENTITY : List.of());
        }
    }
}
