package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a GPU's UUID, as CUDA_VISIBLE_DEVICES may state it: it has the pseudonym of the UUID that begins so. */
record ShortUuid() implements Step {
    private static final Pattern BEGINNING = Pattern.compile(
            "(?<![A-Za-z0-9])(?:GPU|MIG)-((?=[0-9]{0,8}[a-fA-F]|[0-9]{8})[0-9a-fA-F]{4,8}(?:-[0-9a-fA-F]{0,4}){0,3})(?![0-9A-Za-z:.-])");

    @Override
    public List<String> hints() {
        return List.of("gpu-", "mig-");
    }

    @Override
    public Set<Shape> shapes() {
        return Set.of();
    }

    @Override
    public String without(String line, Pseudonyms names) {
        Matcher matcher = BEGINNING.matcher(line);
        return matcher.find()
                ? matcher.replaceAll(m -> Matcher.quoteReplacement(m.group().substring(0, 4)
                        + names.beginning(Kind.UUID, m.group(1).toLowerCase(Locale.ROOT))))
                : line;
    }
}
