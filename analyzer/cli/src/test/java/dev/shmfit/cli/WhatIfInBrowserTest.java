package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What the page counts when its reader changes the job is what the command line says of that job. */
@ExtendWith(InBrowser.class)
class WhatIfInBrowserTest {
    private static final Path FIXTURES = Path.of(System.getProperty("shmfit.root"), "fixtures");
    /** Sets fields one after the other, as a reader does: the loader before its sizes, the ranks before containers. */
    private static final String SET = """
            for (const [id, value] of arguments[0]) {
              const e = document.getElementById('if-' + id);
              e.value = value;
              if (e.value !== value) throw new Error(id + ' does not offer ' + value);
              e.dispatchEvent(new Event('input', { bubbles: true }));
            }
            const s = document.getElementById('whatif');
            return [s.dataset.required, s.dataset.recommended, document.getElementById('if-options').textContent];""";

    private static final String TRAIN = "name=train,workers=4,batch=32,sample=3x224x224:float32+int,epochs=3";
    private static final String VAL = "name=val,workers=2,prefetch=4,batch=8,sample=600KiB,persistent=yes,epochs=3";

    /** A page with as many points as are asked of it; in half of them the ranks are split over containers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cases/a6000-x4-two-sockets-dump; 10; --nccl=all",
                "cases/two-socket-x8-pix-node-sys; 8; --ranks=8",
                "cases/rtx4090-like-x4-nv4-pairs-phb; 8; --loader=workers=4,batch=32,sample=3x224x224:float32+int+str,epochs=3",
                "cases/l4-x2-cns; 6; --loader=workers=2,prefetch=4,batch=7,sample=100x3:uint8+600KiB,collate=list,sharing=file_system",
                "cases/v100-x2-roce; 6; --loader=workers=3,batch=9,sample=5x5:float64,pin=yes,held=2,epochs=2,persistent=yes",
                "nodes/l40s-x4; 10; --loader=" + TRAIN + " --loader=" + VAL,
                "nodes/hgx-a100-4; 6; --loader=" + TRAIN + " --loader=" + VAL + " --other=plasma=1GiB"
            })
    void the_page_agrees_with_the_command_line(String name, int points, String given, InBrowser.Desk desk)
            throws IOException {
        List<String> job = new ArrayList<>(List.of(given.split(" ", -1)));
        job.add(0, FIXTURES.resolve(name).toString());
        desk.browser().show(desk.page(job.toArray(String[]::new)), 1440, false);
        Random random = new Random(name.hashCode());
        JsonNode table = new ObjectMapper()
                .readTree((String) desk.browser().ask("return document.getElementById('whatif-data').textContent"))
                .path("table");
        for (int point = 0; point < points; point++) {
            desk.browser().ask("document.querySelector('#whatif [type=reset]').click()");
            List<List<String>> asked = point(table, point % 2 == 1, random);
            List<?> answer = (List<?>) desk.browser().ask(SET, asked);
            List<String> arguments = arguments(job, (String) answer.get(2));
            Ran ran = Shell.quiet().run(arguments.toArray(String[]::new));
            assertThat(ran.exitCode()).as(ran.err()).isIn(ExitCode.OK, ExitCode.PROBLEM);
            JsonNode shm = new ObjectMapper().readTree(ran.out()).path("shm");
            assertThat(List.of(answer.get(0), answer.get(1)))
                    .as("point %d of %s: %s, that is %s", point, name, asked, arguments)
                    .isEqualTo(List.of(
                            shm.path("requiredBytes").asText(),
                            shm.path("recommendedBytes").asText()));
        }
    }

    /** The command of the page with the page's options added, or changed in it. Which loader is the first matters. */
    private static List<String> arguments(List<String> job, String options) {
        List<String> more = new ArrayList<>(options.isEmpty() ? List.of() : List.of(options.split(" ", -1)));
        List<String> arguments = new ArrayList<>(List.of("analyze", "--format=json"));
        for (String own : job) {
            if (own.startsWith("--loader=")) {
                String loader = own.substring("--loader=".length());
                int at = IntStream.range(1, more.size())
                        .filter(i -> more.get(i - 1).equals("--loader")
                                && name(more.get(i)).equals(name(loader)))
                        .findFirst()
                        .orElse(-1);
                arguments.addAll(at < 0 ? List.of(own) : List.of("--loader", more.remove(at)));
                if (at > 0) {
                    more.remove(at - 1);
                }
            } else if (!own.startsWith("--ranks") && !own.startsWith("--nccl")) {
                arguments.add(own);
            }
        }
        arguments.addAll(more);
        return arguments;
    }

    private static String name(String loader) {
        return Arrays.stream(loader.split(",", -1))
                .filter(key -> key.startsWith("name="))
                .findFirst()
                .orElse("the only one");
    }

    /** A combination that the table has, and loaders of any size. */
    private static List<List<String>> point(JsonNode table, boolean split, Random random) {
        JsonNode nccl;
        do {
            nccl = table.path("nccl").path(random.nextInt(table.path("nccl").size()));
        } while (nccl.hasNonNull("fails") || split != nccl.path("p").asInt() > 1);
        List<List<String>> asked = new ArrayList<>(List.of(
                List.of("version", nccl.path("v").asText()),
                List.of("ranks", nccl.path("r").asText()),
                List.of("containers", nccl.path("p").asText()),
                List.of("channels", nccl.path("c").asText())));
        for (int i = 0; i < table.path("loaders").size(); i++) {
            JsonNode loader = table.path("loaders").path(i);
            if (i > 0 && random.nextInt(4) == 0) {
                continue;
            }
            asked.addAll(List.of(
                    List.of("loader", String.valueOf(i)),
                    List.of("workers", any(loader.path("workersOf"), random)),
                    List.of("prefetch", any(loader.path("prefetchOf"), random)),
                    List.of("batch", String.valueOf(1 + random.nextInt(random.nextBoolean() ? 8 : 2000))),
                    List.of("unit", random.nextBoolean() ? "1" : "1024"),
                    List.of("sample", String.valueOf(random.nextInt(random.nextBoolean() ? 40 : 5000)))));
        }
        return asked;
    }

    private static String any(JsonNode list, Random random) {
        return list.path(random.nextInt(list.size())).asText();
    }

    @Test
    void unchanged_it_says_what_the_report_says(InBrowser.Desk desk) {
        for (Pages page : Pages.reports()) {
            desk.browser().show(page.in(desk), 1440, false);
            assertThat(desk.browser().ask("return document.getElementById('if-needs').textContent"))
                    .as(page.name())
                    .isEqualTo("needs " + desk.browser().ask("return document.querySelector('.number').textContent")
                            + " " + desk.browser().ask("return document.querySelector('.unit').lastChild.textContent"));
            assertThat(desk.browser().ask("return document.querySelector('#whatif .same').checkVisibility()"))
                    .isEqualTo(false);
        }
    }

    @Test
    void it_is_used_with_the_keyboard_and_goes_back_at_once(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 768, false);
        String before = (String) b.ask("return document.getElementById('whatif').dataset.required");
        b.driver().findElement(By.id("if-ranks")).sendKeys(Keys.ARROW_UP);
        assertThat(b.ask("return document.getElementById('if-options').textContent"))
                .asString()
                .startsWith("--ranks 4");
        assertThat(b.ask("return document.getElementById('whatif').dataset.required"))
                .isNotEqualTo(before);
        b.driver().findElement(By.cssSelector("#whatif [type=reset]")).sendKeys(Keys.ENTER);
        assertThat(b.ask("return document.getElementById('whatif').dataset.required"))
                .isEqualTo(before);
    }

    @Test
    void the_size_of_dev_shm_can_be_asked_and_a_change_alone_is_heard(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.WITHOUT_PEERS.in(desk), 1440, false);
        String said = "return document.getElementById('if-verdict').className";
        assertThat(b.ask("return document.getElementById('if-size').value")).isEqualTo("64");
        String before = (String) b.ask(said);
        b.ask("const e = document.getElementById('if-size'); e.value = '8192';"
                + " e.dispatchEvent(new Event('change', { bubbles: true }))");
        assertThat(before).isEqualTo("fails");
        assertThat(b.ask(said)).isEqualTo("fits");
        assertThat(b.ask("return document.getElementById('if-options').textContent"))
                .asString()
                .contains("--shm-size 8589934592");
        b.ask("const e = document.getElementById('if-size'); e.value = '';"
                + " e.dispatchEvent(new Event('change', { bubbles: true }))");
        assertThat(b.ask("return document.getElementById('if-verdict').textContent"))
                .asString()
                .contains("not known");
        b.ask("const e = document.getElementById('if-size'); e.value = '-1';"
                + " e.dispatchEvent(new Event('change', { bubbles: true }))");
        assertThat(b.ask("return document.getElementById('if-verdict').textContent"))
                .asString()
                .contains("size of /dev/shm");
    }

    @Test
    void what_is_asked_stands_in_the_address_and_a_link_asks_the_same(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 1440, false);
        String state = "return ['ranks', 'containers', 'workers', 'batch', 'sample', 'unit', 'size', 'scale']"
                + ".map(id => document.getElementById('if-' + id).value).join(' ') + ' '"
                + " + document.getElementById('whatif').dataset.required";
        assertThat(b.ask("return location.hash")).isEqualTo("");
        b.ask(
                SET,
                List.of(
                        List.of("ranks", "4"),
                        List.of("containers", "2"),
                        List.of("workers", "2"),
                        List.of("batch", "48"),
                        List.of("sample", "1.5"),
                        List.of("unit", "1048576"),
                        List.of("size", "3"),
                        List.of("scale", "1073741824")));
        String asked = (String) b.ask(state);
        String link = (String) b.ask("return location.href");
        assertThat(link).contains("#whatif?", "ranks=4", "containers=2", "workers=2", "batch=48", "shm=3221225472");
        b.driver().get("about:blank");
        b.driver().get(link);
        assertThat(b.ask(state)).isEqualTo(asked);
        b.driver().findElement(By.cssSelector("#whatif [type=reset]")).sendKeys(Keys.ENTER);
        assertThat(b.ask("return location.hash")).isEqualTo("#whatif");
    }

    @Test
    void an_address_that_asks_for_what_there_is_not_changes_nothing(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.WITHOUT_PEERS.in(desk), 1440, false);
        Object before = b.ask("return document.getElementById('whatif').dataset.required");
        b.driver().get("about:blank");
        b.driver().get(Pages.WITHOUT_PEERS.in(desk).toUri() + "#whatif?ranks=999&version=x&workers=-3&nothing=1");
        assertThat(b.ask("return document.getElementById('whatif').dataset.required"))
                .isEqualTo(before);
    }

    @Test
    void a_size_that_is_none_is_told_and_nothing_is_counted(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 768, false);
        for (String wrong : List.of("0", "", "-1", "1.5", "1e9")) {
            b.ask(
                    "const e = document.getElementById('if-batch'); e.value = arguments[0];"
                            + " e.dispatchEvent(new Event('input', { bubbles: true }))",
                    wrong);
            assertThat(b.ask("return document.getElementById('whatif').dataset.required"))
                    .as(wrong)
                    .isEqualTo("");
            assertThat(b.ask("return document.getElementById('if-verdict').textContent"))
                    .asString()
                    .contains("batch");
        }
    }
}
