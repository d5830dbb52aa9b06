package dev.shmfit.manifest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as a manifest names it: {@code REGISTRY/PATH:TAG@DIGEST}. A registry may be a mirror of another, so that only
 * the end of the path tells whose image it is.
 *
 * @param path with the registry
 * @param tag empty where there is none
 */
public record ImageName(String path, String tag) {
    private static final Pattern NAME = Pattern.compile("([^@]+?)(?::([\\w][\\w.-]{0,127}))?(?:@\\w+:[0-9a-fA-F]+)?");
    private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+(?:\\.\\d+){0,16})(?:[-.].*)?");

    /** Reads a name; a tag is what stands behind the last colon, where no slash follows it. */
    public static ImageName of(String text) {
        String bare = text.strip().replaceFirst("^(?:docker|docker-daemon|oci)://", "");
        Matcher m = NAME.matcher(bare);
        return m.matches() && m.group(1).lastIndexOf(':') <= m.group(1).lastIndexOf('/')
                ? new ImageName(m.group(1), m.group(2) == null ? "" : m.group(2))
                : new ImageName(bare, "");
    }

    /** Whether its path is this one, or ends with it. */
    public boolean is(String end) {
        return path.equals(end) || path.endsWith("/" + end);
    }

    /** The end of its path with its tag: reports travel, and the registry is nobody else's business. */
    public String shown() {
        String[] parts = path.split("/", -1);
        int from = Math.max(0, parts.length - 2);
        return String.join("/", List.of(parts).subList(from, parts.length)) + (tag.isEmpty() ? "" : ":" + tag);
    }

    /** The version that its tag begins with: of {@code v0.11.0-cu130} that is 0.11.0. */
    public Optional<String> version() {
        Matcher m = VERSION.matcher(tag);
        return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
    }
}
