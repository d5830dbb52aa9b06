package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in Chromium, opened from a file, used as people use it. */
final class Browser implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path PAGE = Path.of(System.getProperty(
            "shmfit.page", ROOT.resolve("analyzer/web/target/shmfit.html").toString()));

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start() {
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
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL", LogType.PERFORMANCE, "ALL"));
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(control.toFile())
                        .withSilent(true)
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(90));
        return new Browser(driver);
    }

    @Override
    public void close() {
        driver.quit();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens the page again, with a question behind its # or none. */
    void open(String fragment) {
        driver.get("about:blank");
        driver.get(PAGE.toUri() + fragment);
        await("document.body.dataset.ready");
    }

    /** The value of an expression once it is one. */
    String await(String expression) {
        return String.valueOf(driver.executeAsyncScript("const done = arguments[0];" + "(function look() { const x = "
                + expression + "; x ? done(String(x)) : setTimeout(look, 20); })();"));
    }

    /** Forgets files and texts. */
    void reset() {
        driver.findElement(By.id("reset")).click();
    }

    void give(Path file) {
        driver.findElement(By.id("files")).sendKeys(file.toString());
        await("document.getElementById('files').value === ''");
    }

    /** Says what the file is that was given last. */
    void isA(String kind) {
        driver.executeScript(
                "const k = [...document.querySelectorAll('#given select')].pop(); k.value = arguments[0]; k.onchange();",
                kind);
    }

    void write(String id, String text) {
        driver.executeScript("const e = document.getElementById(arguments[0]); e.value = arguments[1];", id, text);
    }

    void option(String name, String value) {
        driver.executeScript(
                "document.querySelector('[data-option=\"' + arguments[0] + '\"]').value = arguments[1];", name, value);
    }

    /** Presses a button that asks, and waits for the answer; gives the exit code. */
    String press(String id) {
        driver.executeScript("delete document.body.dataset.answered; document.getElementById('" + id + "').click();");
        String exit = await("document.body.dataset.answered");
        assertThat(exit).as("%s", text("status")).isNotEqualTo("70");
        return exit;
    }

    /** The answer in a format. */
    String shown(String format) {
        driver.executeScript("document.getElementById('written').textContent = '';"
                + "document.querySelector('#formats [data-format=" + format + "]').click();");
        String text =
                await("document.getElementById('written').textContent || document.body.dataset.answered === '70'");
        assertThat(text).as("%s: %s", format, text("status")).isNotEqualTo("true");
        return text;
    }

    String text(String id) {
        return String.valueOf(driver.executeScript("return document.getElementById(arguments[0]).textContent", id));
    }

    Object script(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** What the browser complained about since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(e -> e.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses that the browser asked for since the last call. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(m -> m.contains("\"Network.requestWillBeSent\""))
                .map(m -> m.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"(.*?)\".*", "$1"))
                .filter(u -> !u.equals(PAGE.toUri().toString()) && !u.equals("about:blank"))
                .toList();
    }
}
