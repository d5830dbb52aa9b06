package dev.shmfit.nccl.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.setting.SettingRemark.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingAuditTest {
    private static List<SettingRemark> audit(String version, String name, String value) {
        return SettingAudit.of(Map.of(name, value), NcclVersion.parse(version).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "NCCL_P2P_LEVL, SYS, did you mean NCCL_P2P_LEVEL?",
        "NCCL_SHM_DISABEL, 1, did you mean NCCL_SHM_DISABLE?",
        "NCCL_BUFF_SIZE, 4194304, did you mean NCCL_BUFFSIZE?",
        "NCCL_NTHREAD, 512, did you mean NCCL_NTHREADS?"
    })
    void a_misspelt_variable_is_named_with_the_nearest(String name, String value, String says) {
        assertThat(audit("2.30.7", name, value)).singleElement().satisfies(r -> {
            assertThat(r.kind()).isEqualTo(Kind.MISSPELT);
            assertThat(r.sentence().english()).contains(says);
        });
    }

    @Test
    void a_variable_that_resembles_none_is_unknown() {
        assertThat(audit("2.30.7", "NCCL_FROBNICATE_QUUX", "1"))
                .extracting(SettingRemark::kind)
                .containsExactly(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"NCCL_ASYNC_ERROR_HANDLING, PyTorch", "NCCL_VERSION, image", "NCCL_FASTRAK_CTRL_DEV, Google"})
    void a_variable_of_others_is_said_to_be_theirs(String name, String who) {
        assertThat(audit("2.21.5", name, "1")).singleElement().satisfies(r -> {
            assertThat(r.kind()).isEqualTo(Kind.READ_BY_OTHERS);
            assertThat(r.sentence().english()).contains(who);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2.21.5, NCCL_RUNTIME_CONNECT, 2.22.3 and later",
        "2.30.7, NCCL_SHM_USE_CUDA_MEMCPY, 2.13.4 to 2.30.4",
        "2.24.3, NCCL_WORK_FIFO_DEPTH, 2.13.4 to 2.21.5",
        "2.12.7, NCCL_SHM_LOCALITY, 2.13.4 and later"
    })
    void a_variable_of_other_versions_is_said_with_them(String version, String name, String versions) {
        assertThat(audit(version, name, "1")).singleElement().satisfies(r -> {
            assertThat(r.kind()).isEqualTo(Kind.OF_OTHER_VERSIONS);
            assertThat(r.sentence().english()).contains("it exists in " + versions);
        });
    }

    /** Where the mechanism is strtoll, base 0. */
    @ParameterizedTest
    @CsvSource({
        "NCCL_BUFFSIZE, 4M, is read as 4.",
        "NCCL_BUFFSIZE, 010, is read as 8.",
        "NCCL_SHM_DISABLE, true, is read as 0.",
        "NCCL_P2P_DISABLE, yes, is read as 0.",
        "NCCL_MIN_NCHANNELS, '8,16', is read as 8.",
        "NCCL_BUFFSIZE, 99999999999999999999, does not fit 64 bits",
        "NCCL_BUFFSIZE, '', is empty"
    })
    void a_number_that_nccl_reads_otherwise_is_said(String name, String value, String says) {
        assertThat(audit("2.30.7", name, value)).singleElement().satisfies(r -> {
            assertThat(r.kind()).isEqualTo(Kind.VALUE_IGNORED);
            assertThat(r.sentence().english()).contains(says);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2.21.5, NCCL_MIN_NCHANNELS, 33",
        "2.30.7, NCCL_MIN_NCHANNELS, 65",
        "2.30.7, NCCL_MAX_NCHANNELS, 0",
        "2.30.7, NCCL_NTHREADS, 100",
        "2.30.7, NCCL_NTHREADS, 1024",
        "2.30.7, NCCL_LL128_NTHREADS, 128",
        "2.30.7, NCCL_SHM_LOCALITY, 0",
        "2.30.7, NCCL_P2P_DISABLE, 2",
        "2.30.7, NCCL_WORK_FIFO_BYTES, 1000000",
        "2.30.7, NCCL_MIN_CTAS, 0",
        "2.30.7, NCCL_P2P_LEVEL, sys",
        "2.30.7, NCCL_P2P_LEVEL, NODE",
        "2.21.5, NCCL_P2P_LEVEL, C2C",
        "2.30.7, NCCL_DEBUG, DEBUG",
        "2.18.5, NCCL_DEBUG_SUBSYS, 'INIT,REG'",
        "2.30.7, NCCL_SOCKET_FAMILY, inet",
        "2.30.7, NCCL_NETDEVS_POLICY, MAX:0",
        "2.30.7, NCCL_CTA_POLICY, fast",
        "2.21.5, NCCL_ALGO, 'ring,quick'"
    })
    void a_value_that_nccl_passes_over_is_said_with_its_source(String version, String name, String value) {
        assertThat(audit(version, name, value)).singleElement().satisfies(r -> {
            assertThat(r.kind()).isEqualTo(Kind.VALUE_IGNORED);
            assertThat(r.source()).startsWith("src/");
        });
    }

    @ParameterizedTest
    @CsvSource({"2.24.3, NCCL_ALGO, 'ring,quick'", "2.30.7, NCCL_PROTO, LL64", "2.30.7, NCCL_ALGO, allreduse:ring"})
    void a_value_that_nccl_refuses_is_said(String version, String name, String value) {
        assertThat(audit(version, name, value)).extracting(SettingRemark::kind).containsExactly(Kind.VALUE_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "2.25.1, NCCL_MIN_NCHANNELS, 64",
        "2.5.6, NCCL_P2P_LEVEL, 3",
        "2.30.7, NCCL_P2P_LEVEL, 3",
        "2.26.2, NCCL_P2P_LEVEL, C2C",
        "2.30.7, NCCL_BUFFSIZE, 0x400000",
        "2.30.7, NCCL_CUMEM_ENABLE, -2",
        "2.30.7, NCCL_ALGO, 'allreduce:tree,ring;broadcast:^nvls'",
        "2.30.7, NCCL_PROTO, ^LL128",
        "2.30.7, NCCL_DEBUG, info",
        "2.30.7, NCCL_DEBUG_SUBSYS, '^COLL'",
        "2.30.7, NCCL_NETDEVS_POLICY, max:2",
        "2.30.7, NCCL_TOPO_FILE, /etc/topo.xml",
        "2.30.7, NCCL_SOCKET_IFNAME, '^lo,docker'",
        "2.99.0, NCCL_NVLS_UB_SIZE, 1048576"
    })
    void a_value_that_nccl_takes_is_not_remarked_on(String version, String name, String value) {
        assertThat(audit(version, name, value)).isEmpty();
    }

    @Test
    void what_does_not_begin_with_NCCL_is_none_of_its_business() {
        assertThat(audit("2.30.7", "OMP_NUM_THREADS", "many")).isEmpty();
    }
}
