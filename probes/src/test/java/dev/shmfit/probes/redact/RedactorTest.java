package dev.shmfit.probes.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    @Test
    void equal_values_get_equal_pseudonyms_and_different_ones_differ() {
        assertThat(Redactor.numbering().redact("10.1.2.3:/data 10.1.2.4:/more 10.1.2.3:/again"))
                .isEqualTo("ip-1:/data ip-2:/more ip-1:/again");
    }

    @Test
    void a_uuid_is_the_same_with_dashes_and_with_underscores() {
        assertThat(Redactor.numbering()
                        .redact("GPU-1b2c3d4e-1111-2222-3333-444455556666 pod1b2c3d4e_1111_2222_3333_444455556666"))
                .isEqualTo("GPU-uuid-1 poduuid-1");
    }

    @Test
    void serial_numbers_and_programs_of_nvidia_smi_are_replaced_where_they_say_something() {
        assertThat(Redactor.numbering()
                        .redact("<serial>1563221001234</serial><board_serial>N/A</board_serial>"
                                + "<process_name>/home/jo/train.py</process_name>"))
                .isEqualTo("<serial>serial-1</serial><board_serial>N/A</board_serial>"
                        + "<process_name>program-1</process_name>");
    }

    @Test
    void addresses_of_each_sort_are_replaced() {
        assertThat(Redactor.numbering().redact("02:42:ac:11:00:02 fe80::42:acff:fe11:2 2001:db8::1 127.0.0.1"))
                .isEqualTo("mac-1 ip-1 ip-2 127.0.0.1");
    }

    @Test
    void a_host_is_replaced_as_a_word_only() {
        Redactor redactor = Redactor.numbering().hidingHost("gpu7.example.org\n");
        assertThat(redactor.redact("gpu7.example.org gpu7 gpu77 my-gpu7 gpu7:/export"))
                .isEqualTo("host-1 host-2 gpu77 my-gpu7 host-2:/export");
    }

    @Test
    void the_hosts_of_a_log_are_found_in_it() {
        assertThat(Redactor.numbering().redactLog("""
                                node155:4711:4712 [0] NCCL INFO Bootstrap : Using eth0:10.2.3.4<0>
                                2024-01-01 node156:1:2 [1] NCCL INFO comm from node155
                                """)).isEqualTo("""
                        host-1:4711:4712 [0] NCCL INFO Bootstrap : Using eth0:ip-1<0>
                        2024-01-01 host-2:1:2 [1] NCCL INFO comm from host-1
                        """);
    }

    @Test
    void with_one_salt_texts_agree_and_with_another_they_do_not() {
        String text = "10.1.2.3";
        assertThat(Redactor.salted("a").redact(text))
                .isEqualTo(Redactor.salted("a").redact("x " + text).substring(2))
                .isNotEqualTo(Redactor.salted("b").redact(text))
                .matches("ip-[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000:41:00.0",
                "0000:41:00.0 0x030000",
                "0::/user.slice",
                "92.00.45.00.06",
                "G506.0200.00.05",
                "NCCL version 2.21.5+cuda12.4, driver 550.54.15",
                "cpumap ffffffff,ffffffff",
                "CapEff:\t00000000a80425fb",
                "add::face std::vector",
                "192814336 9637892",
                "1234.5.6.7"
            })
    void what_is_no_name_or_address_stays(String text) {
        assertThat(Redactor.numbering().hidingHost("localhost").redact(text)).isEqualTo(text);
    }

    @Test
    void redacting_twice_changes_nothing_more() {
        String once = Redactor.numbering()
                .redactLog("node155:1:2 [0] NCCL INFO 10.2.3.4 <serial>99</serial> "
                        + "1b2c3d4e-1111-2222-3333-444455556666 02:42:ac:11:00:02\n");
        assertThat(Redactor.numbering().redactLog(once)).isEqualTo(once);
    }
}
