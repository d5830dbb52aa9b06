package dev.shmfit.cli.result;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.exit.WriteError;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code -o}. It is written beside its target and takes its place when it is whole and on the disk, so that a
 * full disk or an end in the midst of it leaves what was there before. A symbolic link stays one. Pipes, devices, and files
 * in directories where nothing may be made are written in place.
 */
public final class ResultFile implements Closeable {
    private static final Set<String> STANDARD_OUTPUT = Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");
    private static final int LINKS = 40;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final Path target;
    private final @Nullable Path beside;
    private final ResultStream stream;
    private boolean whole;
    private boolean done;

    private ResultFile(String name, Path target, @Nullable Path beside, OutputStream raw) {
        this.name = name;
        this.target = target;
        this.beside = beside;
        this.stream = new ResultStream(new BufferedOutputStream(raw), name, target);
    }

    /** Whether a value of {@code -o} means standard output. */
    public static boolean isStandardOutput(@Nullable String file) {
        return file == null || STANDARD_OUTPUT.contains(file);
    }

    /**
     * Opens it for writing.
     *
     * @throws UsageError where nothing can be written by that name
     */
    public static ResultFile open(String name) {
        Path target = target(name);
        if (Files.isDirectory(target)) {
            throw new UsageError("cannot write " + name + ": it is a directory; name a file in it");
        }
        boolean there = Files.exists(target);
        if ((there && !Files.isRegularFile(target)) || isDescriptor(target)) {
            return opened(name, target, null, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
        Path directory = directoryOf(target);
        if (!Files.isDirectory(directory)) {
            throw new UsageError("cannot write " + name + ": there is no directory " + directory);
        }
        if (there && !Files.isWritable(target)) {
            throw new UsageError("cannot write " + name + ": permission denied");
        }
        if (there && !Files.isWritable(directory)) {
            return opened(name, target, null, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        }
        Path beside =
                directory.resolve(".shmfit-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".part");
        return opened(name, target, beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    private static ResultFile opened(String name, Path target, @Nullable Path beside, StandardOpenOption... how) {
        try {
            OutputStream raw = Files.newOutputStream(beside == null ? target : beside, how);
            if (beside != null) {
                // For an end by a signal.
                beside.toFile().deleteOnExit();
            }
            return new ResultFile(name, target, beside, raw);
        } catch (java.nio.file.AccessDeniedException | java.nio.file.NoSuchFileException e) {
            throw new UsageError("cannot write " + name + ": " + ErrorText.reason(e), e);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** Where the name leads, through links whose last may lead to nothing yet. */
    private static Path target(String name) {
        try {
            Path path = Path.of(name);
            if (name.isEmpty()) {
                throw new UsageError("-o: the name of the file is empty");
            }
            for (int i = 0; i < LINKS && Files.isSymbolicLink(path) && !isDescriptor(path); i++) {
                path = path.resolveSibling(Files.readSymbolicLink(path));
            }
            return path;
        } catch (InvalidPathException e) {
            throw new UsageError("\"" + ErrorText.shown(name) + "\" cannot be a file's name", e);
        } catch (IOException e) {
            throw new UsageError("cannot write " + name + ": " + ErrorText.reason(e), e);
        }
    }

    /** Whether it is an open file of a process, such as {@code /dev/fd/63}: a link, but to no name. */
    private static boolean isDescriptor(Path file) {
        try {
            return directoryOf(file).toRealPath().startsWith("/proc");
        } catch (IOException e) {
            return false;
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /** Takes the bytes. A write that fails throws {@link WriteError}. */
    public ResultStream stream() {
        return stream;
    }

    /** Puts what was written in the place of the target. Without this, {@link #close} drops it. */
    public void commit() {
        finish();
        done = true;
        if (beside == null) {
            return;
        }
        try {
            keepOwner(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            settle(directoryOf(target));
        } catch (AtomicMoveNotSupportedException e) {
            throw failure(name, e);
        } catch (IOException e) {
            // A file that is mounted by itself cannot be replaced, only filled.
            fill(beside, e);
        }
    }

    /** Everything is on the disk. */
    private void finish() {
        if (whole) {
            return;
        }
        whole = true;
        stream.close();
        if (beside != null) {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            } catch (IOException e) {
                throw failure(name, e);
            }
        }
    }

    private void fill(Path from, IOException why) {
        try {
            if (!Files.isRegularFile(target)) {
                throw why;
            }
            try (OutputStream out =
                    Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                Files.copy(from, out);
            }
        } catch (IOException e) {
            throw failure(name, e);
        } finally {
            remove(from);
        }
    }

    /** The mode of the file that was there, and its owner where this user may give files away. */
    private void keepOwner(Path file) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            view.setGroup(old.group());
            view.setOwner(old.owner());
        } catch (IOException e) {
            // Then it is this user's.
        }
        view.setPermissions(old.permissions());
    }

    /** That the file has its name outlasts a loss of power, where the file system can promise it. */
    private static void settle(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is whole either way.
        }
    }

    @Override
    public void close() {
        if (!done) {
            done = true;
            try {
                stream.close();
            } catch (RuntimeException e) {
                // What failed has been told, and what is dropped need not be whole.
            }
            if (beside != null) {
                remove(beside);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nothing depends on it.
        }
    }

    private static WriteError failure(String name, IOException e) {
        return new WriteError("cannot write " + name + ": " + ErrorText.reason(e), e);
    }

    /** Writes texts to files by their names, as UTF-8: all of them, or none. */
    public static void write(Map<String, String> texts) {
        List<ResultFile> files = new ArrayList<>();
        try {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                ResultFile file = open(text.getKey());
                files.add(file);
                file.stream.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                file.stream.flush();
            }
            files.forEach(ResultFile::finish);
            files.forEach(ResultFile::commit);
        } finally {
            files.forEach(ResultFile::close);
        }
    }
}
