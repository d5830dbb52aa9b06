package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Parsed;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code cmdline.txt}, the options that the kernel was started with: {@code quiet intel_iommu=on}. */
public final class KernelOptionsParser {
    private static final Pattern IOMMU =
            Pattern.compile("\\b(intel_iommu=on|amd_iommu=on|iommu=force|iommu\\.passthrough=0)\\b");
    private static final Pattern PASS_THROUGH = Pattern.compile("\\b(iommu=pt|iommu\\.passthrough=1)\\b");

    private KernelOptionsParser() {}

    /** The option that switches an IOMMU on without passing devices through. */
    public static Parsed<Reading<String>> iommu(String text, String item) {
        Matcher on = IOMMU.matcher(text);
        return new Parsed<>(
                on.find() && !PASS_THROUGH.matcher(text).find()
                        ? Reading.known(on.group(1), SourceRef.line(item, 1))
                        : Reading.absent("no IOMMU is switched on there"),
                List.of());
    }
}
