package dev.shmfit.nccl.setting;

import dev.shmfit.nccl.NcclVersion;
import java.util.Optional;

/**
 * A variable that NCCL reads from the environment or nccl.conf, in one range of versions.
 *
 * @param name such as {@code NCCL_P2P_LEVEL}
 * @param first version that reads it, or reads it so
 * @param last version that does; empty where the newest known one does
 * @param isNumber whether NCCL reads it with strtoll
 * @param source the file of NCCL's source, or the published library, in which {@code first} reads it
 */
public record NcclVariable(
        String name, NcclVersion first, Optional<NcclVersion> last, boolean isNumber, String source) {
    /** Whether a version reads it. */
    public boolean isReadBy(NcclVersion version) {
        return first.compareTo(version) <= 0 && (last.isEmpty() || version.compareTo(last.get()) <= 0);
    }

    /** For people: {@code 2.5.6 to 2.12.12}, {@code 2.24.3 and later}. */
    public String versions() {
        return last.map(to -> to.equals(first) ? first.toString() : first + " to " + to)
                .orElse(first + " and later");
    }
}
