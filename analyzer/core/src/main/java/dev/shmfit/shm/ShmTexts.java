package dev.shmfit.shm;

import dev.shmfit.text.Text;

/** How consumers and moments are called in a text of any language. */
public final class ShmTexts {
    private ShmTexts() {}

    /** A moment: {@code first step}. */
    public static Text moment(Moment moment) {
        return switch (moment) {
            case INIT -> Text.of("verdict/moment-init");
            case FIRST_STEP -> Text.of("verdict/moment-first-step");
            case STEADY -> Text.of("verdict/moment-steady");
            case EPOCH_TURN -> Text.of("verdict/moment-epoch-turn");
        };
    }

    /** A consumer, as {@link ShmItem#title} says it in English. */
    public static Text consumer(String consumer) {
        return consumer.equals("loaders-inherited")
                ? Text.of("verdict/inherited")
                : Text.verbatim(ShmItem.title(consumer));
    }
}
