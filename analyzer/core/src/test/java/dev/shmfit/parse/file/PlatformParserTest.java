package dev.shmfit.parse.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformParserTest {
    @Test
    void clues_are_known_with_their_lines_and_other_keys_are_for_people() {
        Parsed<PlatformParser.Platform> parsed = PlatformParser.parse(
                "kernel=Linux 6.1\nkubernetes=yes\nargo=no\nmanaged=\nhypervisor=yes\n", "platform.txt");
        PlatformClues clues = parsed.value().clues();
        assertThat(clues.kubernetes().asOptional()).contains(true);
        assertThat(((Reading.Known<Boolean>) clues.kubernetes()).source().line())
                .isEqualTo(2);
        assertThat(clues.argo().asOptional()).contains(false);
        assertThat(clues.managed().isKnown()).isFalse();
        assertThat(clues.docker().isKnown()).isFalse();
        assertThat(clues.hypervisor().asOptional()).contains(true);
        assertThat(parsed.notes()).isEmpty();
    }

    @Test
    void neither_yes_nor_no_is_unreadable_and_a_line_without_a_key_leaves_a_remark() {
        Parsed<PlatformParser.Platform> parsed = PlatformParser.parse("argo=maybe\nnonsense\n", "platform.txt");
        assertThat(parsed.value().clues().argo()).isInstanceOf(Reading.Unreadable.class);
        assertThat(parsed.notes()).hasSize(1);
    }

    @Test
    void the_memory_of_each_gpu_is_its_frame_buffer_and_not_its_window() {
        String text = """
                <gpu id="00000000:18:00.0">
                	<fb_memory_usage>
                		<total>81559 MiB</total>
                		<used>3 MiB</used>
                	</fb_memory_usage>
                	<bar1_memory_usage>
                		<total>131072 MiB</total>
                	</bar1_memory_usage>
                </gpu>
                """;
        assertThat(SmiQueryParser.parse(text + text, "q.xml").value().memory().asOptional())
                .contains(List.of(ByteCount.mebibytes(81559), ByteCount.mebibytes(81559)));
        assertThat(SmiQueryParser.parse("<nvidia_smi_log>", "q.xml")
                        .value()
                        .memory()
                        .isKnown())
                .isFalse();
        assertThat(SmiQueryParser.parse("<fb_memory_usage>\n<total>N/A</total>", "q.xml")
                        .value()
                        .memory())
                .isInstanceOf(Reading.Unreadable.class);
    }
}
