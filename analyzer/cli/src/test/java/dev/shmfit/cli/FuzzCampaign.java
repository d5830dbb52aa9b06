package dev.shmfit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets a coverage-guided fuzzer (Jazzer) look for inputs that break a reader: {@code mvn -Pfuzzing …}, see
 * CONTRIBUTING.md. What it finds goes to fixtures/fuzz, where {@link FuzzInputsTest} reads it from then on. The corpus
 * stays in target, so that a second campaign goes on where the first ended.
 */
public final class FuzzCampaign {
    private static final String CHOSEN = "fuzz.target";
    private static final String PLANT = "fuzz.plant";
    private static final FuzzTarget TARGET = FuzzTarget.of(System.getProperty(CHOSEN, "explain"));
    private static final FuzzPlant PLANTED = FuzzPlant.of(System.getProperty(PLANT, ""));
    private static final Consumer<byte[]> READER = PLANTED.in(TARGET, FuzzPlant.FUZZER);

    private FuzzCampaign() {}

    /** What Jazzer calls with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        READER.accept(input);
    }

    /**
     * Runs the campaigns, all of them, and then fails where one found something.
     *
     * @param args for how many seconds, and the labels of the targets; all where there are none
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<FuzzTarget> targets = args.length > 1 && !args[1].equals("all")
                ? Arrays.stream(args[1].split(",")).map(FuzzTarget::of).toList()
                : List.of(FuzzTarget.values());
        List<String> found = new ArrayList<>();
        for (FuzzTarget target : targets) {
            found.addAll(run(target, args[0]));
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("the fuzzer found what breaks a reader: " + String.join(", ", found)
                    + "; repair the reader, and commit the inputs under names that say what they show");
        }
    }

    /** Gives what the campaign found, by its path in the repository; or how it ended where it left no input. */
    private static List<String> run(FuzzTarget target, String seconds) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("shmfit.root"));
        // What a planted fault leaves is no finding.
        Path findings = root.resolve(PLANTED == FuzzPlant.NONE ? "fixtures/fuzz" : "analyzer/cli/target/fuzz-planted");
        Path found = Files.createDirectories(findings.resolve(target.label()));
        Path corpus =
                Files.createDirectories(root.resolve("analyzer/cli/target/fuzz").resolve(target.label()));
        List<String> known = inputs(found);
        // An earlier campaign may have left seeds that are none any more.
        try (Stream<Path> old = Files.list(corpus)) {
            for (Path seed : old.filter(p -> String.valueOf(p.getFileName()).startsWith("seed-"))
                    .toList()) {
                Files.delete(seed);
            }
        }
        int n = 0;
        for (byte[] seed : FuzzSeeds.ofCampaign(target).values()) {
            Files.write(corpus.resolve("seed-" + n++), seed);
        }
        // A half for damage as pastes suffer it, a half for bytes that reach new code.
        long half = Math.max(1, Long.parseLong(seconds, 10) / 2);
        DamageCampaign.run(
                target,
                PLANTED.in(target, FuzzPlant.DAMAGE),
                Duration.ofSeconds(half),
                System.currentTimeMillis() / 1000,
                found);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dshmfit.root=" + root,
                "-D" + CHOSEN + "=" + target.label(),
                "-D" + PLANT + "=" + System.getProperty(PLANT, ""),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzCampaign.class.getName(),
                "--instrumentation_includes=dev.shmfit.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "--reproducer_path=" + corpus.getParent(),
                "-max_total_time=" + half,
                "-timeout=120",
                "-report_slow_units=120",
                "-max_len=65536",
                "-rss_limit_mb=3000",
                "-print_final_stats=1",
                "-artifact_prefix=" + found + "/"));
        command.add(corpus.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        int exit = process.waitFor();
        List<String> more = new ArrayList<>(inputs(found));
        more.removeAll(known);
        return more.isEmpty() && exit != 0 ? List.of(target.label() + " (ended with " + exit + ")") : more;
    }

    private static List<String> inputs(Path directory) throws IOException {
        Path root = Path.of(System.getProperty("shmfit.root"));
        try (Stream<Path> inputs = Files.list(directory)) {
            return inputs.map(i -> root.relativize(i).toString()).sorted().toList();
        }
    }
}
