package dev.shmfit.web.build;

import dev.shmfit.cli.workload.Preset;
import dev.shmfit.text.Language;
import dev.shmfit.text.Messages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.teavm.extension.spi.resources.DefaultResourcesPolicy;

/** The files that the analyzer reads as Java's resources. */
public final class Resources extends DefaultResourcesPolicy {
    private static final String CLI = "dev/shmfit/cli/";

    @Override
    public String[] supplyResources(Collection<? extends String> asked) {
        List<String> all = new ArrayList<>(List.of(
                "dev/shmfit/nccl/setting/read-in-libraries.tsv",
                "dev/shmfit/nccl/setting/read-in-source.tsv",
                "dev/shmfit/probes/format/taken.tsv",
                "dev/shmfit/reports/html/page.css",
                "dev/shmfit/reports/html/page.js",
                "dev/shmfit/reports/html/whatif.js",
                CLI + "terminal/version.properties",
                CLI + "workload/workload-1.schema.json"));
        Preset.NAMES.forEach(name -> all.add(CLI + "workload/presets/" + name + ".yaml"));
        for (Language language : Language.values()) {
            Messages.AREAS.forEach(area -> all.add("dev/shmfit/text/" + Messages.resource(language, area)));
        }
        return all.toArray(String[]::new);
    }
}
