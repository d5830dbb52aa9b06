package dev.shmfit.topology;

import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.Reading;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known of one GPU beyond its row of the matrix. */
record KnownGpu(int index, Reading<Integer> computeCapability, String name, Optional<GpuModel> model, PciLink link) {
    static KnownGpu of(int index, TopologyAssumptions given) {
        String name = given.gpuNames().getOrDefault(index, "");
        Optional<GpuModel> model = GpuModels.of(name);
        Reading<Integer> capability = given.computeCapability();
        GpuTraits traits = given.traits().getOrDefault(index, GpuTraits.NONE);
        if (!capability.isKnown()) {
            capability = traits.computeCapability();
        }
        if (!capability.isKnown() && model.isPresent()) {
            capability = Reading.known(
                    model.get().computeCapability(), dev.shmfit.facts.SourceRef.of("product name \"" + name + "\""));
        }
        PciLink link = traits.pcie()
                .asOptional()
                .map(p -> PciLink.of(p.generation(), p.width()))
                .or(() -> given.pciLink().asOptional())
                .orElse(PciLink.UNKNOWN);
        return new KnownGpu(index, capability, name, model, link);
    }

    /** NVLinks that it has, where its model or compute capability tells. */
    OptionalInt nvLinks() {
        if (model.isPresent()) {
            return OptionalInt.of(model.get().nvLinks());
        }
        return computeCapability.asOptional().map(NvLinkBudget::links).orElse(OptionalInt.empty());
    }

    /** Whether it can sit on a board with NVSwitch; unknown counts as yes. */
    boolean mayHaveNvSwitch() {
        return model.map(GpuModel::nvSwitch)
                .orElseGet(() -> computeCapability
                        .asOptional()
                        .map(NvLinkBudget::hasNvSwitchBoards)
                        .orElse(true));
    }

    double nvLinkRate() {
        return computeCapability
                .asOptional()
                .map(NvLinkBudget::gigabytesPerSecond)
                .orElse(0.0);
    }
}
