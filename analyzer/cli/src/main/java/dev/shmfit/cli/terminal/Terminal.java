package dev.shmfit.cli.terminal;

import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/**
 * What stands at the other end of standard output.
 *
 * @param interactive whether it is a terminal
 * @param environment the process's variables
 * @param charset the name of the locale's character set
 * @param columns as the terminal says; 0 where it does not
 */
public record Terminal(boolean interactive, Map<String, String> environment, String charset, int columns) {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    /** Longer lines are hard to read. */
    private static final int WIDEST = 120;

    static Terminal ofProcess() {
        boolean interactive = Files.isSymbolicLink(STANDARD_OUTPUT) ? isTerminal(STANDARD_OUTPUT) : Ansi.AUTO.enabled();
        // The launcher sets another locale where file names need one, and says which was meant.
        Map<String, String> environment = new HashMap<>(System.getenv());
        String meant = System.getProperty("shmfit.locale", "");
        if (!meant.isEmpty()) {
            environment.put("LC_ALL", meant);
        }
        String charset = System.getProperty(
                "shmfit.charset",
                charset(
                        environment,
                        System.getProperty(
                                "native.encoding", Charset.defaultCharset().name())));
        return new Terminal(interactive, environment, charset, interactive ? askedColumns() : 0);
    }

    /**
     * The character set that the locale's name tells. Containers often name a locale that they have not installed: the system
     * then falls back to ASCII, although the terminal is what the name says.
     *
     * @param fallback where the name tells none
     */
    static String charset(Map<String, String> environment, String fallback) {
        return first(environment, "LC_ALL", "LC_CTYPE", "LANG")
                .filter(name -> name.contains("."))
                .map(name -> name.substring(name.indexOf('.') + 1).replaceFirst("@.*", ""))
                .orElse(fallback);
    }

    /** The first of the variables that is set and not empty, as POSIX orders them (XBD 8.2). */
    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** How text may look there. */
    TextStyle style() {
        boolean ascii = !charset.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8");
        if (!interactive) {
            return new TextStyle(TextStyle.PLAIN.width(), false, ascii);
        }
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new TextStyle(Math.min(WIDEST, width()), colour, ascii);
    }

    /** The language that the locale names for messages; English where its character set cannot hold another. */
    Language language() {
        if (!charset.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")) {
            return Language.ENGLISH;
        }
        return first(environment, "LC_ALL", "LC_MESSAGES", "LANG")
                .flatMap(Language::ofLocale)
                .orElse(Language.ENGLISH);
    }

    private int width() {
        String stated = environment.getOrDefault("COLUMNS", "");
        if (stated.matches("[1-9]\\d{0,4}")) {
            return Integer.parseInt(stated, 10);
        }
        return columns > 0 ? columns : TextStyle.PLAIN.width();
    }

    /** From Java 22 on, a console is there also where output goes into a pipe; Linux tells where it goes. */
    static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    @Command
    private static final class Nothing {}

    private static int askedColumns() {
        return new CommandLine(new Nothing()).setUsageHelpAutoWidth(true).getUsageHelpWidth();
    }
}
