package dev.shmfit.cli;

import dev.shmfit.cli.workload.Preset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What a reader is known to be given: the captures, logs and failures of the fixtures, by the path in the repository. */
final class FuzzSeeds {
    /** Longer ones slow a campaign and show no more. */
    private static final long LONGEST = 128 << 10;

    private static final int FEW = 3;
    private static final int MANY = 12;
    private static final Pattern GPU = Pattern.compile("(?m)^\\W*GPU\\d+\\W|<gpu ");

    private static final Path FIXTURES =
            Path.of(System.getProperty("shmfit.root")).resolve("fixtures");

    private FuzzSeeds() {}

    /** The inputs that a campaign found for a reader, and that it must bear. */
    static Map<String, byte[]> found(FuzzTarget target) throws IOException {
        return files("fuzz/" + target.label(), p -> true);
    }

    /** What a campaign starts from: of the whole analysis nothing that takes NCCL's search over a large node. */
    static Map<String, byte[]> ofCampaign(FuzzTarget target) throws IOException {
        Map<String, byte[]> seeds = new LinkedHashMap<>(of(target));
        seeds.putAll(found(target));
        if (target == FuzzTarget.ANALYZE) {
            seeds.values().removeIf(seed -> gpus(seed) > FEW);
        }
        return seeds;
    }

    static Map<String, byte[]> of(FuzzTarget target) throws IOException {
        return switch (target) {
            case NCCL_LOG -> files("captures/logs", p -> true);
            case EXPLAIN, REDACT -> {
                Map<String, byte[]> seeds = files("captures/failures", p -> true);
                seeds.putAll(files("explain/wild", p -> true));
                seeds.putAll(files("explain/pasted", p -> true));
                yield seeds;
            }
            case TOPO_MATRIX -> files("captures/topo", named(".txt"));
            case ANALYZE -> {
                // A campaign is to get past its seeds: NCCL's search over large or open nodes takes its time.
                Map<String, byte[]> seeds = files("captures/topo", named(".txt"));
                seeds.putAll(files("captures/xml", named(".xml")));
                seeds.values().removeIf(seed -> gpus(seed) > FEW);
                yield smallest(seeds);
            }
            case P2P_MATRIX -> files("captures/p2p", named(".txt"));
            case NCCL_XML -> files("captures/xml", named(".xml"));
            case SMI_XML -> files("", named("nvidia-smi-q.xml"));
            case WORKLOAD -> workloads();
            case CAPTURE -> archives();
            case SHM_LISTS -> {
                Map<String, byte[]> seeds = files("explain/pasted", p -> true);
                seeds.putAll(files(
                        "",
                        p -> List.of("mountinfo.txt", "shm-files.txt", "shm-df.txt", "shm-statvfs.txt")
                                .contains(p.getFileName().toString())));
                yield seeds;
            }
        };
    }

    private static Map<String, byte[]> smallest(Map<String, byte[]> seeds) {
        Map<String, byte[]> small = new LinkedHashMap<>();
        seeds.entrySet().stream()
                .sorted(Comparator.comparingInt(seed -> seed.getValue().length))
                .limit(MANY)
                .forEach(seed -> small.put(seed.getKey(), seed.getValue()));
        return small;
    }

    /** How many lines of a table begin with a GPU, its head among them; or how many GPUs an NCCL XML has. */
    private static long gpus(byte[] seed) {
        return GPU.matcher(new String(seed, StandardCharsets.UTF_8)).results().count();
    }

    private static Predicate<Path> named(String end) {
        return p -> p.getFileName().toString().endsWith(end);
    }

    private static Map<String, byte[]> files(String directory, Predicate<Path> wanted) throws IOException {
        Path root = FIXTURES.resolve(directory);
        if (!Files.isDirectory(root)) {
            return new LinkedHashMap<>();
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(p -> !p.startsWith(FIXTURES.resolve("target")))
                    .filter(Files::isRegularFile)
                    .filter(wanted)
                    .sorted()
                    .forEach(paths::add);
        }
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (Path path : paths) {
            if (Files.size(path) <= LONGEST) {
                seeds.put(FIXTURES.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return seeds;
    }

    private static Map<String, byte[]> workloads() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (String preset : Preset.NAMES) {
            seeds.put(
                    preset,
                    bytes(Shell.quiet().run("workload", "--preset", preset).out()));
        }
        seeds.put("example", bytes(Shell.quiet().run("workload", "--example").out()));
        seeds.put("json", bytes("{\"ranks\": 4, \"shm-size\": \"2g\", \"env\": {\"NCCL_P2P_DISABLE\": 1}}"));
        return seeds;
    }

    private static Map<String, byte[]> archives() throws IOException {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (String name : List.of("mountinfo.txt", "nvidia-smi-topo-m.txt")) {
            byte[] tar = bytes(tarHeader("capture/" + name, 24)
                    + "a capture's text goes here".substring(0, 24)
                    + "\0".repeat(512 - 24)
                    + "\0".repeat(1024));
            seeds.put(name + ".tar", tar);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(tar);
            }
            seeds.put(name + ".tar.gz", packed.toByteArray());
        }
        return seeds;
    }

    /** A header of POSIX ustar. */
    private static String tarHeader(String name, int size) {
        String before =
                padded(name, 100) + "0000644\0" + "0000000\0" + "0000000\0" + octal(size, 11) + "\0" + "00000000000\0";
        String after = "0" + padded("", 100) + "ustar\00000" + padded("", 247);
        int sum = 8 * ' ';
        for (byte b : bytes(before + after)) {
            sum += b;
        }
        return before + octal(sum, 6) + "\0 " + after;
    }

    private static String octal(int number, int digits) {
        String octal = Integer.toOctalString(number);
        return "0".repeat(digits - octal.length()) + octal;
    }

    private static String padded(String text, int length) {
        return text + "\0".repeat(length - text.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
