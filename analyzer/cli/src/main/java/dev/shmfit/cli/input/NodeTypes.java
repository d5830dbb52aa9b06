package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

    /** NCCL_TOPO_DUMP_FILE and NCCL_TOPO_FILE: the root element, behind a declaration and comments. */
    private static final Pattern DUMP = Pattern.compile("(?:\\s++|<\\?.*?\\?>|<!--.*?-->)*+<system\\b", Pattern.DOTALL);

    private static final int HEAD = 4096;

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
            long whole = sources.stream().filter(NodeTypes::isWhole).count();
            if (whole > 1 && whole < sources.size()) {
                throw new UsageError("several of these are whole nodes, and others complete a node: "
                        + String.join(
                                ", ", sources.stream().map(ErrorText::shown).toList())
                        + "; put the files of each node into a directory, and name the directories");
            }
            return whole > 1 ? sources.stream().map(s -> new Type(s, 1)).toList() : List.of();
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

    /** Whether a file is a whole node: a capture or NCCL's dump of one, rather than a text that completes another. */
    private static boolean isWhole(String source) {
        try {
            Path path = Path.of(source);
            return source.matches(".*\\.(tar|tgz|tar\\.gz)") || Files.isDirectory(path) || isDump(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isDump(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return DUMP.matcher(new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1))
                    .lookingAt();
        } catch (IOException e) {
            return false; // Whoever reads it whole says why it cannot be read.
        }
    }
}
