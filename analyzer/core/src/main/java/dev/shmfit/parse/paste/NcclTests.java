package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of nccl-tests (src/common.cu of NVIDIA/nccl-tests): a line for each rank with its host, GPU and product. */
final class NcclTests {
    private static final Pattern RANK = Pattern.compile(
            "^#\\s+Rank\\s+\\d+\\s.*\\bon\\s+(\\S+)\\s+device\\s+(\\d{1,2}) \\[[0-9a-fx:.]{2,16}\\] (\\S.*)$");

    private NcclTests() {}

    /** The GPUs of the first host, and that its ranks are so many. */
    static void read(PastedSection section, PastedFacts facts) {
        List<GpuListing.Gpu> gpus = new ArrayList<>();
        String host = "";
        for (PastedLine line : section.lines()) {
            Matcher m = RANK.matcher(line.stripped());
            if (m.matches() && (host.isEmpty() || host.equals(m.group(1)))) {
                host = m.group(1);
                gpus.add(new GpuListing.Gpu(
                        Integer.parseInt(m.group(2), 10),
                        m.group(3).strip(),
                        Reading.absent("not said"),
                        Reading.absent("not said"),
                        List.of(),
                        section.at(line)));
            }
        }
        if (!gpus.isEmpty()) {
            SourceRef first = gpus.get(0).source();
            facts.add(Topic.LISTING, new GpuListing(gpus, GpuListing.Numbering.CUDA), first);
            facts.add(Topic.SETTING, new Setting(Variables.RANKS, String.valueOf(gpus.size()), first), first);
        }
    }
}
