package dev.shmfit.probes.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link CaptureTime} reads and writes a time as Java's own class does. */
class CaptureTimeTest {
    private static final List<String> DATES = List.of(
            "2026-11-20",
            "2024-02-29",
            "2023-02-29",
            "1900-02-29",
            "2000-02-29",
            "2026-04-31",
            "2026-13-01",
            "0000-01-01",
            "2026-00-10",
            "2026-1-10",
            "2026-12-00");
    private static final List<String> TIMES = List.of(
            "T10:11",
            "t23:59:59",
            "T24:00",
            "T10:60",
            "T10:11:60",
            "T10:11:00",
            "T10:11:12.",
            "T00:00:00.5",
            "T10:11:12.120",
            "T10:11:12.123456789",
            "T10:11:12.1234567891",
            "T10:11:00.0001",
            " 10:11",
            "T10:11:12,5",
            "T1:11",
            "T10:11:9.5");
    private static final List<String> OFFSETS = List.of(
            "Z",
            "z",
            "+09:00",
            "-00:00",
            "+09",
            "+9",
            "+0900",
            "-18:00",
            "+18:01",
            "-17:59:59",
            "+05:30:00",
            "+05:60",
            "",
            " Z",
            "+00:00:01",
            "+05:3",
            "UTC");

    private static Optional<String> javas(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Test
    void it_reads_what_java_reads() {
        for (String date : DATES) {
            for (String time : TIMES) {
                for (String offset : OFFSETS) {
                    String text = date + time + offset;
                    assertThat(CaptureTime.read(text)).as(text).isEqualTo(javas(text));
                }
            }
        }
    }

    @Test
    void a_character_more_or_less_is_seen() {
        Random random = new Random(21);
        String whole = "2026-11-20T10:11:12.345+09:30:15";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder(whole);
            int at = random.nextInt(text.length());
            String other = String.valueOf("0123456789:-+TZ.٣ ".charAt(random.nextInt(18)));
            text.replace(at, at + random.nextInt(2), random.nextInt(3) == 0 ? "" : other);
            // A year has four digits: no capture was taken in another one.
            if (text.toString().matches("\\d{4}-.*")) {
                assertThat(CaptureTime.read(text.toString()))
                        .as(text.toString())
                        .isEqualTo(javas(text.toString()));
            }
        }
    }
}
