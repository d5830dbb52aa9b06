package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a demand's parts are called, and where a limit is none. */
class WordsOfDemandTest {
    @ParameterizedTest
    @CsvSource({
        "nccl, NCCL",
        "loaders-inherited, inherited batches",
        "loader:loader, DataLoader",
        "loader:train, DataLoader train",
        "other:plasma, plasma",
        "anything, anything"
    })
    void a_consumer_has_the_name_that_people_know(String consumer, String title) {
        assertThat(ShmItem.title(consumer)).isEqualTo(title);
    }

    @Test
    void a_leaf_reads_as_it_was_stated() {
        assertThat(new SampleLeaf.PythonNumber("float").text()).isEqualTo("float");
        assertThat(new SampleLeaf.Text().text()).isEqualTo("str");
        assertThat(new SampleLeaf.Nothing().text()).isEqualTo("none");
        assertThat(new SampleLeaf.AtMost(new SampleLeaf.PythonNumber("int")).text())
                .isEqualTo("at most int");
    }

    @Test
    void the_process_with_more_descriptors_counts_with_those_it_has_anyway() {
        assertThat(Descriptors.NONE.largest()).isZero();
        assertThat(new Descriptors(10, 5, 0).largest()).isEqualTo(Descriptors.PARENT_BASE + 10);
        assertThat(new Descriptors(0, 20, 0).largest()).isEqualTo(Descriptors.WORKER_BASE + 20);
    }

    @ParameterizedTest
    @EnumSource
    void every_moment_has_a_word(Moment moment) {
        assertThat(moment.words()).isNotBlank();
    }

    @Test
    void ways_of_sharing_are_called_as_pytorch_calls_them() {
        assertThat(Sharing.FILE_SYSTEM.word()).isEqualTo("file_system");
        assertThat(Sharing.FILE_DESCRIPTOR.word()).isEqualTo("file_descriptor");
    }

    @Test
    void a_memory_limit_without_limit_is_none() {
        ShmSupply supply = ShmSupply.unknown(ByteCount.of(4096), "not captured");
        assertThat(supply.finiteMemoryLimit()).isEmpty();
        assertThat(limited(supply, ShmSupply.UNLIMITED).finiteMemoryLimit()).isEmpty();
        ByteCount almost = ByteCount.of(Long.MAX_VALUE - 1);
        assertThat(limited(supply, almost).finiteMemoryLimit()).contains(almost);
    }

    private static ShmSupply limited(ShmSupply supply, ByteCount limit) {
        return supply.withMemoryLimit(Reading.known(limit, SourceRef.of("cgroup-memory.txt")));
    }
}
