package dev.shmfit.house.sample.analysis.machine;

import dev.shmfit.house.sample.analysis.AnswersWithAPart;
import java.util.List;

/** Sees the package around it, which sees this one: a cycle between a package and a part of it. */
public record AsksTheWhole(List<AnswersWithAPart> wholes) {
    public AsksTheWhole {
        wholes = List.copyOf(wholes);
    }
}
