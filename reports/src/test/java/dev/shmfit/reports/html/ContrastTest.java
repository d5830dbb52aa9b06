package dev.shmfit.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contrast of the two palettes, by the formula of WCAG 2.2. */
class ContrastTest {
    private static final double LEAST = 4.5;
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6})");

    @Test
    void every_colour_of_letters_stands_out_from_what_it_is_written_on() throws IOException {
        String css = css();
        int dark = css.indexOf("prefers-color-scheme: dark");
        for (Map<String, Integer> palette : List.of(palette(css.substring(0, dark)), palette(css.substring(dark)))) {
            for (String ground : List.of("paper", "sheet", "box")) {
                for (String letters : List.of(
                        "ink", "soft", "link", "fails", "tight", "fits", "unsure", "p2p", "shm", "net", "error",
                        "unknown")) {
                    check(palette, letters, ground);
                }
            }
            for (String transport : List.of("p2p", "shm", "net", "error", "unknown")) {
                check(palette, transport, transport + "-wash");
                check(palette, "ink", transport + "-wash");
            }
        }
    }

    private static void check(Map<String, Integer> palette, String letters, String ground) {
        double a = luminance(Objects.requireNonNull(palette.get(letters), letters));
        double b = luminance(Objects.requireNonNull(palette.get(ground), ground));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as("%s on %s", letters, ground)
                .isGreaterThanOrEqualTo(LEAST);
    }

    private static Map<String, Integer> palette(String css) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(css);
        while (matcher.find()) {
            colours.putIfAbsent(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return colours;
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static String css() throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("page.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
