package dev.shmfit.shm;

/** {@code torch.multiprocessing}'s way to hand a storage to another process. */
public enum Sharing {
    /** The default on Linux: an unlinked file, whose descriptor is sent. */
    FILE_DESCRIPTOR("file_descriptor"),
    /** A named file with a reference count in front. */
    FILE_SYSTEM("file_system");

    private final String word;

    Sharing(String word) {
        this.word = word;
    }

    /** PyTorch's own spelling. */
    public String word() {
        return word;
    }
}
