package dev.shmfit.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The message files: {@code LANGUAGE/AREA.ftl}, in the syntax of Project Fluent, a file for each area of each language. A file
 * is read when its first message is asked for, a message when it is.
 */
public final class Messages {
    /** The areas. */
    public static final List<String> AREAS = List.of(
            "budget",
            "cause",
            "detail",
            "explain",
            "explanation",
            "fact",
            "job",
            "letter",
            "nccl",
            "observation",
            "page",
            "remedy",
            "screen",
            "script",
            "setting",
            "verdict",
            "verify");

    private static final Map<String, MessageFile> FILES = new ConcurrentHashMap<>();

    private Messages() {}

    /** The pattern of a message; of one that the language lacks, which a test keeps from happening, English's. */
    static MessagePattern pattern(String id, Language language) {
        int slash = id.indexOf('/');
        String area = id.substring(0, slash);
        String key = id.substring(slash + 1);
        Optional<MessagePattern> pattern = file(language, area).pattern(key);
        return pattern.or(() -> file(Language.ENGLISH, area).pattern(key))
                .orElseThrow(() -> new IllegalStateException("no message " + id));
    }

    static MessageFile file(Language language, String area) {
        String name = resource(language, area);
        return FILES.computeIfAbsent(name, n -> MessageFile.of(n, read(n)));
    }

    /** Where a file stands beside this class. */
    public static String resource(Language language, String area) {
        return language.tag() + "/" + area + ".ftl";
    }

    private static String read(String name) {
        try (InputStream in = Messages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no message file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
