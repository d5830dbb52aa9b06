package dev.shmfit.probes.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a capture was taken: a date and a time with their offset from UTC, as ISO 8601 has them. It is written as
 * {@link java.time.OffsetDateTime} writes it; that class would bring all of Java's calendars into a web page.
 */
final class CaptureTime {
    private static final Pattern FORM = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})[Tt](\\d{2}):(\\d{2})"
            + "(?::(\\d{2})(?:\\.(\\d{0,9}))?)?(?:[Zz]|([+-])(\\d{2})(?::(\\d{2})(?::(\\d{2}))?)?)");

    /** No place is farther from UTC. */
    private static final int MOST_OFFSET = 18 * 3600;

    private CaptureTime() {}

    /** The time as it is written in reports; empty where the text is none. */
    static Optional<String> read(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches() || !isDay(number(m, 1), number(m, 2), number(m, 3))) {
            return Optional.empty();
        }
        int offset = number(m, 9) * 3600 + number(m, 10) * 60 + number(m, 11);
        if (number(m, 4) > 23
                || number(m, 5) > 59
                || number(m, 6) > 59
                || number(m, 10) > 59
                || number(m, 11) > 59
                || offset > MOST_OFFSET) {
            return Optional.empty();
        }
        return Optional.of(text.substring(0, 10) + "T" + m.group(4) + ":" + m.group(5)
                + seconds(number(m, 6), m.group(7)) + (offset == 0 ? "Z" : offset(m)));
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    private static boolean isDay(int year, int month, int day) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int days = switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
        return month >= 1 && month <= 12 && day >= 1 && day <= days;
    }

    /** Seconds of zero are left out; a fraction has three, six or nine digits. */
    private static String seconds(int seconds, String fraction) {
        String digits = fraction == null ? "" : fraction.replaceAll("0+$", "");
        if (seconds == 0 && digits.isEmpty()) {
            return "";
        }
        String whole = seconds < 10 ? ":0" + seconds : ":" + seconds;
        return digits.isEmpty() ? whole : whole + "." + digits + "0".repeat(2 - (digits.length() + 2) % 3);
    }

    private static String offset(Matcher m) {
        String minutes = m.group(10) == null ? "00" : m.group(10);
        return m.group(8) + m.group(9) + ":" + minutes + (number(m, 11) == 0 ? "" : ":" + m.group(11));
    }
}
