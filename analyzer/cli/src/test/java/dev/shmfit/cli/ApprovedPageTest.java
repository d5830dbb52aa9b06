package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApprovedPageTest {
    private static final String PAGE = Shell.quiet()
            .run("analyze", Shell.observed("A2_intel_1s_nop2p.xml"), "--format=html")
            .out();

    @Test
    void style_and_program_are_named_and_everything_else_stays() {
        String approved = ApprovedPage.of(PAGE);
        assertThat(approved)
                .contains("<style>\n/* page.css */\n</style>", "<script>\n/* page.js whatif.js */\n</script>")
                .startsWith(PAGE.substring(0, PAGE.indexOf("<style>")))
                .endsWith(PAGE.substring(PAGE.lastIndexOf("</script>")));
        assertThat(PAGE.length() - approved.length()).isGreaterThan(20_000);
    }

    @Test
    void a_page_with_another_style_or_program_is_not_approved() {
        assertThatThrownBy(() -> ApprovedPage.of(PAGE.replace("</style>", "p{}</style>")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page.css");
        assertThatThrownBy(() -> ApprovedPage.of(PAGE.replace("\n</script>", ";\n</script>")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("whatif.js");
    }
}
