package dev.shmfit.cli.workload;

import java.io.Serial;
import java.util.List;

/** A workload file cannot be taken; every reason has file, line and column. */
public final class MalformedWorkload extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    MalformedWorkload(List<Problem> problems) {
        super(Problem.lines(problems));
        this.problems = List.copyOf(problems);
    }

    MalformedWorkload(Problem problem) {
        this(List.of(problem));
    }

    /** The reasons. */
    public List<Problem> problems() {
        return problems;
    }
}
