package dev.shmfit.shm;

/** How the samples of a batch become one object. */
public enum Collate {
    /** PyTorch's {@code default_collate}: one tensor for each leaf and batch. */
    DEFAULT,
    /** The tensors of each sample stay apart, as in detection. */
    LIST
}
