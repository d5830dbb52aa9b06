package dev.shmfit.probes.format;

import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
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
        for (String name : CaptureLayout.READ) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                contents.put(name, bytes(file));
            }
        }
        long total = contents.values().stream().mapToLong(b -> b.length).sum();
        if (total > BoundedInput.CAPTURE.bytes()) {
            throw new UnreadableInput(directory + " holds "
                    + ByteCount.of(total).human() + "; at most " + BoundedInput.CAPTURE.human() + " are read");
        }
        return contents;
    }

    private static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > BoundedInput.FILE.bytes()) {
                throw new UnreadableInput(file + " has " + ByteCount.of(size).human() + "; at most "
                        + BoundedInput.FILE.human() + " are read");
            }
            return Files.readAllBytes(file);
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
        return CaptureLayout.READ.stream().anyMatch(n -> Files.isRegularFile(directory.resolve(n)));
    }

    private static String id(Path directory) {
        Path normal = directory.toAbsolutePath().normalize();
        Path parent = normal.getParent();
        boolean ofCase = normal.endsWith(INSIDE) && parent != null && parent.getFileName() != null;
        Path named = ofCase && parent != null ? parent.getFileName() : normal.getFileName();
        return named == null ? normal.toString() : named.toString();
    }
}
