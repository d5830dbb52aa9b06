package dev.shmfit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which value of a variable is in force where a script sets it more than once, and what units of systemd set. */
class SettingsOfScriptsTest {
    private static MachineFacts facts(String text) {
        return CaptureParser.parse(new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("text", text))));
    }

    private static List<String> values(String text) {
        return facts(text).software().settings().getOrDefault("NCCL_P2P_DISABLE", none()).all().stream()
                .flatMap(r -> r.asOptional().stream())
                .toList();
    }

    private static dev.shmfit.facts.Readings<String> none() {
        return dev.shmfit.facts.Readings.of(Reading.absent("nothing"));
    }

    /** The value in force comes first; the others stay known, so that both lines are named. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "export NCCL_P2P_DISABLE=1\necho x\nexport NCCL_P2P_DISABLE=0\n",
                "NCCL_P2P_DISABLE=1\nNCCL_P2P_DISABLE=0\n",
                "export NCCL_P2P_DISABLE=1\nNCCL_P2P_DISABLE=0 python train.py\n",
                "$ export NCCL_P2P_DISABLE=1\n$ python a.py\nTraceback\n$ export NCCL_P2P_DISABLE=0\n",
                "import os\nos.environ['NCCL_P2P_DISABLE'] = '1'\nos.environ[\"NCCL_P2P_DISABLE\"] = \"0\"\n",
                "export NCCL_P2P_DISABLE=1\npython - <<E\nos.environ['NCCL_P2P_DISABLE'] = '0'\nE\n",
                "ENV NCCL_P2P_DISABLE=1\nRUN x\nENV NCCL_P2P_DISABLE=0\n",
                "$ docker run --gpus all -e NCCL_P2P_DISABLE=1 -e NCCL_P2P_DISABLE=0 image\n",
                "$ export NCCL_P2P_DISABLE=1\n$ docker run --gpus all \\\n  -e NCCL_P2P_DISABLE=0 image\n",
                "[Service]\nEnvironment=NCCL_P2P_DISABLE=1\nEnvironment=NCCL_P2P_DISABLE=0\n",
                // A default holds only where nothing above it sets the name.
                "export NCCL_P2P_DISABLE=0\nexport NCCL_P2P_DISABLE=${NCCL_P2P_DISABLE:-1}\n",
                "export NCCL_P2P_DISABLE=0\n: ${NCCL_P2P_DISABLE:=1}\n",
                "os.environ['NCCL_P2P_DISABLE'] = '0'\nos.environ.setdefault('NCCL_P2P_DISABLE', '1')\n",
                "export NCCL_P2P_DISABLE=${NCCL_P2P_DISABLE:-1}\nexport NCCL_P2P_DISABLE=0\n",
                // Two scripts, and what programs print, have no order: the first counts.
                "```bash\nexport NCCL_P2P_DISABLE=0\n```\nand\n```bash\nexport NCCL_P2P_DISABLE=1\n```\n",
                "$ cat a.sh\nexport NCCL_P2P_DISABLE=0\n$ cat b.sh\nexport NCCL_P2P_DISABLE=1\n",
                "services:\n  a:\n    environment:\n      NCCL_P2P_DISABLE: 0\n  b:\n    environment:\n      NCCL_P2P_DISABLE: 1\n",
            })
    void the_last_of_one_script_is_in_force(String text) {
        assertThat(values(text)).containsExactly("0", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Environment=NCCL_BUFFSIZE=8388608 | 8388608",
                "Environment=\"NCCL_BUFFSIZE=8388608\" \"NCCL_DEBUG=INFO\" | 8388608",
                "Environment=NCCL_DEBUG=INFO NCCL_BUFFSIZE=8388608 | 8388608",
                "Environment='NCCL_BUFFSIZE=8388608' | 8388608",
                "Environment=NCCL_BUFFSIZE=\"8388608\" | 8388608",
                "DefaultEnvironment=NCCL_BUFFSIZE=8388608 | 8388608",
                "environment=PATH=\"/bin\",NCCL_BUFFSIZE=\"8388608\",NCCL_DEBUG=INFO | 8388608",
                "environment=NCCL_BUFFSIZE=8388608,NCCL_DEBUG=INFO | 8388608",
                "#Environment=NCCL_BUFFSIZE=8388608 | -",
                "Environment=NCCL_BUFFSIZE=%i | -"
            })
    void units_set_variables(String line, String value) {
        MachineFacts m = facts("[Service]\nType=simple\n" + line + "\nRestart=always\n");
        assertThat(m.software().values().getOrDefault("NCCL_BUFFSIZE", "-")).isEqualTo(value);
        boolean said = m.coverage().named().stream().anyMatch(n -> n.name().equals("NCCL_BUFFSIZE"));
        assertThat(said).isEqualTo(value.equals("-"));
    }

    @Test
    void units_limit_memory_and_give_containers_their_shm_and_gpus() {
        MachineFacts m = facts("""
                # /etc/containers/systemd/vllm.container
                [Container]
                Image=docker.io/vllm/vllm-openai
                AddDevice=nvidia.com/gpu=1
                ShmSize=8g
                EnvironmentFile=/etc/vllm.env
                [Service]
                MemoryMax=64G
                """);
        assertThat(m.shm().defined().value()).contains(ByteCount.gibibytes(8));
        assertThat(m.container().memory().value().orElseThrow().limit().asOptional())
                .contains(ByteCount.gibibytes(64));
        assertThat(m.software().values()).containsEntry("NVIDIA_VISIBLE_DEVICES", "nvidia.com/gpu=1");
        assertThat(m.coverage().named()).anyMatch(n -> n.value().contains("EnvironmentFile=/etc/vllm.env"));
        assertThat(facts("MemoryMax=infinity\n").container().memory().isKnown()).isFalse();
    }

    @Test
    void a_unit_may_start_a_container() {
        MachineFacts m = facts("""
                ExecStart=/usr/bin/docker run --rm --gpus all --shm-size=2g \\
                  -e NCCL_BUFFSIZE=8388608 vllm/vllm-openai
                """);
        assertThat(m.shm().defined().value()).contains(ByteCount.gibibytes(2));
        assertThat(m.software().values()).containsEntry("NCCL_BUFFSIZE", "8388608");
    }
}
