package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a job needs of a node's /dev/shm, what it has, and what to do: the outside view, version 1. Holds no type of the
 * analyzer, so that the analyzer may change while readers of the JSON stay. Byte counts are {@code long}; order is that
 * of the JSON, fields beyond the first release's contract come last in each object.
 *
 * @param schemaVersion always {@link #SCHEMA_VERSION}
 * @param tool who computed it
 * @param verdict the answer
 * @param node the machine
 * @param assumptions facts that were not captured but stated, defaulted or assumed
 * @param nccl what NCCL does
 * @param loaders what each DataLoader does, for one rank
 * @param shm the sum against what there is
 * @param memory the sum against the memory limit
 * @param findings worst first
 * @param workload what was asked, one line for each statement
 * @param generatedFrom what was analysed
 * @param inputs the captured texts, to analyse again; empty where they are not to be embedded
 * @param budget everything that can run out, and how much of it the job needs
 * @param facts what was read and where; the source that counts, where several tell one fact
 * @param verification the forecast beside a job's log; null where none was given
 */
public record ReportV1(
        int schemaVersion,
        Tool tool,
        Verdict verdict,
        NodeV1 node,
        List<Assumption> assumptions,
        NcclV1 nccl,
        List<LoaderV1> loaders,
        ShmV1 shm,
        Memory memory,
        List<FindingV1> findings,
        List<Statement> workload,
        Origin generatedFrom,
        List<Input> inputs,
        List<BudgetV1> budget,
        List<Fact> facts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable VerificationV1 verification) {
    /** The version of the JSON that these records spell. */
    public static final int SCHEMA_VERSION = 1;

    public ReportV1 {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException("report of schema version " + schemaVersion + ", not " + SCHEMA_VERSION);
        }
        assumptions = List.copyOf(assumptions);
        loaders = List.copyOf(loaders);
        findings = List.copyOf(findings);
        workload = List.copyOf(workload);
        inputs = List.copyOf(inputs);
        budget = List.copyOf(budget);
        facts = List.copyOf(facts);
    }

    /** The same with other findings. */
    public ReportV1 withFindings(List<FindingV1> others) {
        return new ReportV1(
                schemaVersion,
                tool,
                verdict,
                node,
                assumptions,
                nccl,
                loaders,
                shm,
                memory,
                others,
                workload,
                generatedFrom,
                inputs,
                budget,
                facts,
                verification);
    }

    /** The same without the captured texts. */
    public ReportV1 withoutInputs() {
        return new ReportV1(
                schemaVersion,
                tool,
                verdict,
                node,
                assumptions,
                nccl,
                loaders,
                shm,
                memory,
                findings,
                workload,
                generatedFrom,
                List.of(),
                budget,
                facts,
                verification);
    }

    /** The same without the captured texts, and without the lines of them that findings quote. */
    public ReportV1 withoutCapturedTexts() {
        return withoutInputs()
                .withFindings(findings.stream().map(FindingV1::withoutQuotes).toList());
    }

    /** A report without a log. */
    public ReportV1(
            int schemaVersion,
            Tool tool,
            Verdict verdict,
            NodeV1 node,
            List<Assumption> assumptions,
            NcclV1 nccl,
            List<LoaderV1> loaders,
            ShmV1 shm,
            Memory memory,
            List<FindingV1> findings,
            List<Statement> workload,
            Origin generatedFrom,
            List<Input> inputs,
            List<BudgetV1> budget,
            List<Fact> facts) {
        this(
                schemaVersion,
                tool,
                verdict,
                node,
                assumptions,
                nccl,
                loaders,
                shm,
                memory,
                findings,
                workload,
                generatedFrom,
                inputs,
                budget,
                facts,
                null);
    }

    /** The same with a comparison. */
    public ReportV1 with(VerificationV1 comparison) {
        return new ReportV1(
                schemaVersion,
                tool,
                verdict,
                node,
                assumptions,
                nccl,
                loaders,
                shm,
                memory,
                findings,
                workload,
                generatedFrom,
                inputs,
                budget,
                facts,
                comparison);
    }

    /** The program that made the report. */
    public record Tool(String name, String version) {}

    /** Does it fit? */
    public enum Status implements JsonWord {
        /** Required and recommended both fit. */
        FITS,
        /** Required fits, recommended does not. */
        TIGHT,
        /** Required does not fit, or NCCL fails for another reason. */
        FAILS,
        /** Nothing to compare with, or too little known. */
        UNKNOWN;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The answer.
     *
     * @param request what to write to the administrator; null where there is nothing to ask for
     * @param scope what the answer is about: {@code nccl}, {@code loaders}; what is missing was not stated
     * @param notCounted engines some of whose files in /dev/shm no formula counts; null where there is none
     */
    public record Verdict(
            Status status,
            String headline,
            @Nullable String request,
            List<String> scope,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> notCounted) {
        public Verdict {
            scope = List.copyOf(scope);
            notCounted = notCounted == null ? null : List.copyOf(notCounted);
        }

        /** Whether nothing of the job is missing but perhaps NCCL. */
        public boolean whole() {
            return scope.contains("loaders") && notCounted == null;
        }

        /** An answer about everything that asks for nothing. */
        public Verdict(Status status, String headline) {
            this(status, headline, null, List.of("nccl", "loaders"), null);
        }
    }

    /**
     * A fact that the capture lacks.
     *
     * @param key as in {@code --assume KEY=VALUE}
     * @param provenance {@code stated}, {@code default} or {@code assumed}
     * @param effect what depends on it, as a sentence
     * @param matters whether the answer could be another one if the fact were; true where that is not known
     */
    public record Assumption(String key, String value, String provenance, String effect, boolean matters) {}

    /**
     * A fact that was read.
     *
     * @param key its name, that of {@code --assume} where there is one
     * @param value as it was understood
     * @param source a file of the capture, or the text that was handed over
     * @param line from 1; 0 means the whole of it
     */
    public record Fact(String key, String value, String source, int line) {}

    /**
     * Memory of the container or the node, which tmpfs pages count against.
     *
     * @param limitBytes null: no limit known
     * @param requiredBytes what the forecast adds to it
     * @param provenance where the limit came from; null with it
     * @param systemBytes RAM of the machine; null where not known
     * @param gpuBytes memory of each GPU, which is no part of the comparison; empty where not known
     */
    public record Memory(
            @Nullable Long limitBytes,
            long requiredBytes,
            @Nullable String provenance,
            @Nullable Long systemBytes,
            List<Long> gpuBytes) {
        public Memory {
            gpuBytes = List.copyOf(gpuBytes);
        }

        /** The same where neither RAM nor GPUs are known. */
        public Memory(@Nullable Long limitBytes, long requiredBytes, @Nullable String provenance) {
            this(limitBytes, requiredBytes, provenance, null, List.of());
        }
    }

    /**
     * One thing that the user asked for, such as {@code ranks}, {@code 4 (GPUs 0-3)}, {@code stated}.
     *
     * @param provenance one of the analyzer's words: measured, reported, stated, default, assumed
     */
    public record Statement(String name, String value, String provenance) {}

    /**
     * What was analysed.
     *
     * @param name of the capture, file or node
     * @param kind {@code capture}, {@code nccl-xml}, {@code files}, {@code live} or {@code catalogue}
     * @param capturedAt ISO 8601 as the capture says; null where it does not
     * @param redacted whether names and addresses were replaced before the capture was written
     */
    public record Origin(String name, String kind, @Nullable String capturedAt, boolean redacted) {}

    /** A captured text, verbatim. */
    public record Input(String name, String text) {}
}
