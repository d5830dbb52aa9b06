package dev.shmfit.plan;

import dev.shmfit.analysis.stated.AnalysisRequest;

/**
 * A node to plan for.
 *
 * @param name what the plan calls it
 * @param request the job on it, with what the sweep does not vary
 */
public record PlanNode(String name, AnalysisRequest request) {}
