package dev.shmfit.cli.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate, asked over HTTPS with reviews as an API server sends them. */
class AdmissionServerTest {
    @TempDir
    static Path tls;

    @BeforeAll
    static void certificates() throws IOException, InterruptedException {
        Certificates.write(tls, Certificates.Kind.EC_PKCS8, "shmfit");
    }

    private static AdmissionServer.Setup denies(AdmissionServer.Setup s) {
        return Gate.denying(tls);
    }

    private static AdmissionServer.Setup warns(AdmissionServer.Setup s) {
        return s;
    }

    private static AdmissionServer.Setup closed(AdmissionServer.Setup s) {
        return new AdmissionServer.Setup(s.certificate(), s.key(), false, false, false, false, s.skipped(), s.limits());
    }

    private static ArrayNode patch(JsonNode response) throws IOException {
        return (ArrayNode) Gate.MAPPER.readTree(
                Base64.getDecoder().decode(response.path("patch").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pod-no-volume.yaml", "deployment-vllm-small.yaml", "job.yaml", "statefulset-sglang.yaml"})
    void a_problem_is_refused_or_warned_of_by_policy(String file) throws Exception {
        ObjectNode object = Objects.first(file);
        try (Gate deny = Gate.open(tls, AdmissionServerTest::denies);
                Gate warn = Gate.open(tls, AdmissionServerTest::warns)) {
            for (String operation : List.of("CREATE", "UPDATE")) {
                JsonNode denied = deny.ask("/validate", operation, object);
                assertThat(denied.path("uid").asText()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
                assertThat(denied.path("allowed").asBoolean()).isFalse();
                assertThat(denied.at("/status/code").asInt()).isEqualTo(403);
                assertThat(denied.at("/status/message").asText()).contains("shm-", "/dev/shm", Reviewer.IGNORE);
                JsonNode warned = warn.ask("/validate", operation, object);
                assertThat(warned.path("allowed").asBoolean()).isTrue();
                assertThat(warned.path("warnings").get(0).asText()).contains("shm-", "/dev/shm");
            }
            assertThat(deny.log).anyMatch(l -> l.contains("denied"));
        }
    }

    @Test
    void what_is_well_enters_without_a_word() throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::denies)) {
            JsonNode response = gate.ask("/validate", "CREATE", Objects.first("pod-good.yaml"));
            assertThat(response.path("allowed").asBoolean()).isTrue();
            assertThat(response.has("warnings")).isFalse();
            assertThat(response.has("status")).isFalse();
        }
    }

    @Test
    void what_enters_is_what_lint_finds_no_problem_in_for_every_object_of_the_corpus() throws Exception {
        int asked = 0;
        try (Gate gate = Gate.open(tls, AdmissionServerTest::denies)) {
            for (Path file : Objects.files()) {
                for (ObjectNode object : Objects.of(file)) {
                    JsonNode response = gate.ask("/validate", "CREATE", object);
                    Review review = Review.of(Gate.review("CREATE", object));
                    boolean clean = new Reviewer(
                                    new Policy(true, false, true, java.util.Set.of()), NodeNeed.Source.NONE)
                            .validate(review)
                            .answer()
                            .allowed();
                    assertThat(response.path("allowed").asBoolean())
                            .as(file.toString())
                            .isEqualTo(clean);
                    asked++;
                }
            }
            assertThat(gate.log).noneMatch(l -> l.contains("bug"));
        }
        assertThat(asked).isGreaterThan(45);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "CONNECT"})
    void what_goes_is_not_looked_at(String operation) throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::denies)) {
            JsonNode response = gate.ask("/validate", operation, Objects.first("pod-no-volume.yaml"));
            assertThat(response.path("allowed").asBoolean()).isTrue();
        }
    }

    @Test
    void a_namespace_a_label_and_an_annotation_keep_it_out() throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::denies)) {
            ObjectNode system = Objects.first("pod-no-volume.yaml");
            ((ObjectNode) system.path("metadata")).put("namespace", "kube-system");
            ObjectNode labelled = Objects.first("job.yaml");
            ((ObjectNode) labelled.at("/spec/template"))
                    .putObject("metadata")
                    .putObject("labels")
                    .put(Reviewer.LABEL, "off");
            ObjectNode accepted = Objects.first("pod-no-volume.yaml");
            ((ObjectNode) accepted.path("metadata"))
                    .putObject("annotations")
                    .put(Reviewer.IGNORE + "shm-not-set", "the image mounts its own");
            ObjectNode unreasoned = Objects.first("pod-no-volume.yaml");
            ((ObjectNode) unreasoned.path("metadata"))
                    .putObject("annotations")
                    .put(Reviewer.IGNORE + "shm-not-set", " ");
            for (ObjectNode out : List.of(system, labelled, accepted)) {
                assertThat(gate.ask("/validate", "CREATE", out).path("allowed").asBoolean())
                        .isTrue();
                assertThat(gate.ask("/mutate", "CREATE", out).has("patch")).isFalse();
            }
            assertThat(gate.ask("/validate", "CREATE", unreasoned)
                            .path("allowed")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void what_kubectl_keeps_in_an_annotation_is_not_judged() throws Exception {
        ObjectNode good = Objects.first("pod-good.yaml");
        ((ObjectNode) good.path("metadata"))
                .putObject("annotations")
                .put(
                        "kubectl.kubernetes.io/last-applied-configuration",
                        "sysctl -w kernel.shmmax=1 && chmod 777 /dev/shm");
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            assertThat(gate.ask("/validate", "CREATE", good).has("warnings")).isFalse();
        }
    }

    @Test
    void the_computed_volume_is_added_with_its_reason_and_then_nothing_is_missing() throws Exception {
        NodeNeed.Source node = (found, c) -> Optional.of(new NodeNeed(ByteCount.gibibytes(5), ByteCount.gibibytes(6)));
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns, node)) {
            ObjectNode pod = Objects.first("pod-no-volume.yaml");
            JsonNode response = gate.ask("/mutate", "CREATE", pod);
            assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
            JsonNode changed = Patches.applied(pod, patch(response));
            assertThat(changed.at("/spec/volumes").toString())
                    .contains("\"medium\":\"Memory\"", "\"sizeLimit\":\"6Gi\"");
            assertThat(changed.at("/spec/containers/0/volumeMounts").toString()).contains("/dev/shm");
            assertThat(changed.path("metadata")
                            .path("annotations")
                            .path(Reviewer.ANNOTATION)
                            .asText())
                    .contains("6Gi", "needs 5.0 GiB");
            assertThat(gate.ask("/mutate", "CREATE", (ObjectNode) changed).has("patch"))
                    .isFalse();
            assertThat(gate.log).anyMatch(l -> l.contains("/dev/shm added"));
        }
    }

    @Test
    void a_patch_adds_and_changes_nothing_and_lets_the_object_in_for_every_object_of_the_corpus() throws Exception {
        int changed = 0;
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            for (Path file : Objects.files()) {
                for (ObjectNode object : Objects.of(file)) {
                    JsonNode response = gate.ask("/mutate", "CREATE", object);
                    assertThat(response.path("allowed").asBoolean()).isTrue();
                    if (response.has("patch")) {
                        JsonNode after = Patches.applied(object, patch(response));
                        assertThat(Patches.without(after, object))
                                .as(file.toString())
                                .isTrue();
                        assertThat(gate.ask("/mutate", "CREATE", (ObjectNode) after)
                                        .has("patch"))
                                .as(file.toString())
                                .isFalse();
                        changed++;
                    }
                }
            }
        }
        assertThat(changed).isGreaterThan(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pod-no-volume.yaml", "job.yaml"})
    void what_can_no_longer_be_changed_is_not(String file) throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            assertThat(gate.ask("/mutate", "UPDATE", Objects.first(file)).has("patch"))
                    .isFalse();
        }
    }

    @Test
    void nothing_is_changed_where_nobody_asked_for_it() throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::closed)) {
            byte[] body = Gate.review("CREATE", Objects.first("pod-no-volume.yaml"));
            assertThat(gate.send("/mutate", body).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "kind: AdmissionReview",
                "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\"}}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"\"}}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":[]}"
            })
    void a_body_that_is_no_review_is_answered_with_what_was_expected(String body) throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            HttpResponse<String> r = gate.send("/validate", body.getBytes(StandardCharsets.UTF_8));
            assertThat(r.statusCode()).isEqualTo(400);
            assertThat(r.body()).containsAnyOf("expected", "no request").doesNotContain("Exception");
        }
    }

    @Test
    void a_deep_body_bytes_that_are_no_text_and_a_huge_one_leave_the_gate_standing() throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
            assertThat(gate.send("/validate", deep.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(gate.send("/validate", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'})
                            .statusCode())
                    .isEqualTo(400);
            assertThat(gate.send("/validate", new byte[(int) Gate.LIMITS.body() + 1])
                            .statusCode())
                    .isEqualTo(413);
            HttpRequest unsized = HttpRequest.newBuilder(gate.at("/validate"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(3 * Gate.LIMITS.body())))
                    .build();
            assertThat(status(gate, unsized)).isIn(413, -1);
            ObjectNode whole = Objects.first("pod-good.yaml");
            ((ObjectNode) whole.path("metadata")).putObject("annotations").put("long", "x".repeat(900_000));
            assertThat(gate.ask("/validate", "CREATE", whole).path("allowed").asBoolean())
                    .isTrue();
            assertThat(gate.get("/metrics").body())
                    .contains("refused_total{code=\"413\"}", "refused_total{code=\"400\"} 2");
        }
    }

    /** A client that is still sending may see the connection go before it sees the answer. */
    private static int status(Gate gate, HttpRequest request) throws InterruptedException {
        try {
            return gate.client
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int given = (int) Math.min(left, length);
            left -= Math.max(0, given);
            return given > 0 ? given : -1;
        }
    }

    @Test
    void another_type_another_method_another_path() throws Exception {
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            byte[] body = Gate.review("CREATE", Objects.first("pod-good.yaml"));
            HttpRequest yaml = HttpRequest.newBuilder(gate.at("/validate"))
                    .header("Content-Type", "application/yaml")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> r = gate.client.send(yaml, HttpResponse.BodyHandlers.ofString());
            assertThat(r.statusCode()).isEqualTo(415);
            assertThat(r.body()).contains("application/json");
            assertThat(gate.get("/validate").statusCode()).isEqualTo(405);
            assertThat(gate.get("/validate").headers().firstValue("Allow")).contains("POST");
            assertThat(gate.send("/healthz", body).statusCode()).isEqualTo(405);
            assertThat(gate.send("/validate/x", body).statusCode()).isEqualTo(404);
            assertThat(gate.get("/").statusCode()).isEqualTo(404);
            HttpRequest charset = HttpRequest.newBuilder(gate.at("/validate?timeout=5s"))
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            assertThat(gate.client
                            .send(charset, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_cannot_be_judged_enters_with_a_warning_or_stays_out_by_choice() throws Exception {
        NodeNeed.Source broken = (found, c) -> {
            throw new IllegalStateException("a bug");
        };
        ObjectNode pod = Objects.first("pod-no-volume.yaml");
        try (Gate open = Gate.open(tls, AdmissionServerTest::denies, broken);
                Gate closed = Gate.open(tls, AdmissionServerTest::closed, broken)) {
            JsonNode in = open.ask("/validate", "CREATE", pod);
            assertThat(in.path("allowed").asBoolean()).isTrue();
            assertThat(in.path("warnings").get(0).asText()).contains("could not judge");
            assertThat(open.log).anyMatch(l -> l.contains("bug"));
            JsonNode out = closed.ask("/validate", "CREATE", pod);
            assertThat(out.path("allowed").asBoolean()).isFalse();
            assertThat(out.at("/status/code").asInt()).isEqualTo(500);
        }
    }

    @Test
    void what_takes_too_long_enters_and_the_next_is_answered() throws Exception {
        NodeNeed.Source slow = (found, c) -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
        UnaryOperator<AdmissionServer.Setup> impatient = s -> new AdmissionServer.Setup(
                s.certificate(),
                s.key(),
                true,
                false,
                true,
                false,
                s.skipped(),
                new Limits(1 << 20, 4 << 20, Gate.QUICK, Gate.LIMITS.send(), java.time.Duration.ZERO));
        try (Gate gate = Gate.open(tls, impatient, slow)) {
            for (int i = 0; i < 6; i++) {
                JsonNode r = gate.ask("/validate", "CREATE", Objects.first("pod-no-volume.yaml"));
                assertThat(r.path("allowed").asBoolean()).isTrue();
                assertThat(r.path("warnings").get(0).asText()).contains("more than 50 ms");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Certificates.Kind.class)
    void every_form_of_key_serves_and_a_renewed_pair_is_taken_without_a_restart(
            Certificates.Kind kind, @TempDir Path own) throws Exception {
        Certificates.write(own, kind, "first");
        try (Gate gate = Gate.open(own, s -> Gate.setup(own))) {
            assertThat(gate.get("/healthz").statusCode()).isEqualTo(200);
            byte[] body = Gate.review("CREATE", Objects.first("pod-good.yaml"));
            assertThat(gate.send("/validate", body).statusCode()).isEqualTo(200);

            Files.writeString(own.resolve("tls.key"), "half a fi");
            awaited(gate, "stays in use");
            assertThat(Gate.client(own.resolve("tls.crt"))
                            .send(gate.post("/validate", body), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            Certificates.write(own, kind, "second");
            awaited(gate, "renewed");
            assertThat(Gate.client(own.resolve("tls.crt"))
                            .send(gate.post("/validate", body), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gate.get("/metrics").body())
                    .contains("tls_reloads_total{result=\"success\"} 1", "tls_not_after_seconds 1");
        }
    }

    private static void awaited(Gate gate, String words) throws InterruptedException {
        while (gate.log.stream().noneMatch(l -> l.contains(words))) {
            Thread.sleep(20);
        }
    }

    @Test
    void files_that_do_not_belong_together_are_named(@TempDir Path own) throws Exception {
        Certificates.write(own, Certificates.Kind.RSA_PKCS8, "a");
        Path key = Files.move(own.resolve("tls.key"), own.resolve("other.key"));
        Certificates.write(own, Certificates.Kind.RSA_PKCS8, "b");
        assertThatThrownBy(() -> new TlsFiles(own.resolve("tls.crt"), key))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("other.key")
                .hasMessageContaining("not that of the certificate");
        assertThatThrownBy(() -> new TlsFiles(key, key)).hasMessageContaining("BEGIN CERTIFICATE");
        assertThatThrownBy(() -> new TlsFiles(own.resolve("none"), key)).hasMessageContaining("no such file");
    }

    @Test
    void clients_that_send_nothing_or_half_a_request_do_not_keep_the_others_waiting() throws Exception {
        List<SSLSocket> stuck = new ArrayList<>();
        try (Gate gate = Gate.open(tls, AdmissionServerTest::warns)) {
            for (int i = 0; i < 40; i++) {
                SSLSocket s = (SSLSocket) Certificates.trusting(tls.resolve("tls.crt"))
                        .getSocketFactory()
                        .createSocket("127.0.0.1", gate.server.port());
                stuck.add(s);
                if (i % 2 == 0) {
                    s.startHandshake();
                    OutputStream out = s.getOutputStream();
                    out.write(
                            "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
            JsonNode r = gate.ask("/validate", "CREATE", Objects.first("pod-good.yaml"));
            assertThat(r.path("allowed").asBoolean()).isTrue();
        } finally {
            for (SSLSocket s : stuck) {
                closeQuietly(s);
            }
        }
    }

    private static void closeQuietly(SSLSocket s) {
        try {
            s.close();
        } catch (IOException e) {
            // The server has closed it already.
        }
    }

    @Test
    void it_tells_what_it_did_and_is_not_ready_once_it_ends()
            throws IOException, GeneralSecurityException, InterruptedException {
        Gate gate = Gate.open(tls, AdmissionServerTest::denies);
        gate.ask("/validate", "CREATE", Objects.first("pod-no-volume.yaml"));
        gate.ask("/validate", "CREATE", Objects.first("pod-good.yaml"));
        gate.ask("/mutate", "CREATE", Objects.first("pod-no-volume.yaml"));
        assertThat(gate.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(gate.settledMetrics())
                .contains(
                        "shmfit_admission_requests_total{path=\"/validate\",decision=\"denied\"} 1\n",
                        "shmfit_admission_requests_total{path=\"/validate\",decision=\"allowed\"} 1\n",
                        "shmfit_admission_requests_total{path=\"/mutate\",decision=\"mutated\"} 1\n",
                        "shmfit_admission_findings_total{rule=\"shm-not-set\"} 2\n",
                        "shmfit_admission_duration_seconds_count 3\n",
                        "shmfit_admission_in_flight 0\n");
        gate.close();
        assertThatThrownBy(() -> gate.get("/readyz")).isInstanceOf(IOException.class);
    }
}
