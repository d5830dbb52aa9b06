package dev.shmfit.parse.paste;

import dev.shmfit.facts.CudaPeers;
import dev.shmfit.facts.CudaPeers.Pair;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Peer access as CUDA reports it to programs that ask: p2pBandwidthLatencyTest, simpleP2P and deviceQuery, nvbandwidth,
 * PyTorch's {@code torch.cuda.can_device_access_peer}.
 * CUDA counts GPUs in an order of its own; where a program lists bus ids, the numbers here are nvidia-smi's, which go by
 * bus id.
 */
final class PeerTests {
    private static final Pattern CAN = Pattern.compile("^Device=(\\d{1,2}) (CAN|CANNOT) Access Peer Device=(\\d{1,2})");
    private static final Pattern FROM =
            Pattern.compile("access from .*\\(GPU(\\d{1,2})\\) -> .*\\(GPU(\\d{1,2})\\) ?: (Yes|No)\\b");
    /** Asked of PyTorch at a prompt or in a command; the answer stands behind it or on the next line. */
    private static final Pattern ASKED = Pattern.compile(
            "can_device_access_peer\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)(?:[\\s)\"':=]|->)*+(True|False)?[\\s)\"';]*$");

    private static final Pattern ANSWER = Pattern.compile("^(?:Out\\[\\d+\\]: ?)?(True|False)$");
    private static final Pattern COPIED = Pattern.compile("^memcpy (?:CE|SM) GPU\\(row\\) (->|<-) GPU\\(column\\)");
    /** The heading of p2pBandwidthLatencyTest's table of ones and zeros. */
    private static final Pattern CONNECTED = Pattern.compile("^P2P Connectivity Matrix$");

    private static final Pattern CONNECTED_ROW = Pattern.compile("^(\\d{1,2})((?:\\s+[01])++)$");
    private static final Pattern HEADER = Pattern.compile("^\\d{1,2}(?:\\s+\\d{1,2})*+$");
    private static final Pattern ROW = Pattern.compile("^(\\d{1,2})((?:\\s+(?:N/A|[\\d.]+))++)$");

    private static final String TABLE = "ones and zeros";

    private final String item;
    private final Map<Pair, Reading.Known<Boolean>> pairs = new LinkedHashMap<>();
    /** Of pairs of which the same text says both: of another node, or from before a change. */
    private final Map<Pair, Reading.Known<Boolean>> against = new LinkedHashMap<>();

    private PeerTests(String item) {
        this.item = item;
    }

    /** Reads what peer tests say of each pair, and hands it to the facts. */
    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        PeerTests tests = new PeerTests(item);
        tests.read(lines);
        if (!tests.pairs.isEmpty()) {
            Map<Integer, Integer> byBus = byBus(facts);
            add(tests.pairs, byBus, facts);
            add(tests.against, byBus, facts);
        }
    }

    private static void add(Map<Pair, Reading.Known<Boolean>> pairs, Map<Integer, Integer> byBus, PastedFacts facts) {
        Map<Pair, Reading.Known<Boolean>> mapped = new LinkedHashMap<>();
        pairs.forEach((p, k) ->
                mapped.put(new Pair(byBus.getOrDefault(p.from(), p.from()), byBus.getOrDefault(p.to(), p.to())), k));
        if (!pairs.isEmpty()) {
            facts.add(
                    Topic.PEERS,
                    new CudaPeers(mapped),
                    pairs.values().iterator().next().source());
        }
    }

    private void read(List<PastedLine> lines) {
        String arrow = "";
        Optional<Pair> asked = Optional.empty();
        for (PastedLine line : lines) {
            String text = line.stripped();
            SourceRef at = SourceRef.line(item, line.number());
            Matcher answer = ANSWER.matcher(text);
            if (asked.isPresent() && answer.matches()) {
                put(asked.get(), answer.group(1).equals("True"), at);
            }
            if (!text.isEmpty()) {
                asked = asked(text, at);
            }
            if (text.startsWith("Device=")) {
                Matcher m = CAN.matcher(text);
                if (m.find()) {
                    put(m.group(1), m.group(3), m.group(2).equals("CAN"), at);
                }
            } else if (text.contains(") -> ")) {
                Matcher m = FROM.matcher(text);
                if (m.find()) {
                    put(m.group(1), m.group(2), m.group(3).equals("Yes"), at);
                }
            }
            arrow = bandwidth(text, arrow, at);
        }
    }

    /** The pair that is asked about, if its answer is still to come. */
    private Optional<Pair> asked(String text, SourceRef at) {
        Matcher m = ASKED.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        if (m.group(3) != null) {
            put(m.group(1), m.group(2), m.group(3).equals("True"), at);
            return Optional.empty();
        }
        return Optional.of(new Pair(Integer.parseInt(m.group(1), 10), Integer.parseInt(m.group(2), 10)));
    }

    /** A copy between two GPUs is measured where one can access the other; else its cell is N/A. */
    private String bandwidth(String text, String arrow, SourceRef at) {
        Matcher head = COPIED.matcher(text);
        if (head.find()) {
            return head.group(1);
        }
        if (CONNECTED.matcher(text).matches()) {
            return TABLE;
        }
        if (arrow.equals(TABLE)) {
            return text.startsWith("D\\D") || connected(text, at) ? TABLE : "";
        }
        if (arrow.isEmpty() || HEADER.matcher(text).matches()) {
            return arrow;
        }
        Matcher row = ROW.matcher(text);
        if (!row.matches()) {
            return text.isEmpty() ? "" : arrow;
        }
        String[] cells = row.group(2).strip().split("\\s+", -1);
        for (int column = 0; column < cells.length; column++) {
            int from = Integer.parseInt(row.group(1), 10);
            if (from != column) {
                Pair pair = arrow.equals("->") ? new Pair(from, column) : new Pair(column, from);
                put(pair, !cells[column].equals("N/A") && !cells[column].matches("0(?:\\.0+)?"), at);
            }
        }
        return arrow;
    }

    private boolean connected(String text, SourceRef at) {
        Matcher row = CONNECTED_ROW.matcher(text);
        if (!row.matches()) {
            return false;
        }
        String[] cells = row.group(2).strip().split("\\s+", -1);
        for (int column = 0; column < cells.length; column++) {
            if (column != Integer.parseInt(row.group(1), 10)) {
                put(row.group(1), String.valueOf(column), cells[column].equals("1"), at);
            }
        }
        return true;
    }

    private void put(String from, String to, boolean can, SourceRef at) {
        put(new Pair(Integer.parseInt(from, 10), Integer.parseInt(to, 10)), can, at);
    }

    private void put(Pair pair, boolean can, SourceRef at) {
        Reading.Known<Boolean> before = pairs.putIfAbsent(pair, new Reading.Known<>(can, at));
        if (before != null && before.value() != can) {
            against.putIfAbsent(pair, new Reading.Known<>(can, at));
        }
    }

    /** nvidia-smi's number of each of CUDA's, where a program lists all with their bus ids. */
    private static Map<Integer, Integer> byBus(PastedFacts facts) {
        for (Reading.Known<GpuListing> listing : facts.of(Topic.LISTING)) {
            List<GpuListing.Gpu> gpus = listing.value().gpus();
            boolean placed = listing.value().numbering() == GpuListing.Numbering.CUDA
                    && gpus.stream().allMatch(g -> g.busId().isKnown());
            if (placed) {
                List<String> sorted = gpus.stream()
                        .map(g -> g.busId().asOptional().orElse(""))
                        .sorted()
                        .collect(Collectors.toCollection(ArrayList::new));
                Map<Integer, Integer> numbers = new LinkedHashMap<>();
                gpus.forEach(g -> numbers.put(
                        g.index(), sorted.indexOf(g.busId().asOptional().orElse(""))));
                return numbers;
            }
        }
        return Map.of();
    }
}
