package dev.shmfit.cli.commands;

import dev.shmfit.analysis.stated.AssumeHelp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code shmfit help} explains beyond the options of one command. */
enum HelpTopic {
    FACTS("what --assume takes, and what each fact decides"),
    GROUPS("process groups: what --group says"),
    LOADERS("DataLoaders: what --loader says, with PyTorch's names"),
    PLATFORMS("where /dev/shm comes from, platform by platform (--platform)"),
    EXIT_CODES("how each command ends, and --exit-profile");

    private final String summary;

    HelpTopic(String summary) {
        this.summary = summary;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String summary() {
        return summary;
    }

    String text() {
        return switch (this) {
            case FACTS -> AssumeHelp.text();
            case PLATFORMS -> PlatformHelp.text();
            case GROUPS, LOADERS, EXIT_CODES -> resource("help/" + word() + ".txt");
        };
    }

    /** The topic of a word; {@code exit codes}, {@code exit_codes} and {@code loader} will do. */
    static Optional<HelpTopic> of(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
        return Arrays.stream(values())
                .filter(t -> t.word().equals(word) || t.word().equals(word + "s"))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(HelpTopic::word).toList();
    }

    private static String resource(String name) {
        try (InputStream in = HelpTopic.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the text " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
