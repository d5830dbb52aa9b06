package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The nodes of a job whose nodes differ: {@code --node-types A*4,B*2}, or a capture of each. */
public final class NodeTypes {
    private static final Pattern TYPE = Pattern.compile("(.+?)(?:\\*([1-9]\\d{0,3}))?");

    /**
     * Equal nodes.
     *
     * @param source their capture, as the command takes it
     * @param count how many
     */
    public record Type(String source, int count) {}

    private NodeTypes() {}

    /**
     * The kinds of node that were named; empty where one node is asked about.
     *
     * @param option of {@code --node-types}
     * @param sources each CAPTURE of the command line
     * @throws UsageError where they are named in both ways, or one cannot be read
     */
    public static List<Type> of(@Nullable String option, List<String> sources) {
        if (option == null) {
            boolean several = sources.size() > 1 && sources.stream().allMatch(NodeTypes::isCapture);
            return several ? sources.stream().map(s -> new Type(s, 1)).toList() : List.of();
        }
        if (!sources.isEmpty()) {
            throw new UsageError("--node-types names the captures; give no CAPTURE beside it");
        }
        List<Type> types = new ArrayList<>();
        for (String part : option.split(",", -1)) {
            Matcher m = TYPE.matcher(part.strip());
            if (!m.matches()) {
                throw new UsageError("--node-types: \"" + ErrorText.shown(part)
                        + "\" is no kind of node; expected CAPTURE*COUNT, such as a.tar.gz*4,b.tar.gz*2");
            }
            types.add(new Type(m.group(1), m.group(2) == null ? 1 : Integer.parseInt(m.group(2), 10)));
        }
        return List.copyOf(types);
    }

    /** Whether a file is the capture of a whole node, rather than a text that completes another. */
    private static boolean isCapture(String source) {
        try {
            return source.matches(".*\\.(tar|tgz|tar\\.gz)") || Files.isDirectory(Path.of(source));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
