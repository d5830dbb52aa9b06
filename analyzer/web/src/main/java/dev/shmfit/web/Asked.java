package dev.shmfit.web;

import dev.shmfit.cli.manifest.ManifestFiles;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.text.Language;
import java.util.List;
import java.util.Map;

/**
 * A question as the page has it.
 *
 * @param files of the node
 * @param logs of the job
 * @param manifests that start the job
 * @param said everything that is written in the form, by name: {@code options}, {@code workload}, {@code command}, {@code job},
 *     {@code platform}, {@code sweep}, {@code language}, {@code node}
 */
public record Asked(List<Given> files, List<Given> logs, List<Given> manifests, Map<String, String> said) {
    public Asked {
        files = List.copyOf(files);
        logs = List.copyOf(logs);
        manifests = List.copyOf(manifests);
        said = Map.copyOf(said);
    }

    /** What is written under a name; empty for nothing. */
    String text(String name) {
        return said.getOrDefault(name, "");
    }

    /** Options and their values, one after the other. */
    List<String> words() {
        String all = text("options");
        return all.isEmpty() ? List.of() : List.of(all.split("\0", -1));
    }

    StatedOptions.Job job() {
        return new StatedOptions.Job(
                text("workload"),
                manifests.stream()
                        .map(m -> ManifestFiles.parsed(
                                m.name(), CaptureReader.text(m.content().get(), m.name())))
                        .toList(),
                text("job"),
                text("command"));
    }

    /** The language of what people read. */
    Language language() {
        return Language.ofLocale(text("language")).orElse(Language.ENGLISH);
    }
}
