package dev.shmfit.cli.options;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.plan.FallbackCost;
import dev.shmfit.plan.Partitions;
import dev.shmfit.plan.PlanNode;
import dev.shmfit.plan.Upgrade;
import dev.shmfit.reports.plan.PlanTemplate;
import dev.shmfit.reports.plan.WhatIfText;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Questions about a plan other than a grid. */
public final class WhatIfOptions {
    @Option(
            names = "--partition",
            description =
                    "Split the job's GPUs into pods, 1×8 to 8×1: which pairs lose P2P and go over the network, and"
                            + " what each pod needs.")
    private boolean partition;

    @Option(
            names = "--change",
            paramLabel = "KEY=A..B",
            description = "What an upgrade does: nccl=2.21.5..2.27.7, driver=12.4..12.8, sys-nice=yes..no. Repeat for"
                    + " changes made at once.")
    private List<String> changes = List.of();

    @Option(
            names = "--cost",
            description = "What the fall-back to shared memory costs: the ring's bandwidth by NCCL's own model.")
    private boolean cost;

    @Option(
            names = "--template",
            paramLabel = "PLATFORM",
            description = "The values for docker, compose, kubernetes, argo, slurm or helm, with the reasons.")
    private @Nullable String template;

    public boolean isAsked() {
        return partition || cost || template != null || !changes.isEmpty();
    }

    /** The options that were given. */
    public String asked() {
        List<String> given = new ArrayList<>();
        if (partition) {
            given.add("--partition");
        }
        if (!changes.isEmpty()) {
            given.add("--change");
        }
        if (cost) {
            given.add("--cost");
        }
        if (template != null) {
            given.add("--template");
        }
        return String.join(", ", given);
    }

    /** The answers for all nodes, one after the other. */
    public String answer(List<PlanNode> nodes) {
        if (template != null && !PlanTemplate.PLATFORMS.contains(template)) {
            throw new UsageError("--template: \"" + ErrorText.shown(template) + "\" is not known"
                    + DidYouMean.hint(PlanTemplate.PLATFORMS, template) + "; known are "
                    + String.join(", ", PlanTemplate.PLATFORMS));
        }
        StringBuilder text = new StringBuilder();
        for (PlanNode node : nodes) {
            if (partition) {
                text.append(WhatIfText.partition(node.name(), Partitions.of(node.request())));
            }
            if (!changes.isEmpty()) {
                text.append(WhatIfText.change(node.name(), changes, upgrade(node)));
            }
            if (cost) {
                text.append(WhatIfText.cost(node.name(), FallbackCost.of(node.request())));
            }
            if (template != null) {
                Analysis analysis = Analyzer.analyze(node.request());
                text.append(PlanTemplate.of(node.name(), analysis, template));
            }
        }
        return text.toString();
    }

    private Upgrade upgrade(PlanNode node) {
        try {
            return Upgrade.of(node.request(), changes);
        } catch (MalformedText e) {
            throw new UsageError("--change: " + e.sentence(), e);
        }
    }
}
