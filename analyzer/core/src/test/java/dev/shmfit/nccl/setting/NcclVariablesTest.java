package dev.shmfit.nccl.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of NCCL's variables: its form, and that it holds whatever the rules read. */
class NcclVariablesTest {
    private static final Path MAIN =
            Path.of(System.getProperty("shmfit.root", "../..")).resolve("analyzer/core/src/main/java");
    private static final Pattern READ =
            Pattern.compile("ettings\\(?\\)?\\s*\\.(?:number|text|isSet)\\(\"([A-Z0-9_]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"read-in-source.tsv", "read-in-libraries.tsv"})
    void a_table_is_sorted_by_name_and_version(String table) {
        List<NcclVariable> rows = NcclVariables.rows(table);
        assertThat(rows)
                .isSortedAccordingTo(Comparator.comparing(NcclVariable::name).thenComparing(NcclVariable::first));
        assertThat(rows).allSatisfy(v -> {
            assertThat(v.name()).matches("NCCL_[A-Z0-9_]+");
            assertThat(v.source()).isNotBlank();
            assertThat(v.first()).isGreaterThanOrEqualTo(KnownVersions.OLDEST);
        });
    }

    @Test
    void the_ranges_of_a_name_ascend_and_do_not_overlap() {
        for (String name : NcclVariables.names()) {
            List<NcclVariable> rows = NcclVariables.named(name);
            for (int i = 0; i < rows.size(); i++) {
                NcclVariable row = rows.get(i);
                assertThat(row.last().orElse(row.first())).as(name).isGreaterThanOrEqualTo(row.first());
                if (i > 0) {
                    assertThat(rows.get(i - 1).last()).as(name).isPresent();
                    assertThat(rows.get(i - 1).last().orElseThrow()).as(name).isLessThan(row.first());
                }
            }
        }
    }

    @Test
    void every_variable_that_a_rule_reads_is_in_the_table() throws IOException {
        Set<String> read = read();
        assertThat(read).hasSizeGreaterThan(30);
        assertThat(NcclVariables.names()).containsAll(read);
    }

    /** A rule's variable must exist in the first version for which the rule is stated. */
    @ParameterizedTest
    @CsvSource({
        "NCCL_RUNTIME_CONNECT, 2.22.3",
        "NCCL_CUMEM_ENABLE, 2.18.1",
        "NCCL_CUMEM_HOST_ENABLE, 2.23.4",
        "NCCL_NVLS_ENABLE, 2.17.1",
        "NCCL_SHM_LOCALITY, 2.13.4",
        "NCCL_SHM_USE_CUDA_MEMCPY, 2.13.4",
        "NCCL_P2P_USE_CUDA_MEMCPY, 2.13.4",
        "NCCL_NET_DISABLE_INTRA, 2.12.7",
        "NCCL_LL_BUFFSIZE, 2.7.3",
        "NCCL_LL128_BUFFSIZE, 2.7.3",
        "NCCL_BUFFSIZE, 2.5.6",
        "NCCL_MIN_CTAS, 2.17.1",
        "NCCL_WORK_ARGS_BYTES, 2.22.3",
        "NCCL_P2P_PER_CHANNEL_NET_BW, 2.29.2",
        "NCCL_NCHANNELS_PER_NET_PEER, 2.12.7",
        "NCCL_IGNORE_DISABLED_P2P, 2.13.4"
    })
    void a_variable_begins_where_its_rule_begins(String name, String version) {
        assertThat(NcclVariables.at(name, NcclVersion.parse(version).orElseThrow()))
                .isPresent();
    }

    @Test
    void every_rule_about_a_value_is_about_a_variable_of_its_versions() {
        for (VersionRule.Entry<NumberRule.ByName> entry : NumberRule.NUMBERS.entries()) {
            for (String name : entry.value().rules().keySet()) {
                assertThat(NcclVariables.at("NCCL_" + name, entry.from()))
                        .as(name + " in " + entry.from())
                        .isPresent();
            }
        }
    }

    @Test
    void a_variable_that_changed_the_way_it_is_read_has_a_row_for_each() {
        assertThat(NcclVariables.named("NCCL_P2P_LEVEL"))
                .extracting(NcclVariable::isNumber, NcclVariable::versions)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, "2.5.6 to 2.5.7"),
                        org.assertj.core.groups.Tuple.tuple(false, "2.6.4 and later"));
    }

    @Test
    void what_only_a_library_shows_takes_the_place_of_the_source() {
        assertThat(NcclVariables.named("NCCL_SYM_KERNEL_ID"))
                .extracting(NcclVariable::versions)
                .containsExactly("2.31.0");
        assertThat(NcclVariables.at("NCCL_NVLS_UB_SIZE", NcclVersion.of(2, 31, 2)))
                .isEmpty();
        assertThat(NcclVariables.at("NCCL_NVLS_UB_SIZE", NcclVersion.of(2, 32, 3)))
                .isPresent();
    }

    private static Set<String> read() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(MAIN)) {
            all.filter(f -> f.toString().endsWith(".java")).forEach(files::add);
        }
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            Matcher m = READ.matcher(Files.readString(file));
            while (m.find()) {
                names.add("NCCL_" + m.group(1));
            }
        }
        return names;
    }
}
