package dev.shmfit.nccl;

import dev.shmfit.text.Text;
import java.util.Optional;

/** Of which versions of NCCL are the rules known? Each was read from NVIDIA/nccl at its tag. */
public final class KnownVersions {
    /** The oldest. */
    public static final NcclVersion OLDEST = NcclVersion.of(2, 5, 6);

    /** The newest: the alpha 7 of 2.31.0, on the branch {@code dev}. */
    public static final NcclVersion NEWEST = NcclVersion.of(2, 31, 0);

    /** The newest that is a release with public source: what a job is taken to run where nothing says which. */
    public static final NcclVersion NEWEST_RELEASE = NcclVersion.of(2, 30, 7);

    private KnownVersions() {}

    /** The version whose rules stand in for those of {@code version}; empty where its own are known. */
    public static Optional<NcclVersion> standIn(NcclVersion version) {
        return version.compareTo(NEWEST) > 0 ? Optional.of(NEWEST) : Optional.empty();
    }

    /** The same as a sentence for a report. */
    public static Optional<Text> standInSentence(NcclVersion version) {
        return standIn(version)
                .map(known -> Text.of("fact/stand-in", "version", version.toString(), "known", known.toString()));
    }
}
