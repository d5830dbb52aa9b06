package dev.shmfit.analysis;

/**
 * How much work one analysis may be. Facts that are not captured leave nodes that differ, by the hundred where several are
 * open, and a large one takes NCCL's whole search: over the budget the answer is a wide one, named as such.
 *
 * <p>Counted are steps and pairs, not time, so that the same request has the same answer on every machine.
 *
 * @param steps of NCCL's searches, and what forecasts cost beside them, in all nodes together
 * @param pairs of ranks whose forecasts are held at once, in all nodes together
 */
record WorkBudget(long steps, long pairs) {
    /** What every whole table among the captured and catalogued machines stays under, but for one of unlike NVLinks and NICs. */
    static final WorkBudget USUAL = new WorkBudget(8_000_000, 250_000);

    /** What the forecast of a pair costs beside searches, in their steps. */
    static final long STEPS_OF_PAIR = 50;

    private static final int USUAL_GPUS = 8;

    /** How many nodes are tried at once; what was spent is looked at between. */
    static final int AT_ONCE = 8;

    /** After so many forecasts the others are taken to cost as much as these: the first ones differ in one fact each. */
    static final int TELLING = 32;

    /**
     * Whether all nodes would surely spend more than there is. Where they differ in several facts, fewer searches are new, so
     * only an estimate of more than twice the budget says so.
     *
     * @param done nodes whose outcome is known
     * @param forecasts that were made for them
     * @param all nodes
     */
    boolean isFarTooSmall(long work, int forecasts, int done, int all) {
        return forecasts >= TELLING && (double) work * all / done > 2.0 * steps;
    }

    boolean isSpent(long searched, long forecast, int gpus) {
        return work(searched, forecast, gpus) > steps || forecast > pairs;
    }

    /** The work of searches and forecasts together, in steps of a node of eight GPUs: with more, a step looks at more. */
    static long work(long searched, long forecast, int gpus) {
        return searched * Math.max(1, gpus / USUAL_GPUS) + STEPS_OF_PAIR * forecast;
    }
}
