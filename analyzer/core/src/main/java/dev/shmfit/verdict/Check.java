package dev.shmfit.verdict;

import java.util.List;

/** Looks at the evidence for one kind of trouble. Stateless; an empty list means that the question does not arise. */
@FunctionalInterface
public interface Check {
    List<Finding> examine(Evidence evidence);
}
