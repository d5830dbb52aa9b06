package dev.shmfit.log;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one or several logs of a job show about NCCL.
 *
 * @param lines how many, and what became of them
 * @param versions each that is named, in the order of the log
 * @param driver the CUDA driver's version, as it counts
 * @param settings each setting and value once
 * @param communicators in the order of the log; those that nothing tells apart are one
 * @param segments files made in /dev/shm, by size, ascending
 * @param hostBuffers host memory taken from the driver in place of /dev/shm, by size, ascending
 * @param remarks what was refused and warned of, each once
 * @param notes what was not understood, or not kept
 */
public record NcclLog(
        LineCounts lines,
        List<Seen> versions,
        Optional<LoggedCommunicator.Sourced<Integer>> driver,
        List<Setting> settings,
        List<LoggedCommunicator> communicators,
        List<Sized> segments,
        List<Sized> hostBuffers,
        List<Remark> remarks,
        List<ParseNote> notes) {
    /**
     * What became of the lines.
     *
     * @param total all
     * @param messages NCCL's
     * @param used that say something used here
     * @param passedOver known, without a fact that is used here
     * @param unrecognised messages that are not known or not readable
     */
    public record LineCounts(long total, long messages, long used, long passedOver, long unrecognised) {}

    /** A version, as the first line says that names it; {@code cuda} is empty where it does not say. */
    public record Seen(NcclVersion version, String cuda, SourceRef source) {}

    /** Equal sizes. */
    public record Sized(ByteCount bytes, long count, SourceRef source) {
        public ByteCount total() {
            return bytes.times(count);
        }
    }

    /** A refusal or a warning. */
    public record Remark(Kind kind, String text, long count, SourceRef source) {
        /** The sorts of remark. */
        public enum Kind {
            /** NVML reports P2P as not possible between two GPUs. */
            P2P_DISABLED,
            /** CUDA refuses peer access. */
            P2P_REFUSED,
            /** The driver refuses host memory; /dev/shm is used. */
            CUMEM_HOST_REFUSED,
            /** NCCL's own warning. */
            WARNING
        }
    }

    public NcclLog {
        versions = List.copyOf(versions);
        settings = List.copyOf(settings);
        communicators = List.copyOf(communicators);
        segments = List.copyOf(segments);
        hostBuffers = List.copyOf(hostBuffers);
        remarks = List.copyOf(remarks);
        notes = List.copyOf(notes);
    }

    /** The version, where the log names one and no other. */
    public Optional<NcclVersion> version() {
        return versions.stream().map(Seen::version).distinct().count() == 1
                ? Optional.of(versions.get(0).version())
                : Optional.empty();
    }

    /** Whether the log shows anything of NCCL's. */
    public boolean showsAnything() {
        return lines.used() > 0;
    }
}
