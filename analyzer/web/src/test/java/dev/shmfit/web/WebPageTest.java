package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.print.PrintOptions;

/** What people do with the page, in Chromium. */
class WebPageTest {
    private static final String PASTE = """
            alice@gpu-node-17.example.com:~$ nvidia-smi topo -m
            \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tPHB\t0-15\t0
            GPU1\tPHB\t X \t0-15\t0
            """;

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: trainer
            spec:
              containers:
                - name: main
                  image: pytorch/pytorch
                  command: [torchrun, --nproc-per-node, "2", train.py]
                  resources:
                    limits:
                      nvidia.com/gpu: 2
                      memory: 64Gi
            """;

    private static Browser page;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        page = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void what_was_pasted_is_answered_and_what_was_recognised_is_told_line_by_line() {
        page.open("");
        page.write("paste", PASTE);
        page.option("--shm-size", "64m");
        assertThat(page.press("analyze")).isEqualTo("1");
        assertThat(page.text("message")).startsWith("fails: ").contains("64.0 MiB");
        assertThat(page.text("recognised")).contains("standard input, lines 1-4", "nvidia-smi topo");
        assertThat(page.shown("text")).contains("WHY", "docker run --shm-size=128m");
        assertThat(page.shown("markdown")).startsWith("## ");
        assertThat(page.text("command")).isEqualTo("shmfit analyze - --shm-size 64m");
        page.script("document.querySelector('#formats [data-format=page]').click()");
        assertThat(page.await("document.getElementById('report').srcdoc")).contains("<!doctype html>");
    }

    @Test
    void a_link_holds_the_question_redacted_and_says_what_it_leaves_out() throws IOException {
        page.open("");
        page.write("paste", PASTE);
        page.option("--shm-size", "64m");
        page.give(Files.writeString(directory.resolve("job.log"), "NCCL INFO nothing\n"));
        page.script("document.querySelector('#given select').value = 'log';"
                + "document.querySelector('#given select').onchange()");
        page.press("analyze");
        String verdict = page.text("message");
        page.script("document.getElementById('share').click()");
        String address = page.await("document.getElementById('address').value");
        assertThat(page.text("left-out")).contains("pseudonyms", "job.log");
        page.open(address.substring(address.indexOf('#')));
        page.await("document.body.dataset.answered");
        assertThat(page.text("message")).isEqualTo(verdict);
        assertThat(String.valueOf(page.script("return document.getElementById('paste').value")))
                .contains("PHB")
                .doesNotContain("gpu-node-17")
                .doesNotContain("alice");
        page.open("#q=AAAA");
        assertThat(page.await("document.getElementById('status').textContent.includes('damaged') && 'told'"))
                .isEqualTo("told");
    }

    @Test
    void a_manifest_starts_the_job_and_comes_back_mended() {
        page.open("");
        page.write("paste", PASTE);
        page.write("manifest", POD);
        page.press("analyze");
        assertThat(page.shown("manifest")).contains("medium: Memory", "mountPath: /dev/shm", "nvidia.com/gpu: 2");
        assertThat(page.shown("diff")).startsWith("--- ").contains("+").contains("/dev/shm");
        assertThat(page.shown("lint")).contains("shm-not-set");
        assertThat(page.text("command")).isEqualTo("shmfit analyze - -f job.yaml\nshmfit fix --node - job.yaml");
    }

    @Test
    void a_file_that_is_dropped_anywhere_is_taken() {
        page.open("");
        page.script(
                "const t = new DataTransfer(); t.items.add(new File([arguments[0]], 'topo.txt'));"
                        + "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: t, bubbles: true, cancelable: true}));",
                PASTE);
        page.await("document.getElementById('given').textContent.includes('topo.txt')");
        page.press("analyze");
        assertThat(page.text("recognised")).contains("topo.txt, lines 1-4");
        assertThat(page.text("command")).isEqualTo("shmfit analyze topo.txt");
    }

    @Test
    void a_log_is_held_against_the_forecast() {
        Path machine = Browser.ROOT.resolve("fixtures/captures/labelled/a6000_x4_intel_2socket__all_shm");
        page.open("");
        page.give(machine.resolve("topo_in.xml"));
        page.isA("node");
        page.give(machine.resolve("nccl.txt"));
        page.isA("log");
        assertThat(page.press("verify")).isEqualTo("0");
        assertThat(page.text("message")).contains("agree");
        assertThat(page.shown("text")).contains("agree");
        assertThat(page.text("command")).isEqualTo("shmfit verify topo_in.xml --nccl-log nccl.txt");
    }

    @Test
    void a_command_starts_the_job() {
        page.open("");
        page.write("paste", PASTE);
        page.write("command-line", "torchrun --nproc-per-node 2 train.py");
        page.press("analyze");
        assertThat(page.shown("json")).contains("its GPUs, ranks, limits and settings stand in the command behind --");
        assertThat(page.text("command")).isEqualTo("shmfit analyze - -- torchrun --nproc-per-node 2 train.py");
    }

    @Test
    void a_node_of_the_catalogue_is_planned_as_a_heat_map() {
        page.open("");
        page.write("node", "l40s-x8");
        page.option("--loader", "workers=4,batch=32,sample=600KiB");
        page.write("sweep", "workers=2..8:2 prefetch=2,4");
        page.press("plan");
        assertThat(page.text("message")).startsWith("8 points");
        page.script("document.querySelector('#formats [data-format=page]').click()");
        assertThat(page.await("document.getElementById('report').srcdoc")).contains("Needed /dev/shm", "class=\"h");
        assertThat(page.shown("csv").lines()).hasSize(9);
        assertThat(page.text("command"))
                .isEqualTo("shmfit plan node:l40s-x8 --loader workers=4,batch=32,sample=600KiB --sweep workers=2..8:2"
                        + " prefetch=2,4");
    }

    @Test
    void a_log_of_a_hundred_megabytes_is_explained_piece_by_piece() throws IOException {
        Path log = directory.resolve("job.log");
        String line = "step 1200 loss 0.1 lr 0.0003 tokens 8192 seconds 0.31 memory 61.2 GiB of 80 GiB in use here\n";
        try (Writer out = Files.newBufferedWriter(log, StandardCharsets.UTF_8)) {
            for (int i = 0; i < 100 * 1024 * 1024 / line.length(); i++) {
                out.write(line);
            }
            out.write(
                    "RuntimeError: DataLoader worker (pid 4711) is killed by signal: Bus error. It is possible that dataloader's"
                            + " workers are out of shared memory. Please try to raise your shared memory limit.\n");
        }
        assertThat(Files.size(log)).isGreaterThan(100_000_000);
        page.open("");
        page.give(log);
        page.press("explain");
        assertThat(page.shown("text")).contains("/dev/shm");
        assertThat(page.text("command")).isEqualTo("shmfit explain job.log");
    }

    @Test
    void long_work_shows_how_far_it_is_and_can_be_cancelled() {
        page.open("");
        page.write("node", "l40s-x8");
        page.option("--loader", "workers=4,batch=32,sample=600KiB");
        page.write("sweep", "workers=1..400 batch=1..400");
        page.script("document.getElementById('plan').click()");
        page.await("document.getElementById('progress').value > 0");
        assertThat(page.text("status")).contains("%");
        page.script("document.getElementById('cancel').click()");
        page.await("document.getElementById('status').textContent === 'Cancelled'");
        page.write("sweep", "");
        page.press("plan");
        assertThat(page.text("message")).startsWith("1 point");
    }

    /** A frame would be cut at the end of a sheet. */
    @Test
    void the_whole_report_is_printed_as_if_it_stood_alone() throws IOException {
        page.open("");
        page.write("paste", PASTE);
        page.option("--shm-size", "64m");
        page.press("analyze");
        page.script("document.querySelector('#formats [data-format=page]').click()");
        String report = page.await("document.getElementById('report').srcdoc");
        int sheets = sheets();
        assertThat(page.script("return getComputedStyle(document.querySelector('header')).display"))
                .as("the page is back afterwards")
                .isEqualTo("block");
        assertThat(page.script("return document.querySelectorAll('#budget').length"))
                .isEqualTo(0L);
        // Alone it has its scripts, which show one platform at a time: here too none runs.
        page.driver()
                .get(Files.writeString(
                                directory.resolve("report.html"), report.replaceAll("(?s)<script.*?</script>", ""))
                        .toUri()
                        .toString());
        assertThat(sheets).isEqualTo(sheets()).isGreaterThan(2);
    }

    private static int sheets() {
        String pdf = page.driver().print(new PrintOptions()).getContent();
        return new String(Base64.getDecoder().decode(pdf), StandardCharsets.ISO_8859_1)
                        .split("/Type /Page\\b", -1)
                        .length
                - 1;
    }

    @Test
    void languages_change_the_page_and_its_answers() {
        page.open("");
        page.write("paste", PASTE);
        page.option("--shm-size", "64m");
        page.press("analyze");
        String json = page.shown("json");
        for (String[] spoken : new String[][] {{"ko", "[가-힣]"}, {"zh", "[一-龥]"}}) {
            page.script(
                    "delete document.body.dataset.answered; const l = document.getElementById('language');"
                            + "l.value = arguments[0]; l.onchange();",
                    spoken[0]);
            page.await("document.body.dataset.answered");
            for (String part : List.of("message", "analyze", "h-node", "status")) {
                assertThat(page.text(part)).as("%s %s", spoken[0], part).containsPattern(spoken[1]);
            }
            assertThat(page.text("message")).doesNotContain("fails");
            assertThat(page.shown("text")).containsPattern(spoken[1]);
            assertThat(page.shown("json")).isEqualTo(json);
            assertThat(page.text("command")).endsWith("--lang " + spoken[0]);
            page.reset();
            for (String command : List.of("analyze", "explain")) {
                page.press(command);
                assertThat(page.text("message")).as("%s of nothing", command).containsPattern(spoken[1]);
            }
            page.write("node", "rtx4090-x2");
            page.write("sweep", "nccl=2.18.5,2.21.5");
            page.press("plan");
            assertThat(page.text("message")).containsPattern(spoken[1]).doesNotContain("point");
            page.reset();
            page.write("paste", PASTE);
            page.option("--shm-size", "64m");
            page.press("analyze");
        }
        assertThat(String.valueOf(page.script("return [...document.querySelectorAll('[data-t]')]"
                        + ".filter(e => !e.textContent).map(e => e.dataset.t).join()")))
                .isEmpty();
    }

    @Test
    void what_is_wrong_is_told_and_hostile_text_does_nothing() {
        page.open("");
        page.press("analyze");
        assertThat(page.text("message")).contains("nothing was given");
        String hostile = "<img src=x onerror=\"document.body.dataset.hacked=1\"><script>document.body.dataset.hacked=1"
                + "</script></script></textarea></iframe><script>parent.document.body.dataset.hacked=1</script>\n"
                + "<a href=\"javascript:parent.document.body.dataset.hacked=1\" autofocus onfocus=\"this.click()\">x</a>\n";
        page.complaints();
        page.write(
                "paste",
                "$ nvidia-smi topo -m\n\tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\nGPU0\t X \tPHB\t0-15\t0\n"
                        + "GPU1\tPHB\t X \t0-15\t0\n" + hostile);
        page.option("--env", "NCCL_DEBUG=" + hostile.strip());
        page.press("analyze");
        page.option("--env", "");
        page.press("analyze");
        for (String format : List.of("text", "details", "markdown", "json")) {
            page.shown(format);
        }
        page.script("document.querySelector('#formats [data-format=html]').click()");
        page.await("document.getElementById('report').srcdoc");
        page.press("explain");
        page.shown("text");
        assertThat(page.script("return document.body.dataset.hacked || ''")).isEqualTo("");
    }

    /** A worker's stack is smaller than a thread's of Java: what lies deep is refused in words, and does not end the worker. */
    @Test
    void what_lies_very_deep_is_refused_in_words() {
        int deep = 20_000;
        String pod = "apiVersion: v1\nkind: Pod\nspec: ";
        page.open("");
        for (String manifest : List.of(
                pod + "[".repeat(deep) + "]".repeat(deep),
                pod + "{a: ".repeat(deep) + "}".repeat(deep),
                "kind: Pod\nspec:\n" + "- ".repeat(deep) + "a\n")) {
            page.write("paste", PASTE);
            page.write("manifest", manifest);
            assertThat(page.press("analyze")).isEqualTo("3");
            assertThat(page.text("message")).contains("more than 100 levels lie within one another");
        }
        page.write("manifest", "");
        page.write("workload", "ranks: " + "[".repeat(deep) + "]".repeat(deep));
        assertThat(page.press("analyze")).isEqualTo("3");
        assertThat(page.text("message")).contains("levels lie within one another");
        page.write("workload", "");
        for (String text : List.of(
                "[".repeat(deep) + "]".repeat(deep),
                "<system version=\"1\">" + "<pci busid=\"0000:00:00.0\">".repeat(deep) + "</pci>".repeat(deep)
                        + "</system>",
                "<nvidia_smi_log>" + "<gpu>".repeat(deep) + "</gpu>".repeat(deep) + "</nvidia_smi_log>")) {
            page.write("paste", text);
            assertThat(page.press("analyze")).as(text.substring(0, 10)).isEqualTo("3");
            assertThat(page.text("message")).isNotEmpty();
        }
        page.write("paste", PASTE);
        assertThat(page.press("analyze")).isEqualTo("0");
    }

    @Test
    void nothing_is_asked_of_anybody_and_no_text_becomes_code() {
        page.open("");
        page.requests();
        page.complaints();
        page.open("");
        page.write("paste", PASTE);
        page.press("analyze");
        page.press("plan");
        assertThat(page.requests())
                .allMatch(u -> u.startsWith("blob:") || u.startsWith("data:") || u.equals("about:srcdoc"));
        assertThat(page.complaints()).isEmpty();
        assertThat(String.valueOf(page.script("return document.querySelector('meta[http-equiv]').content")))
                .startsWith("default-src 'none'; script-src 'sha256-")
                .contains("'wasm-unsafe-eval'")
                .doesNotContain("'unsafe-eval'", "connect-src");
        Object refused = page.driver()
                .executeAsyncScript("const done = arguments[0];"
                        + "fetch('data:text/plain,x').then(() => done('fetched'), () => done('refused'));");
        assertThat(refused).isEqualTo("refused");
    }

    @Test
    void it_can_be_used_by_keyboard_on_a_phone_in_the_dark_and_on_paper() {
        page.driver().manage().window().setSize(new Dimension(390, 844));
        page.open("");
        page.driver().findElement(By.id("paste")).sendKeys("GPU0");
        page.write("paste", PASTE);
        page.driver().findElement(By.id("analyze")).sendKeys(Keys.ENTER);
        page.await("document.body.dataset.answered");
        assertThat(page.script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        for (String scheme : List.of("light", "dark")) {
            page.driver()
                    .executeCdpCommand(
                            "Emulation.setEmulatedMedia",
                            java.util.Map.of(
                                    "features",
                                    List.of(java.util.Map.of("name", "prefers-color-scheme", "value", scheme))));
            assertThat(Axe.violations(page)).as(scheme).isEmpty();
        }
        page.driver().executeCdpCommand("Emulation.setEmulatedMedia", java.util.Map.of("media", "print"));
        assertThat(page.driver().findElement(By.id("job")).isDisplayed()).isFalse();
        assertThat(page.driver().findElement(By.id("message")).isDisplayed()).isTrue();
        page.driver().executeCdpCommand("Emulation.setEmulatedMedia", java.util.Map.of("media", "screen"));
        page.driver().manage().window().setSize(new Dimension(1280, 900));
    }

    @Test
    void it_is_one_file_of_the_size_that_was_agreed() throws IOException {
        Path file = Browser.ROOT.resolve("analyzer/web/target/shmfit.html");
        assertThat(Files.size(file)).isLessThan(3_000_000);
    }
}
