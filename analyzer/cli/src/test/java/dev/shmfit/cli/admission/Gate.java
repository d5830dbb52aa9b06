package dev.shmfit.cli.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shmfit.lint.NodeNeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on the loopback, and a client that asks it as an API server does. */
final class Gate implements AutoCloseable {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final Duration QUICK = Duration.ofMillis(50);
    static final Limits LIMITS =
            new Limits(1 << 20, 4 << 20, Duration.ofSeconds(4), Duration.ofSeconds(30), Duration.ZERO);

    final AdmissionServer server;
    final HttpClient client;
    final List<String> log = new CopyOnWriteArrayList<>();

    private Gate(Path directory, AdmissionServer.Setup setup, NodeNeed.Source need)
            throws IOException, GeneralSecurityException {
        server = new AdmissionServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), setup, QUICK, need, log::add);
        client = client(directory.resolve("tls.crt"));
    }

    static HttpClient client(Path certificate) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder()
                .sslContext(Certificates.trusting(certificate))
                .version(HttpClient.Version.HTTP_2)
                .build();
    }

    static AdmissionServer.Setup setup(Path directory) {
        return new AdmissionServer.Setup(
                directory.resolve("tls.crt"),
                directory.resolve("tls.key"),
                false,
                false,
                true,
                true,
                Set.of("kube-system"),
                LIMITS);
    }

    static AdmissionServer.Setup denying(Path directory) {
        return new AdmissionServer.Setup(
                directory.resolve("tls.crt"),
                directory.resolve("tls.key"),
                true,
                false,
                true,
                true,
                Set.of("kube-system"),
                LIMITS);
    }

    static Gate open(Path directory, UnaryOperator<AdmissionServer.Setup> change)
            throws IOException, GeneralSecurityException {
        return open(directory, change, NodeNeed.Source.NONE);
    }

    static Gate open(Path directory, UnaryOperator<AdmissionServer.Setup> change, NodeNeed.Source need)
            throws IOException, GeneralSecurityException {
        return new Gate(directory, change.apply(setup(directory)), need);
    }

    URI at(String path) {
        return URI.create("https://127.0.0.1:" + server.port() + path);
    }

    /** The metrics once the last answer is counted, which is after its reader has it. */
    String settledMetrics() throws IOException, InterruptedException {
        String metrics = get("/metrics").body();
        for (int i = 0; i < 1000 && !metrics.contains("in_flight 0\n"); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
            metrics = get("/metrics").body();
        }
        return metrics;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest post(String path, byte[] body) {
        return HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    HttpResponse<String> send(String path, byte[] body) throws IOException, InterruptedException {
        return client.send(post(path, body), HttpResponse.BodyHandlers.ofString());
    }

    /** The response to a review of this object. */
    JsonNode ask(String path, String operation, ObjectNode object) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path, review(operation, object));
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        JsonNode review = MAPPER.readTree(response.body());
        return review.path("response");
    }

    /** The AdmissionReview that an API server of v1 makes of an object, with all that it puts in. */
    static byte[] review(String operation, ObjectNode object) throws IOException {
        String kind = object.path("kind").asText();
        String[] version = object.path("apiVersion").asText().split("/", 2);
        ObjectNode review = MAPPER.createObjectNode();
        review.put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
        ObjectNode request = review.putObject("request");
        request.put("uid", "705ab4f5-6393-11e8-b7cc-42010a800002");
        ObjectNode gvk = request.putObject("kind");
        gvk.put("group", version.length == 2 ? version[0] : "")
                .put("version", version[version.length - 1])
                .put("kind", kind);
        request.set("requestKind", gvk);
        ObjectNode gvr = request.putObject("resource");
        gvr.put("group", version.length == 2 ? version[0] : "")
                .put("version", version[version.length - 1])
                .put("resource", kind.toLowerCase(java.util.Locale.ROOT) + "s");
        request.set("requestResource", gvr);
        request.put("name", object.path("metadata").path("name").asText());
        request.put("namespace", object.path("metadata").path("namespace").asText("default"));
        request.put("operation", operation);
        ObjectNode user = request.putObject("userInfo");
        user.put("username", "kubernetes-admin").putArray("groups").add("system:authenticated");
        boolean gone = operation.equals("DELETE");
        request.set("object", gone ? null : object);
        request.set("oldObject", operation.equals("CREATE") ? null : object);
        request.put("dryRun", false);
        request.putObject("options").put("kind", "CreateOptions").put("apiVersion", "meta.k8s.io/v1");
        return MAPPER.writeValueAsBytes(review);
    }

    @Override
    public void close() {
        server.close();
    }
}
