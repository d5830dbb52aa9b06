package dev.shmfit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.Absence;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureParserTest {
    @Test
    void every_file_of_a_capture_is_read_exactly_once() throws IllegalAccessException {
        List<CapturedItem> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Field f : CaptureFiles.class.getDeclaredFields()) {
            if (Modifier.isStatic(f.getModifiers()) && f.getType() == String.class) {
                String name = String.valueOf(f.get(null));
                names.add(name);
                items.add(new CapturedItem.Text(name, "a=b\n"));
            }
        }
        Capture capture = Capture.of("node", items);
        CapturedTexts texts = new CapturedTexts(capture);
        // A file that is taken a second time ends this with an exception.
        CaptureParser.parse(capture, texts);
        assertThat(texts.taken()).containsExactlyInAnyOrderElementsOf(names).hasSize(26);
    }

    @Test
    void a_file_cannot_be_taken_twice() {
        CapturedTexts texts = new CapturedTexts(Capture.of("node", List.of()));
        assertThat(texts.take(CaptureFiles.NUMA)).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> texts.take(CaptureFiles.NUMA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CaptureFiles.SYS_PCI,
                CaptureFiles.NUMA,
                CaptureFiles.SHM_FILES,
                CaptureFiles.NAMESPACES,
                CaptureFiles.MOUNTINFO,
                CaptureFiles.MOUNTS,
                CaptureFiles.STATVFS,
                CaptureFiles.CGROUP,
                CaptureFiles.PLATFORM,
                CaptureFiles.ENV,
                CaptureFiles.NCCL_CONF
            })
    void the_remarks_of_every_parser_are_kept(String file) {
        MachineFacts machine = parse(new CapturedItem.Text(file, "gibberish here\n"));
        assertThat(machine.coverage().notes())
                .isNotEmpty()
                .allSatisfy(n -> assertThat(n.source().item()).isEqualTo(file));
    }

    @ParameterizedTest
    @CsvSource({
        "there is no nvidia-smi, NO_PROGRAM",
        "there is no /dev/shm, NOT_THERE",
        "nvidia-smi topo -m did not answer within 10 s, NO_ANSWER",
        "'not asked, for nvidia-smi topo -m did not answer within 10 s', NOT_CAPTURED",
        "permission denied, NOT_CAPTURED"
    })
    void why_a_file_is_missing_has_a_type(String why, Absence reason) {
        MachineFacts machine = parse(new CapturedItem.NotCaptured(CaptureFiles.TOPO, why));
        assertThat(machine.gpus().matrix().isAbsent(reason)).isTrue();
        assertThat(machine.coverage().missing(CaptureFiles.TOPO))
                .hasValueSatisfying(m -> assertThat(m.why()).isEqualTo(why));
    }

    @Test
    void the_environment_goes_before_the_configuration_file_and_both_are_remembered() {
        MachineFacts machine = parse(
                new CapturedItem.Text(CaptureFiles.NCCL_CONF, "NCCL_P2P_LEVEL=LOC\nNCCL_SHM_DISABLE=1\n"),
                new CapturedItem.Text(CaptureFiles.ENV, "NCCL_P2P_LEVEL=SYS\n"));
        assertThat(machine.software().values())
                .containsEntry("NCCL_P2P_LEVEL", "SYS")
                .containsEntry("NCCL_SHM_DISABLE", "1");
        assertThat(machine.software().settings().get("NCCL_P2P_LEVEL"))
                .satisfies(r -> assertThat(r.disagreeing())
                        .singleElement()
                        .satisfies(k -> assertThat(k.source()).hasToString("nccl.conf:1")));
    }

    @Test
    void nothing_captured_is_nothing_known_and_never_fails() {
        MachineFacts machine = parse();
        assertThat(machine.gpus().matrix().isAbsent(Absence.NOT_CAPTURED)).isTrue();
        assertThat(machine.software().environmentSeen()).isFalse();
        assertThat(machine.coverage().notes()).isEmpty();
    }

    private static MachineFacts parse(CapturedItem... items) {
        return CaptureParser.parse(Capture.of("node", Arrays.asList(items)));
    }
}
