package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page as people meet it: on a phone and on a screen, in the dark, on paper, without a mouse, without scripts. */
@ExtendWith(InBrowser.class)
class PageInBrowserTest {
    private static final List<Integer> WIDTHS = List.of(360, 768, 1440);
    private static final String AXE = resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");

    private static final Path DOCKER =
            Path.of(System.getProperty("shmfit.root"), "fixtures/cases/h100-x1-docker-64m/capture");

    private static String resource(String name) {
        try (InputStream in = PageInBrowserTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void at_no_width_does_the_page_scroll_sideways_or_put_text_outside(Pages page, InBrowser.Desk desk) {
        Browser b = desk.browser();
        for (int width : WIDTHS) {
            b.show(page.in(desk), width, false);
            assertThat(b.number("return document.documentElement.scrollWidth"))
                    .as("%s at %d", page, width)
                    .isLessThanOrEqualTo(width);
            assertThat(b.ask("""
                    return [...document.querySelectorAll('main *')]
                      .filter(e => e.checkVisibility() && !e.closest('.scroll, pre, svg, .hidden, .tick, input'))
                      .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
                      .map(e => e.outerHTML.slice(0, 120)).join('\\n')""")).as("%s at %d", page, width).isEqualTo("");
        }
    }

    @ParameterizedTest
    @EnumSource
    void axe_finds_nothing_in_light_and_in_dark(Pages page, InBrowser.Desk desk) {
        Browser b = desk.browser();
        for (boolean dark : List.of(false, true)) {
            b.show(page.in(desk), dark ? 360 : 1440, dark);
            assertThat(violations(b)).as("%s, dark: %s", page, dark).isEqualTo("");
        }
    }

    /** What axe finds in the page that is shown, with all of it folded out. */
    static Object violations(Browser b) {
        b.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        b.ask(AXE + "; window.axe = axe;");
        return Objects.requireNonNull(b.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(r => done(r.violations
                  .map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html).join(' | ')).join('\\n')))"""));
    }

    @ParameterizedTest
    @EnumSource
    void no_request_leaves_the_page(Pages page, InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(page.in(desk), 1440, false);
        assertThat(b.ask("return performance.getEntriesByType('resource').map(e => e.name).join(' ')"))
                .isEqualTo("");
        assertThat(b.ask("return [...document.querySelectorAll('[src], link[href], [srcset], iframe, object')].length"))
                .isEqualTo(0L);
        assertThat(b.ask("return [...document.querySelectorAll('a[href]')].filter(a => !a.getAttribute('href')"
                        + ".startsWith('#')).length"))
                .isEqualTo(0L);
    }

    @Test
    void dark_is_dark_and_light_is_light(InBrowser.Desk desk) {
        Browser b = desk.browser();
        String brightness = "return getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)"
                + ".map(Number).reduce((a, b) => a + b)";
        b.show(Pages.TWO_SOCKETS.in(desk), 1440, true);
        assertThat(b.number(brightness)).isLessThan(150);
        b.show(Pages.TWO_SOCKETS.in(desk), 1440, false);
        assertThat(b.number(brightness)).isGreaterThan(700);
    }

    /** Whatever is on the screen, and with the rest folded out or not: one sheet each for verdict, node, pairs, findings. */
    @ParameterizedTest
    @EnumSource(names = {"NVSWITCH", "TWO_SOCKETS", "UPGRADES", "PAIRS", "CUT_OFF"})
    void paper_takes_six_sheets_at_most_and_keeps_the_sign_of_the_verdict(Pages page, InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(page.in(desk), 1440, false);
        String pdf = new String(
                Base64.getDecoder()
                        .decode((String) b.command("Page.printToPDF", Map.of()).get("data")),
                StandardCharsets.ISO_8859_1);
        assertThat(pdf.split("/Type /Page\\b", -1).length - 1).as(page.name()).isBetween(1, 6);
        b.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
        assertThat(b.ask("return getComputedStyle(document.querySelector('.sign')).printColorAdjust"))
                .isEqualTo("exact");
        assertThat(b.ask("return [...document.querySelectorAll('tfoot')]"
                        + ".filter(t => getComputedStyle(t).display === 'table-footer-group').length"))
                .as("a foot that would be repeated on each sheet")
                .isEqualTo(0L);
    }

    @Test
    void the_matrix_is_one_stop_of_the_tab_key_and_arrows_lead_through_it(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.PAIRS.in(desk), 1440, false);
        assertThat(b.number("return document.querySelectorAll('.matrix a[tabindex=\"0\"]').length"))
                .isEqualTo(b.number("return document.querySelectorAll('.matrix').length"));
        b.ask("document.querySelector('.matrix a').focus()");
        String script =
                "return document.activeElement.dataset.pair + ' ' + document.activeElement.getAttribute('aria-label')";
        assertThat(b.ask(script)).asString().startsWith("0-1 ");
        b.driver().switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
        assertThat(b.ask(script)).asString().startsWith("0-2 ");
        b.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
        assertThat(b.ask(script)).asString().startsWith("1-2 ");
        b.driver().switchTo().activeElement().sendKeys(Keys.ARROW_LEFT);
        assertThat(b.ask(script)).as("the diagonal has no pair").asString().startsWith("0-1 ");
        b.driver().switchTo().activeElement().sendKeys(Keys.END);
        assertThat(b.ask(script)).asString().startsWith("1-3 ");
        b.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(b.ask("return document.activeElement.closest('.matrix') === null"))
                .isEqualTo(true);
    }

    @Test
    void the_short_report_is_copied_for_a_ticket(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.WITHOUT_PEERS.in(desk), 1440, false);
        b.ask("window.copied = ''; navigator.clipboard.writeText = async t => { window.copied = t; };");
        b.driver().findElement(By.cssSelector(".ticket button")).click();
        assertThat(b.ask("return window.copied"))
                .asString()
                .startsWith("## Fails: ")
                .contains("| /dev/shm | needs | how |");
    }

    @Test
    void an_operation_that_the_job_never_does_is_not_in_the_details(InBrowser.Desk desk) {
        Browser b = desk.browser();
        String script = "return document.getElementById('details').textContent.includes('alltoall')";
        b.show(Pages.WITHOUT_PEERS.in(desk), 1440, false);
        assertThat(b.ask(script)).isEqualTo(false);
        Path capture = Path.of(System.getProperty("shmfit.root"), "fixtures/cases/l4-x2-cns");
        b.show(desk.page(capture.toString(), "--group=ep:alltoall"), 1440, false);
        assertThat(b.ask(script)).isEqualTo(true);
    }

    @Test
    void the_head_names_the_gpus_and_the_letter_wraps(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(desk.page(DOCKER.toString(), "--loader=workers=4,batch=15,sample=500KiB"), 360, false);
        assertThat(b.ask("return document.querySelector('.masthead').textContent"))
                .asString()
                .contains("1 × NVIDIA H100");
        assertThat(b.ask("const p = document.querySelector('.letter pre'); return p.scrollWidth <= p.clientWidth"))
                .isEqualTo(true);
    }

    @Test
    void paper_gets_the_chosen_platform_and_no_controls(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 768, true);
        String pdf = (String)
                b.command("Page.printToPDF", Map.of("printBackground", true)).get("data");
        assertThat(new String(Base64.getDecoder().decode(pdf), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .contains("/Type /Page");
        b.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
        assertThat(b.ask("return [...document.querySelectorAll('.fixes')].every(f =>"
                        + " [...f.querySelectorAll('.panel')].filter(p => p.checkVisibility()).length === 1)"))
                .isEqualTo(true);
        assertThat(b.ask(
                        "return [...document.querySelectorAll('nav, #whatif, button')].some(e => e.checkVisibility())"))
                .isEqualTo(false);
        assertThat(b.number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(768);
        assertThat(b.number("return getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)"
                        + ".map(Number).reduce((a, b) => a + b)"))
                .as("paper is white, whatever the screen was")
                .isGreaterThan(700);
    }

    @Test
    void with_scripts_off_only_comfort_is_missing(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 1440, false);
        long with = b.number("return document.querySelector('main').innerText.length");
        b.command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            b.driver().get(Pages.TWO_SOCKETS.in(desk).toUri().toString());
            assertThat(b.driver().findElements(By.tagName("button")))
                    .as("made by the script alone")
                    .hasSize(1);
            assertThat(b.driver().findElement(By.id("whatif")).getDomAttribute("hidden"))
                    .isNotNull();
            assertThat(b.driver().findElement(By.cssSelector(".figure")).getText())
                    .contains("GiB");
            assertThat(b.driver().findElements(By.cssSelector(".panel")))
                    .hasSizeGreaterThan(4)
                    .allMatch(p -> p.isDisplayed());
            assertThat(b.driver().findElement(By.tagName("main")).getText().length())
                    .isGreaterThan((int) (with * 0.9));
        } finally {
            b.command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    void everything_is_reached_with_the_keyboard_and_shows_that_it_is(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.PAIRS.in(desk), 1440, false);
        b.ask("""
                window.reached = []; window.unseen = [];
                document.addEventListener('focusin', e => {
                  reached.push(e.target);
                  const s = getComputedStyle(e.target.type === 'radio' ? e.target.nextElementSibling : e.target);
                  if (s.outlineStyle === 'none' && !e.target.classList.contains('skip')) unseen.push(e.target.outerHTML.slice(0, 99));
                })""");
        b.driver().findElement(By.tagName("body")).sendKeys(Keys.TAB.toString().repeat(220));
        assertThat(b.ask("return reached[0].className")).isEqualTo("skip");
        assertThat(b.ask("return unseen.join('\\n')")).isEqualTo("");
        assertThat(b.ask("""
                return [...document.querySelectorAll('a[href], button, select, summary, input, [tabindex="0"]')]
                  .filter(e => e.checkVisibility() && e.type !== 'radio' && e.tabIndex >= 0 && !reached.includes(e))
                  .map(e => e.outerHTML.slice(0, 99)).join('\\n')""")).isEqualTo("");
    }

    @Test
    void a_cell_of_the_matrix_opens_what_decided_it_and_lights_its_pair_up_in_the_picture(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.PAIRS.in(desk), 1440, false);
        b.driver().findElement(By.cssSelector(".matrix a")).sendKeys(Keys.ENTER);
        assertThat(b.ask("return document.querySelector(':target').checkVisibility()"))
                .isEqualTo(true);
        assertThat(b.ask("return document.querySelectorAll('.arc.hot, .chip.hot').length"))
                .isNotEqualTo(0L);
    }

    @Test
    void a_button_copies_the_remedy(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 1440, false);
        b.command(
                "Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        String text = (String) b.ask("return document.querySelector('.panel code').textContent");
        Object copied = b.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                document.querySelector('.panel button').click();
                setTimeout(() => navigator.clipboard.readText().then(done, e => done('' + e)), 200);""");
        assertThat(copied).isEqualTo(text);
    }

    @Test
    void the_versions_say_which_upgrade_moves_pairs(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.UPGRADES.in(desk), 1440, false);
        assertThat(b.ask("return document.querySelector('.moves').innerText"))
                .asString()
                .startsWith("An upgrade from 2.5.6 to 2.6.4 moves ");
    }

    @Test
    void a_ring_is_drawn_when_asked_for(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.PAIRS.in(desk), 1440, false);
        b.driver().findElement(By.cssSelector(".ring-choice select")).sendKeys(Keys.ARROW_DOWN);
        assertThat(b.ask("return document.querySelectorAll('.one-ring .arc.in-ring').length"))
                .as("a ring of four GPUs has four pairs")
                .isEqualTo(4L);
    }

    @Test
    void the_capture_comes_back_and_gives_the_same_answer(InBrowser.Desk desk, @TempDir Path directory)
            throws IOException {
        Browser b = desk.browser();
        b.show(Pages.CUT_OFF.in(desk), 1440, false);
        Path tar = saved(b, "Save them all", directory);
        Ran back = Shell.quiet().run("analyze", tar.toString(), "--format=json");
        Ran first = Shell.quiet().run("analyze", Pages.CUT_OFF.directory().toString(), "--format=json");
        ObjectMapper json = new ObjectMapper();
        for (String part : List.of("shm", "nccl", "node", "assumptions", "verdict")) {
            assertThat(json.readTree(back.out()).path(part))
                    .as(part)
                    .isEqualTo(json.readTree(first.out()).path(part));
        }
    }

    /** What a button of the capture's line saves. */
    private static Path saved(Browser b, String button, Path directory) throws IOException {
        String saved = (String) b.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                URL.createObjectURL = blob => { const r = new FileReader();
                  r.onload = () => done(r.result.slice(r.result.indexOf(',') + 1)); r.readAsDataURL(blob); return '#'; };
                [...document.querySelectorAll('[data-capture] button')]
                  .find(e => e.textContent.startsWith(arguments[0])).click();""", button);
        return Files.write(directory.resolve("capture.tar"), Base64.getDecoder().decode(saved));
    }

    @Test
    void redacted_the_capture_names_no_machine_and_gives_the_same_answer(InBrowser.Desk desk, @TempDir Path directory)
            throws IOException {
        Path machine = Files.createDirectory(directory.resolve("gpu-17.example.org"));
        for (String file : List.of("nvidia-smi-topo-m.txt", "nvidia-smi-q.xml", "shm-statvfs.txt", "mountinfo.txt")) {
            Files.copy(DOCKER.resolve(file), machine.resolve(file));
        }
        Files.writeString(machine.resolve("hostname.txt"), "gpu-17.example.org\n");
        Files.writeString(
                machine.resolve("env.txt"),
                "NCCL_SOCKET_IFNAME=eth0\nNCCL_COMM_ID=10.20.30.40:1234\nNCCL_TOPO_FILE=/home/jane/gpu-17/topo.xml\n");
        Files.writeString(machine.resolve("cgroup.txt"), "0::/docker/" + "0123456789abcdef".repeat(4) + "\n");
        Browser b = desk.browser();
        b.show(desk.page(machine.toString()), 1440, false);

        Path tar = saved(b, "Save them redacted", directory);
        assertThat(Files.readString(tar, StandardCharsets.ISO_8859_1))
                .doesNotContain("gpu-17", "10.20.30.40", "jane", "0123456789abcdef")
                .contains("host-1", "NCCL_COMM_ID=?", "NCCL_TOPO_FILE=?", "NCCL_SOCKET_IFNAME=eth0");
        Ran back = Shell.quiet().run("analyze", tar.toString(), "--format=json");
        Ran first = Shell.quiet().run("analyze", machine.toString(), "--format=json");
        ObjectMapper json = new ObjectMapper();
        for (String part : List.of("shm", "node", "memory", "budget")) {
            assertThat(json.readTree(back.out()).path(part))
                    .as(part)
                    .isEqualTo(json.readTree(first.out()).path(part));
        }
        b.show(desk.page(tar.toString()), 1440, false);
        assertThat(b.ask("return document.querySelector('[data-capture]').innerText"))
                .asString()
                .contains("Redacting would change nothing");
    }
}
