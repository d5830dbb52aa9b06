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
     * Whether all nodes would most likely spend more than there is, so that the bound is given at once. The estimate falls as it goes
     * on, since fewer searches are new where nodes differ in several facts: on captured tables by a tenth to four tenths for one node,
     * and by up to a half for several, where more facts are open.
     *
     * @param forecasts that were made
     * @param done nodes whose outcome is known by them
     * @param all nodes
     * @param severalNodes whether the job has several
     */
    boolean isFarTooSmall(long work, int forecasts, int done, int all, boolean severalNodes) {
        return forecasts >= TELLING && (double) work * all / done > (severalNodes ? 2.0 : 1.2) * steps;
    }

    boolean isSpent(long searched, long forecast, int gpus) {
        return work(searched, forecast, gpus) > steps || forecast > pairs;
    }

    /** The work of searches and forecasts together, in steps of a node of eight GPUs: with more, a step looks at more. */
    static long work(long searched, long forecast, int gpus) {
        return searched * Math.max(1, gpus / USUAL_GPUS) + STEPS_OF_PAIR * forecast;
    }
}
