package dev.shmfit.cli.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reviews at a steady pace, sent when their turn comes, whether or not the ones before were answered. Longer with
 * {@code -Dshmfit.load.seconds=60}; how long each answer took is printed, and never asserted.
 */
class AdmissionLoadTest {
    private static final int SECONDS = Integer.getInteger("shmfit.load.seconds", 2);
    /** Reviews that are not counted: until the code is compiled. */
    private static final int WARM = SECONDS * 50;

    /** That a client keeps at once, as an API server's transport does. */
    private static final int CONNECTIONS = 64;

    private static final int RATE = Integer.getInteger("shmfit.load.rate", 200);

    @Test
    void at_two_hundred_reviews_a_second_each_gets_its_own_answer(@TempDir Path tls) throws Exception {
        Certificates.write(tls, Certificates.Kind.EC_PKCS8, "shmfit");
        List<byte[]> bodies = new ArrayList<>();
        for (String file :
                List.of("pod-no-volume.yaml", "pod-good.yaml", "deployment-vllm-small.yaml", "raycluster-store.yaml")) {
            ObjectNode object = Objects.first(file);
            bodies.add(Gate.review("CREATE", object));
        }
        int count = SECONDS * RATE;
        AtomicLongArray took = new AtomicLongArray(count);
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        try (Gate gate = Gate.open(tls, s -> Gate.denying(tls))) {
            for (int i = 0; i < WARM; i++) {
                gate.send(i % 2 == 0 ? "/validate" : "/mutate", bodies.get(i % bodies.size()));
            }
            Semaphore open = new Semaphore(CONNECTIONS);
            List<CompletableFuture<?>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int n = i;
                long due = start + i * (TimeUnit.SECONDS.toNanos(1) / RATE);
                LockSupport.parkNanos(due - System.nanoTime());
                open.acquire();
                String path = i % 2 == 0 ? "/validate" : "/mutate";
                all.add(gate.client
                        .sendAsync(gate.post(path, bodies.get(i % bodies.size())), HttpResponse.BodyHandlers.ofString())
                        .handle((r, lost) -> {
                            open.release();
                            // From when it was due, not from when a connection was free.
                            took.set(n, System.nanoTime() - due);
                            if (lost != null || !isAnswer(r, n % 2 == 0)) {
                                faults.add("review " + n + ": " + (lost == null ? r.body() : lost));
                            }
                            return r;
                        }));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(all).hasSize(count);
            assertThat(faults).as("of " + count).isEmpty();
            assertThat(gate.settledMetrics())
                    .contains("shmfit_admission_duration_seconds_count " + (count + WARM) + "\n", "in_flight 0\n");
        }
        System.out.println(shown(took, count));
    }

    private static boolean isAnswer(HttpResponse<String> r, boolean validates) {
        try {
            JsonNode response = Gate.MAPPER.readTree(r.body()).path("response");
            boolean judged = !r.body().contains("could not judge");
            return r.statusCode() == 200
                    && response.has("allowed")
                    && judged
                    && (validates || response.path("allowed").asBoolean());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }

    private static String shown(AtomicLongArray took, int count) {
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = took.get(i);
        }
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%d reviews in %d s, none lost; milliseconds to the answer: median %.1f, 99%% %.1f, 99.9%% %.1f, longest %.1f; under 50 ms: %.2f %%",
                count,
                SECONDS,
                sorted[count / 2] / 1e6,
                sorted[count * 99 / 100] / 1e6,
                sorted[count * 999 / 1000] / 1e6,
                sorted[count - 1] / 1e6,
                100.0
                        * Arrays.stream(sorted)
                                .filter(n -> n < Duration.ofMillis(50).toNanos())
                                .count()
                        / count);
    }
}
