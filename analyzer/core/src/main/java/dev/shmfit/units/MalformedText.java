package dev.shmfit.units;

/**
 * A text that the user wrote cannot be understood. The message is one sentence for that user: what was seen, what was
 * expected. Wrong usage, not a bug of ours.
 */
public class MalformedText extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedText(String message) {
        super(message);
    }

    /** The same complaint with the place in front: {@code --shm-size: …}. */
    public MalformedText at(String place) {
        MalformedText located = new MalformedText(place + ": " + sentence());
        located.initCause(this);
        return located;
    }

    /** The message; never null. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
