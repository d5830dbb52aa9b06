package dev.shmfit.cli.commands;

import dev.shmfit.cli.admission.AdmissionServer;
import dev.shmfit.cli.admission.Limits;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code shmfit serve admission}: a validating, and where wanted mutating, admission webhook. */
@Command(
        name = "admission",
        sortOptions = false,
        description =
                "Judge what enters a Kubernetes cluster by the rules of \"shmfit lint\": an admission webhook over HTTPS"
                        + " with the paths /validate, /mutate, /healthz, /readyz and /metrics. Runs until it is ended.",
        customSynopsis = "shmfit serve admission --tls-cert FILE --tls-key FILE [OPTION]...",
        synopsisHeading = "",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it was ended",
            " 2:the command line is wrong",
            " 3:a file cannot be read, or the address is taken",
            "69:shmfit could not start",
            "70:a bug in shmfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit serve admission --tls-cert /tls/tls.crt --tls-key /tls/tls.key",
            "  shmfit serve admission --tls-cert tls.crt --tls-key tls.key --policy deny --mutate --node l40s-x8"
        })
public final class ServeAdmissionCommand implements Callable<Integer> {
    private static final Pattern LISTEN = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]]*)):(\\d{1,5})");
    private static final int MOST_SECONDS = 30;
    /** Time in which a client has to send its request. */
    private static final Duration SEND = Duration.ofSeconds(30);

    private static final int LAST_PORT = 65_535;
    /** What a parsed body takes beside its bytes, at the most. */
    private static final int PARSED = 24;

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            required = true,
            description = "The server's certificate and those above it, as PEM.")
    private String certificate = "";

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            required = true,
            description = "Its private key as PEM. Both files are read again when they change.")
    private String key = "";

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "Where to listen. Default: 0.0.0.0:8443. Port 0 is one that is free, and is told.")
    private String listen = "0.0.0.0:8443";

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "warn (the default): whoever sends a wrong object reads why. deny: it is refused.")
    private String policy = "warn";

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "With --policy deny: problem (the default) or warning.")
    private String failOn = "problem";

    @Option(
            names = "--mutate",
            description =
                    "Answer at /mutate, too: add the volume that is missing at /dev/shm, with the reason as an annotation.")
    private boolean mutate;

    @Mixin
    private NeedOptions need;

    @Option(
            names = "--skip-namespace",
            paramLabel = "NAME",
            split = ",",
            description = "Let in unseen what belongs to this namespace. kube-system always is.")
    private Set<String> skipped = Set.of();

    @Option(
            names = "--fail-closed",
            description = "Refuse what cannot be judged, in place of letting it in with a warning.")
    private boolean failClosed;

    @Option(names = "--max-body", paramLabel = "SIZE", description = "Largest request. Default: 7m.")
    private String body = "7m";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Time to judge an object. Default: 4, which is under the webhook's own.")
    private int timeout = 4;

    @Option(
            names = "--reload",
            paramLabel = "SECONDS",
            description = "How often to look whether the certificate has changed. Default: 10.")
    private int reload = 10;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description =
                    "How long to go on answering after the signal to end, until no API server asks any more. Default: 5.")
    private int drain = 5;

    public ServeAdmissionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        AdmissionServer.Setup setup = setup();
        AdmissionServer server = new AdmissionServer(
                address(), setup, Duration.ofSeconds(reload), need.silent(context), line -> say(err, line));
        say(
                err,
                "listening at port " + server.port() + "; "
                        + (need.given() ? "sizes are computed" : "sizes are a rule of thumb") + "; policy " + policy
                        + (mutate ? "; adds missing volumes" : ""));
        CountDownLatch ended = new CountDownLatch(1);
        Thread atEnd = new Thread(
                () -> {
                    say(err, "ending");
                    server.close();
                    ended.countDown();
                },
                "end of the server");
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Runtime.getRuntime().removeShutdownHook(atEnd);
            server.close();
        }
        return ExitCode.OK;
    }

    private static void say(PrintWriter err, String line) {
        synchronized (err) {
            err.println("shmfit: " + line);
            err.flush();
        }
    }

    private AdmissionServer.Setup setup() {
        boolean denies = EitherWord.of("--policy", policy, "warn", "deny").equals("deny");
        boolean warningsDeny =
                EitherWord.of("--fail-on", failOn, "problem", "warning").equals("warning");
        seconds("--timeout", timeout, 1);
        seconds("--reload", reload, 1);
        seconds("--drain", drain, 0);
        Set<String> unseen = new LinkedHashSet<>(skipped);
        unseen.add("kube-system");
        return new AdmissionServer.Setup(
                path(certificate), path(key), denies, warningsDeny, !failClosed, mutate, unseen, limits());
    }

    private Limits limits() {
        ByteCount most = size();
        long all = Math.max(most.bytes(), Runtime.getRuntime().maxMemory() / PARSED);
        return new Limits(most.bytes(), all, Duration.ofSeconds(timeout), SEND, Duration.ofSeconds(drain));
    }

    private ByteCount size() {
        try {
            ByteCount most = SizeText.parse(body);
            if (most.compareTo(ByteCount.of(1024)) >= 0 && most.compareTo(ByteCount.mebibytes(64)) <= 0) {
                return most;
            }
        } catch (MalformedText e) {
            throw new UsageError("--max-body: " + e.getMessage());
        }
        throw new UsageError("--max-body " + ErrorText.shown(body) + ": expected 1k to 64m");
    }

    private static void seconds(String option, int given, int least) {
        if (given < least || given > MOST_SECONDS) {
            throw new UsageError(option + " " + given + ": expected " + least + " to " + MOST_SECONDS + " seconds");
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageError("\"" + ErrorText.shown(name) + "\" cannot name a file");
        }
    }

    private InetSocketAddress address() {
        Matcher m = LISTEN.matcher(listen);
        if (!m.matches() || Integer.parseInt(m.group(3), 10) > LAST_PORT) {
            throw new UsageError(
                    "--listen " + ErrorText.shown(listen) + ": expected ADDRESS:PORT, such as 0.0.0.0:8443");
        }
        String host = host(m.group(1), m.group(2));
        int port = Integer.parseInt(m.group(3), 10);
        try {
            return host.isEmpty()
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
        } catch (UnknownHostException e) {
            throw new UsageError("--listen: \"" + ErrorText.shown(host) + "\" is no address of this machine");
        }
    }

    private static String host(@Nullable String six, @Nullable String other) {
        return six != null ? six : other == null ? "" : other;
    }
}
