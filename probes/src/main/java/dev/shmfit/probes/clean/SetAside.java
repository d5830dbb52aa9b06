package dev.shmfit.probes.clean;

import dev.shmfit.probes.live.ShmEntry;
import dev.shmfit.units.HiddenName;
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
import java.util.Optional;
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
    private final Path hidden;

    private SetAside(Path shm, ShmEntry entry, Path name, Path hidden) {
        this.shm = shm;
        this.entry = entry;
        this.name = name;
        this.hidden = hidden;
    }

    SetAside(Path shm, ShmEntry entry) {
        this(
                shm,
                entry,
                Path.of(entry.name()),
                Path.of(HiddenName.name(
                        ProcessHandle.current().pid(),
                        unguessable(),
                        String.valueOf(Path.of(entry.name()).getFileName()))));
    }

    /** What a clean that was killed has left under a hidden name; empty for any other file, and where the own name is not known. */
    static Optional<SetAside> left(Path shm, ShmEntry entry) {
        Path path = Path.of(entry.name());
        return HiddenName.of(entry.name())
                .flatMap(HiddenName::own)
                .map(own -> new SetAside(shm, entry, path.resolveSibling(own), path.getFileName()));
    }

    /** Nobody may have a file ready under the name that a file is given for the time of the last look. */
    private static String unguessable() {
        byte[] drawn = new byte[16];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** What is done in the directory of a path, on its last name; why not, or empty. */
    @FunctionalInterface
    private interface Step {
        String in(SecureDirectoryStream<Path> here, Path last) throws IOException;
    }

    /** Takes the name away, if it still is this file's; why not, or empty. */
    String take() {
        return step((here, last) -> {
            if (!isSame(here, last)) {
                return REPLACED;
            }
            here.move(last, here, hidden);
            if (isSame(here, hidden)) {
                return "";
            }
            // Another file took the name in that moment.
            return back(here, last, false).isEmpty() ? REPLACED : REPLACED + "; that one is " + hidden;
        });
    }

    /** Removes the file; why not, or empty. */
    String delete() {
        return step((here, last) -> {
            if (!isSame(here, hidden)) {
                return REPLACED;
            }
            here.deleteFile(hidden);
            return "";
        });
    }

    /**
     * Gives the name back, unless another file has it by now.
     *
     * @param reason why the file stays
     * @return the reason, and under which name it is where it stays hidden
     */
    String giveBack(String reason) {
        String why = step((here, last) -> back(here, last, true));
        return reason + (why.isEmpty() ? "" : "; it is now " + hidden + ": " + why);
    }

    /** A link does not overwrite. The hidden name goes only where the file is seen under its own. */
    private String back(SecureDirectoryStream<Path> here, Path last, boolean ours) throws IOException {
        if (ours && !isSame(here, hidden)) {
            return REPLACED;
        }
        String key = keyOf(here, hidden);
        Path own = shm.toRealPath().resolve(name);
        Files.createLink(own, own.resolveSibling(hidden));
        if (!keyOf(here, last).equals(key)) {
            return "its directory was replaced";
        }
        here.deleteFile(hidden);
        return "";
    }

    private static String below(SecureDirectoryStream<Path> here, Path rest, Step leaf) throws IOException {
        if (rest.getNameCount() == 1) {
            return leaf.in(here, rest);
        }
        try (SecureDirectoryStream<Path> down = here.newDirectoryStream(rest.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return below(down, rest.subpath(1, rest.getNameCount()), leaf);
        }
    }

    private String step(Step step) {
        if (name.isAbsolute() || !name.equals(name.normalize()) || name.startsWith("..")) {
            return "its name leads elsewhere";
        }
        try (DirectoryStream<Path> top = Files.newDirectoryStream(shm.toRealPath())) {
            return top instanceof SecureDirectoryStream<Path> here
                    ? below(here, name, step)
                    : "this system does not open files by their directory";
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
