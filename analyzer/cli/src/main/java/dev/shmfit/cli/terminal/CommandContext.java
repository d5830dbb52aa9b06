package dev.shmfit.cli.terminal;

import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import java.io.InputStream;

/**
 * What a command finds around it, so that a test can give it another.
 *
 * @param in standard input
 * @param style how text on standard output may look
 * @param version which shmfit reports say they are from
 * @param live the running machine
 * @param config where settings may stand
 * @param language that the locale names for messages
 */
public record CommandContext(
        InputStream in, TextStyle style, String version, Live live, ConfigPlaces config, Language language) {
    public CommandContext(InputStream in, TextStyle style, String version, Live live, ConfigPlaces config) {
        this(in, style, version, live, config, Language.ENGLISH);
    }

    public CommandContext(InputStream in, TextStyle style, String version, Live live) {
        this(in, style, version, live, ConfigPlaces.NONE);
    }

    public CommandContext(InputStream in, TextStyle style, String version) {
        this(in, style, version, Live.unwatched());
    }

    /** Nothing on standard input, no terminal. */
    public static CommandContext none() {
        return new CommandContext(InputStream.nullInputStream(), TextStyle.PLAIN, Version.number());
    }

    /** Those of this process. */
    public static CommandContext ofProcess() {
        Terminal terminal = Terminal.ofProcess();
        return new CommandContext(
                System.in,
                terminal.style(),
                Version.number(),
                Live.ofProcess(),
                ConfigPlaces.ofProcess(System.getenv()),
                terminal.language());
    }
}
