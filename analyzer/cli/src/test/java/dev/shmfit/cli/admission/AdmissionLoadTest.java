package dev.shmfit.cli.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reviews at a steady pace, each sent when its turn comes, whether or not the ones before were answered. Longer with
 * {@code -Dshmfit.load.seconds=60}; how long each answer took is printed, and never asserted.
 */
class AdmissionLoadTest {
    private static final int SECONDS = Integer.getInteger("shmfit.load.seconds", 2);
    /** Reviews that are not counted: until the code is compiled. */
    private static final int WARM = SECONDS * 50;

    private static final int RATE = Integer.getInteger("shmfit.load.rate", 200);

    @Test
    void at_two_hundred_reviews_a_second_each_gets_its_own_answer(@TempDir Path tls) throws Exception {
        Certificates.write(tls, Certificates.Kind.EC_PKCS8, "shmfit");
        List<byte[]> bodies = new ArrayList<>();
        for (String file : List.of("pod-no-volume.yaml", "pod-good.yaml", "deployment-vllm-small.yaml", "raycluster.yaml")) {
            ObjectNode object = Objects.first(file);
            bodies.add(Gate.review("CREATE", object));
        }
        int count = SECONDS * RATE;
        AtomicLongArray took = new AtomicLongArray(count);
        AtomicInteger wrong = new AtomicInteger();
        try (Gate gate = Gate.open(tls, s -> Gate.denying(tls))) {
            for (int i = 0; i < WARM; i++) {
                gate.send(i % 2 == 0 ? "/validate" : "/mutate", bodies.get(i % bodies.size()));
            }
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
            List<CompletableFuture<?>> all = new ArrayList<>();
            AtomicInteger next = new AtomicInteger();
            CompletableFuture<Void> sent = new CompletableFuture<>();
            clock.scheduleAtFixedRate(
                    () -> {
                        int i = next.getAndIncrement();
                        if (i < count) {
                            HttpRequest request = gate.post(i % 2 == 0 ? "/validate" : "/mutate", bodies.get(i % bodies.size()));
                            long begun = System.nanoTime();
                            all.add(gate.client
                                    .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                                    .thenAccept(r -> {
                                        took.set(i, System.nanoTime() - begun);
                                        if (!isAnswer(r, i % 2 == 0)) {
                                            wrong.incrementAndGet();
                                        }
                                    }));
                        } else {
                            sent.complete(null);
                        }
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) / RATE,
                    TimeUnit.NANOSECONDS);
            sent.get(SECONDS * 20L + 60, TimeUnit.SECONDS);
            clock.shutdownNow();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(all).hasSize(count);
            assertThat(wrong.get()).isZero();
            assertThat(gate.get("/metrics").body())
                    .contains("shmfit_admission_duration_seconds_count " + (count + WARM) + "\n", "in_flight 0\n");
        }
        System.out.println(shown(took, count));
    }

    private static boolean isAnswer(HttpResponse<String> r, boolean validates) {
        try {
            JsonNode response = Gate.MAPPER.readTree(r.body()).path("response");
            boolean judged = !r.body().contains("could not judge");
            return r.statusCode() == 200 && response.has("allowed") && judged && (validates || response.path("allowed").asBoolean());
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
                100.0 * Arrays.stream(sorted).filter(n -> n < Duration.ofMillis(50).toNanos()).count() / count);
    }
}
