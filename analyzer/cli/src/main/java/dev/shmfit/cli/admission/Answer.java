package dev.shmfit.cli.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the API server hears.
 *
 * @param decision which of the ways to answer it is; metrics count them apart
 * @param warnings that the API server shows to whoever sent the object
 * @param message why it is denied; empty where it is not
 * @param patch a JSON patch (RFC 6902); empty where nothing is changed
 */
record Answer(Decision decision, List<String> warnings, String message, Optional<ArrayNode> patch) {
    /** The API server cuts a warning that is longer, and drops those beyond 4096 characters in all. */
    private static final int LONGEST_WARNING = 256;

    private static final int MOST_WARNINGS = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** How a request ends. */
    enum Decision {
        ALLOWED,
        WARNED,
        DENIED,
        MUTATED,
        /** The object, its namespace, or the operation is none that is looked at. */
        SKIPPED,
        /** It could not be judged, and is let in. */
        FAILED_OPEN,
        /** It could not be judged, and is not let in. */
        FAILED_CLOSED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Answer {
        warnings = List.copyOf(warnings);
    }

    static Answer of(Decision decision, List<String> warnings) {
        return new Answer(decision, warnings, "", Optional.empty());
    }

    /** An answer for what could not be judged. */
    static Answer failed(boolean open, String why) {
        return open
                ? of(Decision.FAILED_OPEN, List.of("shmfit could not judge this, and lets it in: " + why))
                : new Answer(
                        Decision.FAILED_CLOSED, List.of(), "shmfit could not judge this: " + why, Optional.empty());
    }

    boolean allowed() {
        return decision != Decision.DENIED && decision != Decision.FAILED_CLOSED;
    }

    /** The {@code AdmissionReview} to send. */
    byte[] json(String uid) {
        ObjectNode review = MAPPER.createObjectNode();
        review.put("apiVersion", Review.API_VERSION).put("kind", "AdmissionReview");
        ObjectNode response = review.putObject("response");
        response.put("uid", uid).put("allowed", allowed());
        if (!allowed()) {
            response.putObject("status")
                    .put("code", decision == Decision.DENIED ? 403 : 500)
                    .put("reason", decision == Decision.DENIED ? "Forbidden" : "InternalError")
                    .put("message", message);
        }
        if (!warnings.isEmpty()) {
            ArrayNode all = response.putArray("warnings");
            warnings.stream().limit(MOST_WARNINGS).map(Answer::fitting).forEach(all::add);
        }
        patch.ifPresent(p -> response.put("patchType", "JSONPatch")
                .put("patch", Base64.getEncoder().encodeToString(p.toString().getBytes(StandardCharsets.UTF_8))));
        try {
            return MAPPER.writeValueAsBytes(review);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fitting(String warning) {
        return warning.codePointCount(0, warning.length()) <= LONGEST_WARNING
                ? warning
                : warning.substring(0, warning.offsetByCodePoints(0, LONGEST_WARNING - 1)) + "…";
    }
}
