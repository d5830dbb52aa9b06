package dev.shmfit.analysis;

/** From a capture and a question to the answer, stage by stage. Pure: the same request gives the same analysis. */
public final class Analyzer {
    private Analyzer() {}

    /**
     * Answers the request.
     *
     * @throws NotAssessable where the capture does not suffice
     * @throws dev.shmfit.units.MalformedText where a stated fact contradicts a captured one, or names a GPU that is not
     *     there
     */
    public static Analysis analyze(AnalysisRequest request) {
        return prepare(request).withLoaders(request.loaders());
    }

    /** Answers all of the request but what its loaders add, for many sets of loaders; fails like {@link #analyze}. */
    public static PreparedAnalysis prepare(AnalysisRequest request) {
        return new PreparedAnalysis(request);
    }
}
