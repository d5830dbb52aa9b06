package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pictures that the README shows. {@code -Dapprove=true} takes them again; they are not compared, because each machine
 * has its own fonts.
 */
@ExtendWith(InBrowser.class)
class ScreenshotsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final int MOST_BYTES = 200_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    /** What of which page. */
    enum Shot {
        ANSWER(Pages.TWO_SOCKETS, "main", 1280, 900, false),
        NODE(Pages.PAIRS, "#node", 1000, 760, false),
        PAIRS(Pages.NVSWITCH, "#pairs", 1000, 760, true),
        VERSIONS(Pages.UPGRADES, "#versions", 1280, 760, false),
        PHONE(Pages.CUT_OFF, "main", 390, 844, true);

        private final Pages page;
        private final String place;
        private final int width;
        private final int height;
        private final boolean dark;

        Shot(Pages page, String place, int width, int height, boolean dark) {
            this.page = page;
            this.place = place;
            this.width = width;
            this.height = height;
            this.dark = dark;
        }

        Path file() {
            return ROOT.resolve("docs").resolve("screenshots").resolve(name().toLowerCase(Locale.ROOT) + ".png");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_readme_shows_a_small_picture_of_it(Shot shot, InBrowser.Desk desk) throws IOException {
        Browser b = desk.browser();
        b.show(shot.page.in(desk), shot.width, shot.dark);
        b.size(shot.width, shot.height);
        b.ask(
                "document.documentElement.style.scrollBehavior = 'auto';"
                        + "document.querySelector(arguments[0]).scrollIntoView()",
                shot.place);
        byte[] taken = b.screenshot();
        assertThat(taken).hasSizeLessThan(MOST_BYTES);
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(shot.file().getParent());
            Files.write(shot.file(), taken);
        }
        byte[] kept = Files.readAllBytes(shot.file());
        assertThat(Arrays.copyOf(kept, PNG.length)).isEqualTo(PNG);
        assertThat(kept).hasSizeLessThan(MOST_BYTES);
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("docs/screenshots/" + shot.file().getFileName());
    }
}
