package dev.shmfit.probes.redact;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Forms that are looked for one after the other in a line that has the hint of any of them. */
record Several(List<Step> steps) implements Step {
    Several {
        steps = List.copyOf(steps);
    }

    static Several of(Step... steps) {
        return new Several(Arrays.asList(steps));
    }

    @Override
    public List<String> hints() {
        return steps.stream().flatMap(s -> s.hints().stream()).distinct().toList();
    }

    @Override
    public Set<Shape> shapes() {
        return steps.stream().flatMap(s -> s.shapes().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String without(String line, Pseudonyms names) {
        String out = line;
        for (Step step : steps) {
            out = step.without(out, names);
        }
        return out;
    }
}
