package dev.shmfit.probes.format;

import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A capture in a directory, or in the directory {@code capture} of a case. */
final class CaptureDirectory {
    private static final String INSIDE = "capture";
    private static final int NAMED = 3;

    private CaptureDirectory() {}

    static CaptureSource.Whole read(Path directory) {
        Path inside = directory.resolve(INSIDE);
        Path files = !isCapture(directory) && Files.isDirectory(inside) ? inside : directory;
        try {
            Map<String, byte[]> contents = contents(files);
            if (contents.isEmpty()) {
                throw none(directory, files);
            }
            return CaptureContents.of(id(directory), files.toString(), contents);
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + files + ": " + CaptureReader.reason(e), e);
        }
    }

    private static Map<String, byte[]> contents(Path directory) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        Path real = directory.toRealPath();
        long total = 0;
        for (String name : CaptureLayout.LOOKED_FOR) {
            Path file = directory.resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file)) {
                byte[] bytes = bytes(file, real);
                total += bytes.length;
                if (total > BoundedInput.CAPTURE.bytes()) {
                    throw new UnreadableInput(directory + " holds files of more than " + BoundedInput.CAPTURE.human()
                            + "; a capture has less than one MiB");
                }
                contents.put(name, bytes);
            }
        }
        return contents;
    }

    /** Whoever made the directory may have made links in it: what lies elsewhere is not theirs to show. */
    private static byte[] bytes(Path file, Path directory) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(directory)) {
                throw new UnreadableInput(
                        file + " is a link that leads out of the capture; put a copy of the file there");
            }
            if (!Files.isRegularFile(real)) {
                throw new UnreadableInput(file + " is no plain file; a capture has nothing else");
            }
            String complaint = file + " has " + ByteCount.of(Files.size(real)).human();
            // A file may grow, and those of /proc have no size.
            try (InputStream in = new BoundedInput(Files.newInputStream(real), BoundedInput.FILE, complaint)) {
                return in.readAllBytes();
            }
        } catch (NoSuchFileException | FileSystemLoopException e) {
            throw new UnreadableInput(file + " is a link that leads nowhere", e);
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + file + ": " + CaptureReader.reason(e), e);
        }
    }

    private static UnreadableInput none(Path directory, Path looked) throws IOException {
        String expected = looked + " holds none of the files of a capture; expected " + CaptureLayout.TOPO_M + " or "
                + CaptureLayout.NCCL_XML + " in it";
        List<String> captures = names(directory, d -> isCapture(d) || isCapture(d.resolve(INSIDE)));
        if (!captures.isEmpty()) {
            return new UnreadableInput(expected + ". Captures are in "
                    + captures.stream()
                            .map(n -> directory.resolve(n).toString())
                            .collect(Collectors.joining(", ")));
        }
        List<String> others = names(looked, Files::isRegularFile);
        return new UnreadableInput(
                others.isEmpty()
                        ? expected
                        : expected + ". It holds " + String.join(", ", others)
                                + "; give a single table or topology as a file, or with --topo-m, --p2p-read,"
                                + " --p2p-write, --nccl-xml");
    }

    private static List<String> names(Path directory, java.util.function.Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(which)
                    .map(f -> String.valueOf(f.getFileName()))
                    .sorted()
                    .limit(NAMED)
                    .toList();
        }
    }

    private static boolean isCapture(Path directory) {
        return CaptureLayout.READ.stream()
                .anyMatch(n -> Files.exists(directory.resolve(n), LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(directory.resolve(n)));
    }

    private static String id(Path directory) {
        Path normal = directory.toAbsolutePath().normalize();
        Path parent = normal.getParent();
        boolean ofCase = normal.endsWith(INSIDE) && parent != null && parent.getFileName() != null;
        Path named = ofCase && parent != null ? parent.getFileName() : normal.getFileName();
        return named == null ? normal.toString() : named.toString();
    }
}
