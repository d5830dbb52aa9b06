package dev.shmfit.cli.admission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.lint.NodeNeed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The gate as a server: HTTPS, {@code /validate}, {@code /mutate}, {@code /healthz}, {@code /readyz}, {@code /metrics}. */
public final class AdmissionServer implements AutoCloseable {
    /** Requests that are read at once, be they slow or not. */
    private static final int MOST_CONNECTIONS = 256;
    /** Requests that wait for their turn to be read. */
    private static final int MOST_QUEUED = 4096;

    private static final int WAITING = 512;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NO_SUCH_METHOD = 405;
    private static final int TOO_LARGE = 413;
    private static final int NO_SUCH_TYPE = 415;
    private static final int NOT_NOW = 503;

    private final HttpsServer server;
    private final TlsFiles tls;
    private final Reviewer reviewer;
    private final Policy policy;
    private final Limits limits;
    private final AdmissionMetrics metrics;
    private final Consumer<String> log;
    private final Semaphore bodies;
    private final ThreadPoolExecutor connections;
    private final ThreadPoolExecutor judges;
    private final ScheduledExecutorService clock;
    private volatile boolean ready = true;

    /** What is asked of a server, apart from where it listens. */
    public record Setup(
            Path certificate,
            Path key,
            boolean denies,
            boolean warningsDeny,
            boolean failOpen,
            boolean mutates,
            java.util.Set<String> skipped,
            Limits limits) {}

    /**
     * A server that answers as soon as this returns.
     *
     * @param need tells from several threads what a container needs
     * @param log takes a line about what was denied, changed or failed
     * @throws InputError where its files cannot be used or its address is taken
     */
    public AdmissionServer(
            InetSocketAddress address, Setup setup, Duration reload, NodeNeed.Source need, Consumer<String> log) {
        this.policy = new Policy(setup.denies(), setup.warningsDeny(), setup.failOpen(), setup.skipped());
        this.tls = new TlsFiles(setup.certificate(), setup.key());
        this.reviewer = new Reviewer(policy, need);
        this.limits = setup.limits();
        this.metrics = new AdmissionMetrics(tls::notAfter);
        this.log = log;
        this.bodies = new Semaphore(kibibytes(limits.bodies()), true);
        this.connections = new ThreadPoolExecutor(
                MOST_CONNECTIONS,
                MOST_CONNECTIONS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_QUEUED),
                named("admission connection"));
        connections.allowCoreThreadTimeOut(true);
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.judges = new ThreadPoolExecutor(
                cores, cores, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), named("admission judge"));
        this.clock = Executors.newSingleThreadScheduledExecutor(named("admission clock"));
        this.server = started(address, setup.mutates());
        Future<?> unused =
                clock.scheduleWithFixedDelay(this::reload, reload.toMillis(), reload.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpsServer started(InetSocketAddress address, boolean mutates) {
        ServerSettings.apply(limits.send());
        try {
            HttpsServer made = HttpsServer.create(address, MOST_QUEUED);
            made.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
            made.setExecutor(connections);
            made.createContext("/", x -> respond(x, NOT_FOUND, "text/plain", "not found\n"));
            made.createContext("/healthz", x -> health(x, "/healthz", true));
            made.createContext("/readyz", x -> health(x, "/readyz", ready));
            made.createContext("/metrics", x -> plain(x, "/metrics", metrics.text()));
            made.createContext("/validate", x -> review(x, "/validate", reviewer::validate));
            if (mutates) {
                made.createContext("/mutate", x -> review(x, "/mutate", reviewer::mutate));
            }
            made.start();
            return made;
        } catch (IOException e) {
            shutDown();
            throw new InputError("cannot listen at " + address + ": " + ErrorText.reason(e), e);
        }
    }

    /** The port that it listens at. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Is not ready from now on, goes on answering for a while, and ends. */
    @Override
    public void close() {
        ready = false;
        try {
            TimeUnit.MILLISECONDS.sleep(limits.drain().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(limits.drain().isZero() ? 0 : 1);
        shutDown();
    }

    private void shutDown() {
        connections.shutdownNow();
        judges.shutdownNow();
        clock.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        return r -> {
            Thread t = new Thread(r, name);
            t.setDaemon(true);
            return t;
        };
    }

    private void reload() {
        try {
            if (tls.reload()) {
                metrics.reloaded(true);
                log.accept("the certificate was renewed; it holds until " + tls.notAfter());
            }
        } catch (InputError e) {
            metrics.reloaded(false);
            log.accept("the certificate before stays in use: " + e.getMessage());
        }
    }

    private void health(HttpExchange x, String path, boolean well) throws IOException {
        if (exactly(x, path)) {
            respond(x, well ? OK : NOT_NOW, "text/plain", well ? "ok\n" : "ending\n");
        }
    }

    private void plain(HttpExchange x, String path, String text) throws IOException {
        if (exactly(x, path)) {
            respond(x, OK, "text/plain; version=0.0.4; charset=utf-8", text);
        }
    }

    private static boolean exactly(HttpExchange x, String path) throws IOException {
        if (!x.getRequestURI().getPath().equals(path)) {
            respond(x, NOT_FOUND, "text/plain", "not found\n");
            return false;
        }
        if (!x.getRequestMethod().equals("GET") && !x.getRequestMethod().equals("HEAD")) {
            x.getResponseHeaders().set("Allow", "GET, HEAD");
            respond(x, NO_SUCH_METHOD, "text/plain", "expected GET\n");
            return false;
        }
        return true;
    }

    /** One of the two ways to answer a review. */
    @FunctionalInterface
    private interface Judge {
        Reviewer.Judged of(Review review) throws IOException;
    }

    private void review(HttpExchange x, String path, Judge judge) throws IOException {
        long begun = System.nanoTime();
        metrics.begun();
        int held = 0;
        try {
            int status = envelope(x, path);
            if (status != OK) {
                refuse(x, status, expected(status));
                return;
            }
            held = kibibytes(declared(x));
            if (!bodies.tryAcquire(held, limits.answer().toMillis(), TimeUnit.MILLISECONDS)) {
                held = 0;
                refuse(x, NOT_NOW, "too many large reviews at once\n");
                return;
            }
            byte[] body = body(x.getRequestBody());
            if (body.length > limits.body()) {
                refuse(x, TOO_LARGE, expected(TOO_LARGE));
                return;
            }
            Review review = Review.of(body);
            Reviewer.Judged judged = judged(review, judge);
            metrics.answered(path, judged, System.nanoTime() - begun);
            tell(review, judged.answer());
            respond(x, OK, "application/json", judged.answer().json(review.uid()));
        } catch (Review.Malformed e) {
            refuse(x, BAD_REQUEST, e.getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(x, NOT_NOW, "ending\n");
        } finally {
            bodies.release(held);
            metrics.ended();
            x.close();
        }
    }

    /** What the head of a request tells already. */
    private int envelope(HttpExchange x, String path) {
        if (!x.getRequestURI().getPath().equals(path)) {
            return NOT_FOUND;
        }
        if (!x.getRequestMethod().equals("POST")) {
            x.getResponseHeaders().set("Allow", "POST");
            return NO_SUCH_METHOD;
        }
        String type = x.getRequestHeaders().getFirst("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!bare.equals("application/json")) {
            return NO_SUCH_TYPE;
        }
        return declared(x) > limits.body() ? TOO_LARGE : OK;
    }

    private String expected(int status) {
        return switch (status) {
            case NOT_FOUND -> "not found\n";
            case NO_SUCH_METHOD -> "expected POST\n";
            case NO_SUCH_TYPE -> "expected Content-Type application/json\n";
            case TOO_LARGE -> "more than " + limits.body() + " bytes; --max-body takes more\n";
            default -> "";
        };
    }

    /** How many bytes the request says that it has; the most that is taken where it does not say. */
    private long declared(HttpExchange x) {
        String length = x.getRequestHeaders().getFirst("Content-Length");
        try {
            return length == null ? limits.body() : Long.parseLong(length.strip(), 10);
        } catch (NumberFormatException e) {
            return limits.body();
        }
    }

    /** One byte more than is taken tells that there is too much. */
    private byte[] body(InputStream in) throws IOException {
        return in.readNBytes(Math.toIntExact(limits.body() + 1));
    }

    private static int kibibytes(long bytes) {
        return Math.toIntExact((Math.max(0, bytes) >> 10) + 1);
    }

    /** In time, or not at all: then the object is let in or not, as was chosen. */
    private Reviewer.Judged judged(Review review, Judge judge) throws InterruptedException {
        Future<Reviewer.Judged> future;
        try {
            future = judges.submit(() -> judge.of(review));
        } catch (RejectedExecutionException e) {
            return failed("too many reviews at once");
        }
        try {
            return future.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            return failed("it took more than " + limits.answer().toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            log.accept(review.shown() + ": a bug in shmfit: " + cause);
            return failed("a bug in shmfit");
        }
    }

    private Reviewer.Judged failed(String why) {
        return new Reviewer.Judged(Answer.failed(policy.failOpen(), why), List.of());
    }

    private void tell(Review review, Answer answer) {
        switch (answer.decision()) {
            case DENIED, FAILED_CLOSED -> log.accept(review.shown() + ": denied: " + answer.message());
            case FAILED_OPEN ->
                log.accept(review.shown() + ": let in: " + answer.warnings().get(0));
            case MUTATED -> log.accept(review.shown() + ": /dev/shm added");
            case ALLOWED, WARNED, SKIPPED -> {}
        }
    }

    private void refuse(HttpExchange x, int status, String why) throws IOException {
        metrics.refused(status);
        x.getResponseHeaders().set("Connection", "close");
        respond(x, status, "text/plain; charset=utf-8", why);
    }

    private static void respond(HttpExchange x, int status, String type, String text) throws IOException {
        respond(x, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange x, int status, String type, byte[] bytes) throws IOException {
        x.getResponseHeaders().set("Content-Type", type);
        boolean head = x.getRequestMethod().equals("HEAD");
        x.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            x.getResponseBody().write(bytes);
        }
        x.close();
    }
}
