package dev.shmfit.cli.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * What an API server asks: the request of an {@code AdmissionReview} of {@code admission.k8s.io/v1}.
 *
 * @param uid by which the answer is matched with it
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code CONNECT}
 * @param kind of the object, such as {@code Pod}
 * @param namespace of the object; empty for one of the cluster
 * @param name of the object; empty where the API server still has to make one
 * @param object as it would be stored; empty where there is none, as for {@code DELETE}
 */
record Review(String uid, String operation, String kind, String namespace, String name, Optional<ObjectNode> object) {
    static final String API_VERSION = "admission.k8s.io/v1";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 80;

    /** A body that is no such request; the message says what was expected. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** @throws Malformed where the body is no AdmissionReview with a request */
    static Review of(byte[] body) throws Malformed {
        JsonNode review = json(body);
        String version = review.path("apiVersion").asText();
        String kind = review.path("kind").asText();
        if (!version.equals(API_VERSION) || !kind.equals("AdmissionReview")) {
            throw new Malformed("expected apiVersion " + API_VERSION + " and kind AdmissionReview, and got \""
                    + shown(version) + "\" and \"" + shown(kind) + "\"");
        }
        JsonNode request = review.path("request");
        String uid = request.path("uid").asText();
        if (uid.isEmpty()) {
            throw new Malformed("the AdmissionReview has no request with a uid");
        }
        JsonNode object = request.path("object");
        JsonNode metadata = object.path("metadata");
        String name = request.path("name").asText();
        return new Review(
                uid,
                request.path("operation").asText(),
                request.path("kind").path("kind").asText(),
                request.path("namespace").asText(),
                name.isEmpty()
                        ? metadata.path("name")
                                .asText(metadata.path("generateName").asText())
                        : name,
                object instanceof ObjectNode o ? Optional.of(o) : Optional.empty());
    }

    private static JsonNode json(byte[] body) throws Malformed {
        try {
            JsonNode review = MAPPER.readTree(body);
            if (review == null || !review.isObject()) {
                throw new Malformed("expected an AdmissionReview as JSON, and got "
                        + (body.length == 0 ? "nothing" : "something else"));
            }
            return review;
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new Malformed("expected an AdmissionReview as JSON; the body is none" + at);
        } catch (IOException e) {
            throw new Malformed("expected an AdmissionReview as JSON; the body is no UTF-8");
        }
    }

    private static String shown(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    /** How a log calls the object. */
    String shown() {
        return shown(kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name);
    }
}
