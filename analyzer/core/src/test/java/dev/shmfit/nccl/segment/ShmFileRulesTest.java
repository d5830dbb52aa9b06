package dev.shmfit.nccl.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShmFileRulesTest {
    private static NcclVersion version(String text) {
        return NcclVersion.parse(text).orElseThrow();
    }

    /** The lines of the two WARNs in ncclShmOpen (src/misc/shmutils.cc, from 2.30.3 src/os/linux.cc) at each tag. */
    @ParameterizedTest
    @CsvSource({
        "2.12.7, misc/shmutils.cc, 38, 69",
        "2.14.3, misc/shmutils.cc, 38, 70",
        "2.15.5, misc/shmutils.cc, 38, 70",
        "2.16.2, misc/shmutils.cc, 70, 114",
        "2.17.1, misc/shmutils.cc, 70, 114",
        "2.18.1, misc/shmutils.cc, 71, 111",
        "2.18.3, misc/shmutils.cc, 71, 112",
        "2.19.1, misc/shmutils.cc, 72, 113",
        "2.21.5, misc/shmutils.cc, 72, 113",
        "2.22.3, misc/shmutils.cc, 87, 128",
        "2.27.7, misc/shmutils.cc, 87, 128",
        "2.28.3, misc/shmutils.cc, 87, 131",
        "2.29.2, misc/shmutils.cc, 87, 131",
        "2.29.7, misc/shmutils.cc, 88, 132",
        "2.30.3, os/linux.cc, 670, 714",
        "2.30.7, os/linux.cc, 795, 842"
    })
    void nccl_warns_from_these_lines_that_a_file_cannot_be_made(String at, String file, int extend, int create) {
        ShmFileRules.Warnings lines = ShmFileRules.WARNS_AT.at(version(at));
        assertThat(lines).isEqualTo(new ShmFileRules.Warnings(file, extend, create));
        assertThat(ShmFileRules.warnings()).anyMatch(e -> e.value().equals(lines));
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.6, POSIX_FALLOCATE",
        "2.11.4, POSIX_FALLOCATE",
        "2.12.7, FTRUNCATE",
        "2.18.6, FTRUNCATE",
        "2.19.1, FALLOCATE",
        "2.30.7, FALLOCATE"
    })
    void a_file_gets_its_size_by_this_call(String at, ShmFileRules.Call call) {
        assertThat(ShmFileRules.EXTENDED_BY.at(version(at))).isEqualTo(call);
    }

    @Test
    void the_changes_that_texts_name_are_those_of_the_rules() {
        assertThat(ShmFileRules.firstWithoutAskingForRoom()).isEqualTo(version("2.12.7"));
        assertThat(ShmFileRules.firstAskingForRoomAgain()).isEqualTo(version("2.19.1"));
        assertThat(ShmFileRules.firstRetried()).isEqualTo(version("2.22.3"));
        assertThat(ShmFileRules.NAME.at(ShmFileRules.firstDrawnNames())).isEqualTo(ShmFileRules.Name.DRAWN);
    }
}
