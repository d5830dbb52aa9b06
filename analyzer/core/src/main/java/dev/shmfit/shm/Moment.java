package dev.shmfit.shm;

/** The moments of a job at which its need of /dev/shm differs. */
public enum Moment {
    /** Communicators are made; no loader runs yet. */
    INIT("init"),
    /** Loaders fill up while the first collectives connect. */
    FIRST_STEP("first step"),
    /** Any later step of an epoch, at the instant of a hand-over. */
    STEADY("steady state"),
    /** New workers start while the last batch is still held. */
    EPOCH_TURN("epoch turn");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
