package dev.shmfit.explain.scan;

/**
 * Counts what says the same as something before, without reading it once more: a log of hours says few things, and those often.
 * What a wording says depends on its deciding parts alone.
 */
public interface Repeats {
    /** Every match is read. */
    Repeats NONE = new Repeats() {
        @Override
        public boolean again(int wording, String deciding, String size, long line) {
            return false;
        }

        @Override
        public void learn(int wording, String deciding) {
            // Nothing is counted here.
        }
    };

    /**
     * Counts a match, if it is known what it says.
     *
     * @param wording its number
     * @param deciding what stands in its deciding parts
     * @param size what stands in its part of this name; empty where it has none
     * @param line with which it begins
     */
    boolean again(int wording, String deciding, String size, long line);

    /** Takes note that the match that was just handed over said what it said. */
    void learn(int wording, String deciding);
}
