package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shmfit.cli.InProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The page in Chromium, opened from a file: it answers as the command line does, and asks nobody. */
class WebPageTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path PAGE = Path.of(System.getProperty(
            "shmfit.page", ROOT.resolve("analyzer/web/target/shmfit.html").toString()));

    private static ChromeDriver driver;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        Path control = Path.of("/usr/bin/chromedriver");
        Path browser = Path.of("/usr/bin/chromium");
        boolean there = Files.isExecutable(control) && Files.isExecutable(browser);
        assertThat(there || !Boolean.getBoolean("shmfit.tests.required"))
                .as("Chromium and chromedriver are installed")
                .isTrue();
        assumeTrue(there, "Chromium and chromedriver are needed to look at the page");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(control.toFile())
                        .withSilent(true)
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() {
        if (driver != null) {
            driver.quit();
        }
    }

    private static void open(String fragment) {
        driver.get("about:blank");
        driver.get(PAGE.toUri() + fragment);
        await("document.body.dataset.ready");
    }

    private static String await(String expression) {
        return String.valueOf(driver.executeAsyncScript("const done = arguments[0];" + "(function look() { const x = "
                + expression + "; x ? done(String(x)) : setTimeout(look, 20); })();"));
    }

    private static void press(String id) {
        driver.executeScript("delete document.body.dataset.answered; document.getElementById('" + id + "').click();");
        await("document.body.dataset.answered");
        assertThat(driver.findElement(By.id("status")).getText()).startsWith("Answered");
    }

    private static String shown(String format) {
        driver.executeScript("document.getElementById('written').textContent = '';"
                + "[...document.querySelectorAll('#formats button')].find(b => b.textContent === '" + format
                + "').click();");
        return await("document.getElementById('written').textContent");
    }

    private static void option(String name, String value) {
        driver.executeScript(
                "document.querySelector('[data-option=\"' + arguments[0] + '\"]').value = arguments[1];", name, value);
    }

    private String commandLine(String... arguments) throws IOException {
        Path result = directory.resolve("result-" + arguments.length + ".json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--format", "json", "-o", result.toString(), "--config", "none"));
        InProcess.run(all.toArray(String[]::new));
        return Files.readString(result);
    }

    private Path packed(Path capture, String name) throws IOException, InterruptedException {
        Path archive = directory.resolve(name + ".tar.gz");
        int exit = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", capture.toString(), ".")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
        return archive;
    }

    @Test
    void for_every_case_the_json_is_that_of_the_command_line() throws IOException, InterruptedException {
        List<Path> cases;
        try (Stream<Path> all = Files.list(ROOT.resolve("fixtures/cases"))) {
            cases = all.filter(c -> Files.isDirectory(c.resolve("capture")))
                    .sorted()
                    .toList();
        }
        assertThat(cases).hasSizeGreaterThan(10);
        for (Path c : cases) {
            Path archive = packed(c.resolve("capture"), c.getFileName().toString());
            open("");
            driver.findElement(By.id("files")).sendKeys(archive.toString());
            press("analyze");
            assertThat(shown("json")).as("%s", c).isEqualTo(commandLine("analyze", archive.toString()));
        }
    }

    @Test
    void options_of_the_form_are_those_of_the_command_line() throws IOException, InterruptedException {
        Path archive = packed(ROOT.resolve("fixtures/cases/rtx3090-x4-nvlink-pairs/capture"), "node");
        open("");
        driver.findElement(By.id("files")).sendKeys(archive.toString());
        option("--ranks", "2");
        option("--loader", "workers=4,batch=32,sample=600KiB");
        option("--shm-size", "64m");
        option("--nccl", "2.18.5..2.21.5");
        press("analyze");
        assertThat(shown("json"))
                .isEqualTo(commandLine(
                        "analyze",
                        archive.toString(),
                        "--ranks",
                        "2",
                        "--loader",
                        "workers=4,batch=32,sample=600KiB",
                        "--shm-size",
                        "64m",
                        "--nccl",
                        "2.18.5..2.21.5"));
    }

    @Test
    void a_link_holds_the_question_redacted() throws IOException, InterruptedException {
        open("");
        driver.executeScript("document.getElementById('paste').value = arguments[0];", """
                alice@gpu-node-17.example.com:~$ nvidia-smi topo -m
                \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
                GPU0\t X \tPHB\t0-15\t0
                GPU1\tPHB\t X \t0-15\t0
                """);
        option("--shm-size", "64m");
        press("analyze");
        String verdict = driver.findElement(By.id("message")).getText();
        driver.findElement(By.id("share")).click();
        String address = await("document.getElementById('address').value");
        open(address.substring(address.indexOf('#')));
        await("document.body.dataset.answered");
        assertThat(driver.findElement(By.id("message")).getText()).isEqualTo(verdict);
        String paste = String.valueOf(driver.executeScript("return document.getElementById('paste').value"));
        assertThat(paste).contains("PHB").doesNotContain("gpu-node-17").doesNotContain("alice");
    }

    @Test
    void a_log_is_explained() throws IOException {
        Path log = directory.resolve("job.log");
        Files.writeString(
                log,
                "RuntimeError: DataLoader worker (pid 4711) is killed by signal: Bus error. It is possible that dataloader's"
                        + " workers are out of shared memory. Please try to raise your shared memory limit.\n",
                StandardCharsets.UTF_8);
        open("");
        driver.findElement(By.id("files")).sendKeys(log.toString());
        press("explain");
        assertThat(shown("text")).contains("/dev/shm");
    }

    @Test
    void what_is_wrong_is_told_and_hostile_text_does_nothing() {
        open("");
        press("analyze");
        assertThat(driver.findElement(By.id("message")).getText()).contains("nothing was given");
        driver.executeScript("document.getElementById('paste').value = arguments[0];", """
                $ nvidia-smi topo -m
                \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
                GPU0\t X \tPHB\t0-15\t0
                GPU1\tPHB\t X \t0-15\t0
                <img src=x onerror="document.body.dataset.hacked=1"><script>document.body.dataset.hacked=1</script>
                </script></textarea></iframe><script>parent.document.body.dataset.hacked=1</script>
                """);
        press("analyze");
        shown("text");
        assertThat(driver.executeScript("return document.body.dataset.hacked || ''"))
                .isEqualTo("");
    }

    @Test
    void nothing_is_asked_of_anybody() {
        open("");
        assertThat(driver.executeScript("return performance.getEntriesByType('resource').map(e => e.name)"
                        + ".filter(n => !n.startsWith('blob:') && !n.startsWith('data:')).join(' ')"))
                .isEqualTo("");
        Object refused = driver.executeAsyncScript("const done = arguments[0];"
                + "fetch('data:text/plain,x').then(() => done('fetched'), () => done('refused'));");
        assertThat(refused).isEqualTo("refused");
    }
}
