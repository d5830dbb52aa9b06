package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    void what_is_absent_reads_as_the_caller_says() {
        JsonText json = JsonText.parse("{\"a\": {\"b\": null}, \"c\": [1, \"x\"]}");
        assertThat(json.member("a").member("b").text("none")).isEqualTo("none");
        assertThat(json.member("z").member("b").number(7)).isEqualTo(7);
        assertThat(json.member("c").member("b").isTrue()).isFalse();
        assertThat(json.member("c").items().get(0).number(7)).isEqualTo(1);
        assertThat(json.member("c").items().get(0).text("")).isEqualTo("1");
        assertThat(json.member("c").text("a list is no text")).isEqualTo("a list is no text");
    }

    @Test
    void a_number_beyond_int_or_with_a_fraction_is_no_whole_number() {
        JsonText json = JsonText.parse("[1.0, 99999999999, 1e3, -0]");
        assertThat(json.items().stream().map(i -> i.number(7)).toList()).containsExactly(7, 7, 7, 0);
    }

    @Test
    void of_members_with_one_name_the_last_counts() {
        assertThat(JsonText.parse("{\"a\":1,\"a\":2}").member("a").number(0)).isEqualTo(2);
    }

    @Test
    void every_escape_is_read_and_written_back() {
        String text = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"";
        String read = JsonText.parse(text).text("");
        assertThat(read).isEqualTo("\"\\/\b\f\n\r\té😀");
        assertThat(JsonWriter.write(JsonWriter.Layout.LINES, read)).isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\té😀\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,}|expected a name in quotation marks but found \"}\" in line 1, column 8",
                "{\"a\" 1}|expected \":\" but found \"1\" in line 1, column 6",
                "[1 2]|expected \",\" or \"]\" but found \"2\" in line 1, column 4",
                "[1|expected \",\" or \"]\" but found the end in line 1, column 3",
                "{} x|expected nothing more but found \"x\" in line 1, column 4",
                "\"a|expected the end of a string but found the end in line 1, column 3",
                "\"\\x\"|expected an escape such as \\n or \\u00e9 but found \"x\" in line 1, column 3",
            })
    void what_is_no_json_is_told_with_its_place(String text, String complaint) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(MalformedText.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tru",
                "01",
                "1.",
                ".5",
                "+1",
                "NaN",
                "'a'",
                "[1,]",
                "{a:1}",
                "\"\t\"",
                "\"\\u12\"",
                "--1",
                "1e"
            })
    void what_json_does_not_know_is_refused(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(MalformedText.class);
    }

    @Test
    void levels_without_end_are_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000)))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("at most 200 levels");
    }

    @Test
    void an_object_keeps_its_members_when_one_is_put_in() {
        assertThat(JsonText.parse("{\"a\":[],\"b\":1.50,\"c\":{}}").with("b", true))
                .isEqualTo("{\n  \"a\": [ ],\n  \"b\": true,\n  \"c\": { }\n}");
        assertThat(JsonText.parse("{\"a\":1.50}").with("d", "x")).isEqualTo("{\n  \"a\": 1.50,\n  \"d\": \"x\"\n}");
    }

    @Test
    void in_a_script_nothing_can_end_the_element() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", List.of("</script>&'\u2028", 1, true, Collections.singletonMap("b", null)));
        assertThat(JsonWriter.write(JsonWriter.Layout.SCRIPT, value))
                .isEqualTo("{\"a\":[\"\\u003c/script\\u003e\\u0026\\u0027\\u2028\",1,true,{\"b\":null}]}");
    }

    @Test
    void what_is_no_value_of_json_is_a_bug() {
        assertThatThrownBy(() -> JsonWriter.write(JsonWriter.Layout.LINES, new Object()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
