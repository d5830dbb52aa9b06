package dev.shmfit.cli.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shmfit.cli.admission.Answer.Decision;
import dev.shmfit.lint.Fixer;
import dev.shmfit.lint.LintFinding;
import dev.shmfit.lint.LintRule;
import dev.shmfit.lint.Linter;
import dev.shmfit.lint.ManifestPatch;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.manifest.ManifestText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges objects by the rules of lint, and adds the volume that they lack where that is wanted. */
final class Reviewer {
    /** On an object or a pod template, {@code off} keeps shmfit from looking at it. */
    static final String LABEL = "shmfit.dev/admission";
    /** Tells on an object what was added to it, and why. */
    static final String ANNOTATION = "shmfit.dev/shm";
    /** With a rule's id behind it, accepts the findings of that rule; the value is the reason. */
    static final String IGNORE = "shmfit.dev/ignore-";

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    /** What a missing volume shows as. Sizes and limits that somebody has written down are not changed. */
    private static final Set<LintRule> MENDED = EnumSet.of(LintRule.SHM_NOT_SET, LintRule.SHM_MOUNT_MISSING);
    /** Objects whose pod template cannot be changed once they are there. */
    private static final Set<String> FIXED = Set.of("Pod", "Job");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Line by line: places are found by line, and one long line makes that slow. */
    private static final ObjectWriter LINES = MAPPER.writerWithDefaultPrettyPrinter();

    private final Policy policy;
    private final NodeNeed.Source need;

    /** @param need tells from several threads what a container needs */
    Reviewer(Policy policy, NodeNeed.Source need) {
        this.policy = policy;
        this.need = need;
    }

    /** A finding, or why it does not count. */
    record Judged(Answer answer, List<LintFinding> findings) {}

    /** Whether the object is as it should be. */
    Judged validate(Review review) throws IOException {
        Optional<ObjectNode> object = looked(review);
        if (object.isEmpty()) {
            return new Judged(Answer.of(Decision.SKIPPED, List.of()), List.of());
        }
        List<LintFinding> counting = Linter.lint(List.of(text(object.get())), need).findings().stream()
                .filter(LintFinding::counts)
                .filter(f -> !accepted(object.get(), f.rule()))
                .toList();
        List<LintFinding> denying = counting.stream().filter(policy::denies).toList();
        List<String> warnings = counting.stream()
                .filter(f -> !denying.contains(f))
                .map(Reviewer::sentence)
                .distinct()
                .toList();
        if (!denying.isEmpty()) {
            String message = denying.stream()
                    .map(Reviewer::sentence)
                    .distinct()
                    .collect(Collectors.joining(
                            " ",
                            "",
                            " To accept one, annotate the object: " + IGNORE
                                    + denying.get(0).rule().id() + ": REASON"));
            return new Judged(new Answer(Decision.DENIED, warnings, message, Optional.empty()), counting);
        }
        return new Judged(Answer.of(warnings.isEmpty() ? Decision.ALLOWED : Decision.WARNED, warnings), counting);
    }

    /** The object with the volume that it lacks. */
    Judged mutate(Review review) throws IOException {
        Optional<ObjectNode> object = looked(review);
        boolean late = review.operation().equals("UPDATE") && FIXED.contains(review.kind());
        if (object.isEmpty() || late) {
            return new Judged(Answer.of(Decision.SKIPPED, List.of()), List.of());
        }
        ObjectNode whole = object.get();
        ManifestText before = text(whole);
        List<LintFinding> found = Linter.lint(List.of(before), need).findings().stream()
                .filter(f -> MENDED.contains(f.rule()) && f.counts() && !accepted(whole, f.rule()))
                .toList();
        Set<LintRule> rules = found.stream()
                .map(LintFinding::rule)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(LintRule.class)));
        String mended = Fixer.fix(before, List.of(before), need, rules::contains, Reviewer::again);
        ArrayNode patch = added(before, again(mended));
        if (patch.isEmpty()) {
            return new Judged(Answer.of(Decision.ALLOWED, List.of()), found);
        }
        String why = found.stream().map(LintFinding::summary).distinct().collect(Collectors.joining(" "));
        annotate(patch, whole, sizes(patch) + ". " + why);
        return new Judged(new Answer(Decision.MUTATED, List.of(), "", Optional.of(patch)), found);
    }

    /** The object without what is no part of it as its author wrote it; empty where it is not looked at. */
    private Optional<ObjectNode> looked(Review review) {
        boolean asked =
                review.operation().equals("CREATE") || review.operation().equals("UPDATE");
        if (!asked
                || policy.skipped().contains(review.namespace())
                || review.object().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode object = review.object().get();
        for (JsonNode labels : object.findValues("labels")) {
            if (labels.path(LABEL).asText().equals("off")) {
                return Optional.empty();
            }
        }
        boolean going = object.path("metadata").has("deletionTimestamp");
        return going ? Optional.empty() : Optional.of(object);
    }

    private static boolean accepted(ObjectNode object, LintRule rule) {
        return object.findValues("annotations").stream()
                .anyMatch(a -> !a.path(IGNORE + rule.id()).asText().isBlank());
    }

    private static ManifestText text(ObjectNode object) throws IOException {
        ObjectNode own = object.deepCopy();
        own.remove("status");
        if (own.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
            if (metadata.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove(LAST_APPLIED);
            }
        }
        return JsonTree.parsed("object", LINES.writeValueAsString(own));
    }

    private static ManifestText again(String text) {
        try {
            return JsonTree.parsed("object", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was added to lists of volumes and mounts; nothing that was there is changed or gone. */
    private static ArrayNode added(ManifestText before, ManifestText after) throws JsonProcessingException {
        ArrayNode kept = MAPPER.createArrayNode();
        String all = ManifestPatch.of(ManifestPatch.Form.JSON, before, after);
        if (!all.isEmpty()) {
            for (JsonNode operation : MAPPER.readTree(all)) {
                boolean adds = operation.path("op").asText().equals("add");
                if (adds && operation.path("path").asText().matches(".*/(volumes|volumeMounts)(/-)?")) {
                    kept.add(operation);
                }
            }
        }
        return kept;
    }

    private static String sizes(ArrayNode patch) {
        List<String> sizes = new ArrayList<>();
        patch.findValues("sizeLimit").forEach(s -> sizes.add(s.asText()));
        return sizes.isEmpty()
                ? "Mounted at /dev/shm by shmfit"
                : "/dev/shm of " + sizes.stream().distinct().collect(Collectors.joining(" and ")) + " added by shmfit";
    }

    private static void annotate(ArrayNode patch, ObjectNode object, String reason) {
        JsonNode metadata = object.path("metadata");
        if (!metadata.isObject()) {
            return;
        }
        if (metadata.path("annotations").isObject()) {
            patch.addObject()
                    .put("op", "add")
                    .put("path", "/metadata/annotations/" + ANNOTATION.replace("/", "~1"))
                    .put("value", reason);
        } else {
            patch.addObject()
                    .put("op", "add")
                    .put("path", "/metadata/annotations")
                    .putObject("value")
                    .put(ANNOTATION, reason);
        }
    }

    private static String sentence(LintFinding f) {
        return f.rule().id() + ": " + f.summary() + " " + f.remedy();
    }
}
