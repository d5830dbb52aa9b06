package dev.shmfit.probes.clean;

import dev.shmfit.probes.live.ShmEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A file of /dev/shm whose name is taken away while it is looked at for the last time. Goes down directory by directory, none
 * of which may be a link, so that a directory that somebody replaces meanwhile leads nowhere else.
 */
final class SetAside {
    private static final String REPLACED = "another file has its name now";

    private final Path shm;
    private final ShmEntry entry;
    private final Path name;
    private final Path hidden = Path.of(".shmfit-" + unguessable());

    SetAside(Path shm, ShmEntry entry) {
        this.shm = shm;
        this.entry = entry;
        this.name = Path.of(entry.name());
    }

    /** Nobody may have a file ready under the name that a file is given for the time of the last look. */
    private static String unguessable() {
        byte[] drawn = new byte[16];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    @FunctionalInterface
    private interface Step {
        String in(SecureDirectoryStream<Path> top, Path real) throws IOException;
    }

    /** Takes the name away, if it still is this file's; why not, or empty. */
    String take() {
        if (name.isAbsolute() || !name.equals(name.normalize()) || name.startsWith("..")) {
            return "its name leads elsewhere";
        }
        return step((top, real) -> {
            String why = below(top, name, (here, last) -> {
                if (!isSame(here, last)) {
                    return REPLACED;
                }
                here.move(last, top, hidden);
                return "";
            });
            if (!why.isEmpty() || isSame(top, hidden)) {
                return why;
            }
            // Another file took the name in that moment.
            return back(top, real, false).isEmpty() ? REPLACED : REPLACED + "; that one is " + hidden;
        });
    }

    /** What is done in the directory that a path leads to, on its last name. */
    @FunctionalInterface
    private interface Leaf<T> {
        T in(SecureDirectoryStream<Path> here, Path last) throws IOException;
    }

    private static <T> T below(SecureDirectoryStream<Path> here, Path rest, Leaf<T> leaf) throws IOException {
        if (rest.getNameCount() == 1) {
            return leaf.in(here, rest);
        }
        try (SecureDirectoryStream<Path> down = here.newDirectoryStream(rest.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return below(down, rest.subpath(1, rest.getNameCount()), leaf);
        }
    }

    /** Removes the file; why not, or empty. */
    String delete() {
        return step((top, real) -> {
            if (!isSame(top, hidden)) {
                return REPLACED;
            }
            top.deleteFile(hidden);
            return "";
        });
    }

    /** Gives the name back, unless another file has it by now; why the file stays. */
    String giveBack() {
        String why = step((top, real) -> back(top, real, true));
        return "a process has opened it meanwhile, or may have"
                + (why.isEmpty() ? "" : "; it is now " + hidden + ": " + why);
    }

    /** A link does not overwrite. The hidden name goes only where the file is seen under its own. */
    private String back(SecureDirectoryStream<Path> top, Path real, boolean ours) throws IOException {
        if (ours && !isSame(top, hidden)) {
            return REPLACED;
        }
        String key = keyOf(top, hidden);
        Files.createLink(real.resolve(name), real.resolve(hidden));
        if (!below(top, name, SetAside::keyOf).equals(key)) {
            return "its directory was replaced";
        }
        top.deleteFile(hidden);
        return "";
    }

    private String step(Step step) {
        try {
            Path real = shm.toRealPath();
            try (DirectoryStream<Path> top = Files.newDirectoryStream(real)) {
                return top instanceof SecureDirectoryStream<Path> here
                        ? step.in(here, real)
                        : "this system does not open files by their directory";
            }
        } catch (NoSuchFileException e) {
            return "it is gone already";
        } catch (FileAlreadyExistsException e) {
            return "its name is taken";
        } catch (AccessDeniedException e) {
            return "permission denied";
        } catch (IOException | UnsupportedOperationException e) {
            return "it could not be removed";
        }
    }

    private static String keyOf(SecureDirectoryStream<Path> here, Path file) throws IOException {
        return String.valueOf(attributes(here, file).fileKey());
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> here, Path file) throws IOException {
        return here.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** A file system may give a number again: the time has to agree as well. */
    private boolean isSame(SecureDirectoryStream<Path> here, Path file) throws IOException {
        BasicFileAttributes is = attributes(here, file);
        return String.valueOf(is.fileKey()).contains("ino=" + entry.inode() + ")")
                && is.isRegularFile()
                && (ShmHolders.written(entry).isEmpty()
                        || ShmHolders.written(entry).getAsLong()
                                == is.lastModifiedTime().to(TimeUnit.SECONDS));
    }
}
