package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something seen, and what to do.
 *
 * @param id stable, kebab-case
 * @param severity how bad
 * @param owner who can mend it
 * @param summary one sentence
 * @param explanation why
 * @param remedy what to do, or, where not assessed, what would assess it; may be empty
 * @param evidence where it was seen
 * @param fixes the remedy for each platform, to copy
 */
public record FindingV1(
        String id,
        Severity severity,
        Owner owner,
        String summary,
        String explanation,
        String remedy,
        List<Evidence> evidence,
        List<Fix> fixes) {
    public FindingV1 {
        evidence = List.copyOf(evidence);
        fixes = List.copyOf(fixes);
    }

    /** The same without the words of its evidence. */
    FindingV1 withoutQuotes() {
        List<Evidence> places = evidence.stream()
                .map(e -> new Evidence(e.source(), e.line(), "", e.column(), e.stated(), e.file()))
                .toList();
        return new FindingV1(id, severity, owner, summary, explanation, remedy, places, fixes);
    }

    /** How bad, worst first. */
    public enum Severity implements JsonWord {
        PROBLEM,
        WARNING,
        NOTE,
        NOT_ASSESSED,
        OK;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Who can mend it. */
    public enum Owner implements JsonWord {
        JOB,
        IMAGE,
        NODE,
        HYPERVISOR;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where it was seen.
     *
     * @param source a file of the capture, or a flag
     * @param line from 1; 0 means the whole of it
     * @param text what stands there; may be empty
     * @param column from 1; null, which is not written, where a column says nothing
     * @param stated true where the user said it; null, which is not written, where a file says it
     * @param file of what the user said, the file that the line is of; null, which is not written, where it is in none
     */
    public record Evidence(
            String source,
            int line,
            String text,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer column,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean stated,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String file) {
        /** What stands in a file, or in all of it. */
        public Evidence(String source, int line, String text, @Nullable Integer column) {
            this(source, line, text, column, null, null);
        }

        /** Whether the user said it. */
        public boolean byUser() {
            return stated != null && stated;
        }

        /** The file that it stands in; empty where it stands in none. */
        public Optional<String> inFile() {
            return byUser() ? Optional.ofNullable(file) : Optional.of(source).filter(s -> !s.isBlank());
        }

        /** The column, or 0. */
        public int columnOrZero() {
            return column == null ? 0 : column;
        }
    }

    /** Where a remedy applies. */
    public enum Platform implements JsonWord {
        DOCKER,
        COMPOSE,
        KUBERNETES,
        ARGO,
        KUBERAY,
        PODMAN,
        APPTAINER,
        SLURM,
        AZUREML,
        HOST;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A remedy to copy.
     *
     * @param snippet a command, or lines of a file
     * @param verify the command that shows that it worked; may be empty
     * @param brief the same in one line
     */
    public record Fix(Platform platform, String snippet, String verify, String brief) {}
}
