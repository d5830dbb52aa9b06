package dev.shmfit.house.sample.analysis;

import dev.shmfit.house.sample.analysis.machine.AsksTheWhole;

/** Sees a sub-package of its own, as it may. */
public record AnswersWithAPart(AsksTheWhole part) {}
