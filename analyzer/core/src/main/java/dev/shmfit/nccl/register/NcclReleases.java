package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * The releases of NCCL, by the tags of its public repository (github.com/NVIDIA/nccl, {@code git tag}). The last, 2.31.0, is
 * the alpha 7 of the branch {@code dev}, which has no tag.
 */
public final class NcclReleases {
    private static final String TAGS =
            "2.5.6 2.5.7 2.6.4 2.7.3 2.7.5 2.7.6 2.7.8 2.8.3 2.8.4 2.9.6 2.9.8 2.9.9 2.10.3 2.11.4 2.12.7 "
                    + "2.12.10 2.12.12 2.13.4 2.14.3 2.15.1 2.15.5 2.16.2 2.16.5 2.17.1 2.18.1 2.18.3 2.18.5 2.18.6 "
                    + "2.19.1 2.19.3 2.19.4 2.20.3 2.20.5 2.21.5 2.22.3 2.23.4 2.24.3 2.25.1 2.26.2 2.26.3 2.26.5 "
                    + "2.26.6 2.27.3 2.27.5 2.27.6 2.27.7 2.28.3 2.28.7 2.28.9 2.29.2 2.29.3 2.29.7 2.30.3 2.30.4 "
                    + "2.30.7 2.31.0";

    /** Oldest first. */
    public static final List<NcclVersion> ALL = parsed();

    private NcclReleases() {}

    private static List<NcclVersion> parsed() {
        List<NcclVersion> all = new ArrayList<>();
        for (String tag : TAGS.split(" ", -1)) {
            all.add(NcclVersion.parse(tag).orElseThrow());
        }
        return List.copyOf(all);
    }

    /**
     * The last release before a version.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static NcclVersion before(NcclVersion version) {
        NcclVersion last = null;
        for (NcclVersion release : ALL) {
            if (release.compareTo(version) < 0) {
                last = release;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("no release before " + version);
        }
        return last;
    }
}
