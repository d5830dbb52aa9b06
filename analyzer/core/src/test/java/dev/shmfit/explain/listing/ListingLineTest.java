package dev.shmfit.explain.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rw------- 1 root root 9637892 Nov 20 10:11 nccl-A1b2C3",
                "-rw-r--r--. 12 someone   users  0 Jan  3  2025 a name with blanks",
                "drwxrwxrwt 5 root root 100 Nov 20 10:11:12 .",
                "lrwxrwxrwx 1 root root 9 Nov 20 10:11 shm -> /run/shm"
            })
    void an_entry_of_the_plain_form_says_what_the_form_with_blocks_in_front_says(String line) {
        Optional<ListingLine> plain = PlainEntry.of(line);
        ListingLine tried = ListingLine.of("4 " + line).orElseThrow();

        assertThat(plain)
                .contains(new ListingLine(tried.rights(), tried.size(), Optional.empty(), tried.user(), tried.path()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rw------- 1 root root 9.2M Nov 20 10:11 nccl-A",
                "-rw------- 1 root 9637892 Nov 20 10:11 nccl-A",
                "-rw------- 1 root root 9637892 2026-11-20 10:11 nccl-A",
                "-rw------- 1 root root 9637892 20 Nov 10:11 nccl-A"
            })
    void an_entry_of_another_form_is_tried_in_all_forms(String line) {
        assertThat(PlainEntry.of(line)).isEmpty();
        assertThat(ListingLine.of(line).orElseThrow().path()).isEqualTo("nccl-A");
    }
}
