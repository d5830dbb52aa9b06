package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code shmfit explain} says, version 1: the part of the interface that programs read.
 *
 * @param source the name of what was read; an id or a number where that was asked for
 * @param lines of the text; 0 where none was read
 * @param recognised whether anything was
 * @param root the id of the cause to begin with; null where nothing failed, or its cause is not in the text
 * @param causes the root first, then what followed, then what is no failure
 * @param observations what was read beside messages
 * @param files in /dev/shm that were listed
 * @param sizes that were asked for by number
 * @param ncclVersions that the text names
 * @param size of /dev/shm to begin with; null where size is no remedy
 * @param remarks sentences on what was not recognised, or what is missing
 */
@JsonInclude
public record ExplainV1(
        int schemaVersion,
        ReportV1.Tool tool,
        String source,
        long lines,
        boolean recognised,
        @Nullable String root,
        List<Cause> causes,
        List<Observation> observations,
        List<File> files,
        List<Size> sizes,
        List<String> ncclVersions,
        @Nullable Advice size,
        List<String> remarks) {
    /**
     * A cause.
     *
     * @param role cause, symptom, consequence or notice; null for an id that was asked for
     * @param confidence certain, likely or possible; null likewise
     * @param speaksFor what else in the text speaks for it
     * @param speaksAgainst what speaks against it
     * @param spaceProblem whether it is about the room in /dev/shm: yes, no, undecided, no-failure
     * @param owner job, image, node or hypervisor
     */
    public record Cause(
            String id,
            String title,
            @Nullable String role,
            @Nullable String confidence,
            String reason,
            List<String> speaksFor,
            List<String> speaksAgainst,
            String spaceProblem,
            String owner,
            String cause,
            String fix,
            List<WrongFix> wrongFixes,
            List<String> sources,
            List<Hit> hits) {}

    /** Advice that circulates and does not help. */
    public record WrongFix(String advice, String why) {}

    /**
     * What was found.
     *
     * @param id of the wording
     * @param statement what it says; empty where a program names the cause itself
     * @param lines the first ones, from 1
     * @param values of its varying parts, without white space
     */
    public record Hit(
            String id, String statement, long count, List<Long> lines, Map<String, String> values, List<Size> sizes) {}

    /** A number of bytes, and how it comes about; no meaning where it is no segment of NCCL's. */
    public record Size(long bytes, long count, List<Meaning> meanings) {}

    /**
     * A way in which a number comes about.
     *
     * @param kind as in the report's segments
     * @param request whether it is what was asked for, before NCCL appends four bytes
     * @param text for people
     */
    public record Meaning(
            String kind, List<Versions> versions, List<String> settings, boolean request, String remark, String text) {}

    /** A run of versions; {@code before} is the first that does not belong to it, null for none. */
    public record Versions(String from, @Nullable String before) {}

    /** What was read beside messages. */
    public record Observation(String kind, long line, String text, Map<String, Long> bytes) {}

    /**
     * Files of one owner and size.
     *
     * @param tenant whether the program keeps its data there for as long as it runs
     */
    public record File(
            String program,
            boolean tenant,
            long bytes,
            long count,
            String example,
            List<String> pids,
            String remark,
            List<Meaning> meanings) {}

    /**
     * A size of /dev/shm.
     *
     * @param bytes that the text asks for; null where it supports no size: the fixes then have SIZE in its place
     * @param fixes for each platform
     */
    public record Advice(@Nullable Long bytes, String reason, List<Fix> fixes) {}

    /** A change to copy, and the same in one line. */
    public record Fix(String platform, String title, String brief, String snippet, String verify) {}

    /** A size whose spellings occur nowhere else, to be replaced by the word SIZE. */
    static final ByteCount PLACEHOLDER = ByteCount.mebibytes(7777);

    static String withoutSize(String snippet) {
        return snippet.replace(SizeText.docker(PLACEHOLDER), "SIZE")
                .replace(SizeText.kubernetes(PLACEHOLDER), "SIZE")
                .replace(String.valueOf(PLACEHOLDER.bytes()), "SIZE in bytes")
                .replace("7.6G", "SIZE");
    }
}
