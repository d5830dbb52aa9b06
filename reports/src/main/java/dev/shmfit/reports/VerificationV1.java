package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forecast beside log: the part of a report that {@code shmfit verify} adds.
 *
 * @param agrees whether nothing that was compared differs; null where nothing could be compared
 * @param headline the answer, as a sentence
 * @param compared how many things were compared
 * @param differing how many of them differ
 * @param communicators those that the log shows
 * @param segments files in /dev/shm, which a log does not tell apart by communicator
 * @param causes likely ones of the differences, the best first
 * @param notes what limits the comparison, as sentences
 * @param log what else the log says
 */
public record VerificationV1(
        @Nullable Boolean agrees,
        String headline,
        long compared,
        long differing,
        List<Communicator> communicators,
        List<Check> segments,
        List<Cause> causes,
        List<String> notes,
        Log log) {
    public VerificationV1 {
        communicators = List.copyOf(communicators);
        segments = List.copyOf(segments);
        causes = List.copyOf(causes);
        notes = List.copyOf(notes);
    }

    /**
     * A communicator of the log.
     *
     * @param id NCCL's; empty where no line names it
     * @param size number of ranks; at least so many where no line says how many
     * @param sizeStated whether a line says it
     * @param times how many communicators of the log are like it
     * @param gpus the GPU of each rank that runs on the node, by index
     * @param toldBy by what the GPUs were told
     * @param checks everything that was compared
     * @param notCompared what was not, and why
     * @param shown what the log shows of it, in few words
     */
    public record Communicator(
            String id,
            int size,
            boolean sizeStated,
            int times,
            List<Integer> gpus,
            String toldBy,
            List<Check> checks,
            List<String> notCompared,
            List<String> shown) {
        public Communicator {
            gpus = List.copyOf(gpus);
            checks = List.copyOf(checks);
            notCompared = List.copyOf(notCompared);
            shown = List.copyOf(shown);
        }
    }

    /**
     * One thing that was compared.
     *
     * @param subject {@code communicator}, {@code init}, {@code channels}, {@code pair}, {@code ring}, {@code tree} or
     *     {@code segments}
     * @param what which one
     * @param forecast null where nothing was forecast
     * @param observed null where the log does not show it
     * @param outcome {@code agrees}, {@code differs} or {@code within-range}
     * @param source the line of the log; null where there is none
     */
    public record Check(
            String subject,
            String what,
            @Nullable String forecast,
            @Nullable String observed,
            String outcome,
            @Nullable Place source) {}

    /** A line of a log; 0 where a line says nothing. */
    public record Place(String source, int line) {
        @Override
        public String toString() {
            return line == 0 ? source : source + ":" + line;
        }
    }

    /**
     * A likely cause.
     *
     * @param kind {@code setting}, {@code nccl-version}, {@code communicator}, {@code hidden-devices}, {@code driver} or
     *     {@code fact}
     * @param explanation a sentence
     * @param option how to say so to shmfit; empty where no option does
     * @param shownByLog whether the log shows the fact; otherwise it is a guess that fits
     * @param explained how many differences vanish with it
     * @param remaining how many are left
     */
    public record Cause(
            String kind, String explanation, String option, boolean shownByLog, long explained, long remaining) {}

    /**
     * What a log says.
     *
     * @param lines all lines
     * @param messages NCCL's lines
     * @param unrecognised those of them that were not understood
     * @param versions of NCCL
     * @param cudaDriver such as {@code 12.6}; null where not shown
     * @param settings that NCCL took from the environment
     * @param segments files made in /dev/shm, by size
     * @param remarks refusals and warnings
     * @param notes lines that were not understood, or are damaged
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Log(
            long lines,
            long messages,
            long unrecognised,
            List<String> versions,
            @Nullable String cudaDriver,
            List<Setting> settings,
            List<Segments> segments,
            List<Remark> remarks,
            List<Remark> notes) {
        public Log {
            versions = List.copyOf(versions);
            settings = List.copyOf(settings);
            segments = List.copyOf(segments);
            remarks = List.copyOf(remarks);
            notes = List.copyOf(notes);
        }
    }

    /** A setting that the log shows. */
    public record Setting(String name, String value, Place source) {}

    /** Equal files. */
    public record Segments(long bytes, long count) {}

    /** A line worth telling, and how often it stands there. */
    public record Remark(String text, long count, Place source) {}
}
