package dev.shmfit.analysis.stated;

import dev.shmfit.topology.GpuModel;
import dev.shmfit.topology.GpuModels;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** GPUs by the names that people give them: {@code 4090}, {@code rtx4090ti}, {@code H100SXM}, {@code l40s}. */
final class GpuNames {
    /** Names to propose, as people write them; each is known to {@link GpuModels}. */
    static final List<String> USUAL = List.of(
            "GB300",
            "B300",
            "GB200",
            "B200",
            "GH200",
            "H200",
            "H200 NVL",
            "H20",
            "H100",
            "H100 PCIe",
            "H100 NVL",
            "H800",
            "A100-SXM4-80GB",
            "A100 PCIe",
            "A800",
            "A30",
            "A40",
            "A10",
            "A10G",
            "A16",
            "A2",
            "L40S",
            "L40",
            "L20",
            "L4",
            "RTX PRO 6000",
            "RTX 6000 Ada",
            "RTX 5880 Ada",
            "RTX A6000",
            "RTX A5000",
            "RTX A4500",
            "RTX A4000",
            "RTX 5090",
            "RTX 5080",
            "RTX 5070 Ti",
            "RTX 5070",
            "RTX 5060 Ti",
            "RTX 4090",
            "RTX 4080",
            "RTX 4070 Ti",
            "RTX 4070",
            "RTX 4060 Ti",
            "RTX 3090",
            "RTX 3090 Ti",
            "RTX 3080",
            "RTX 3070",
            "RTX 3060",
            "RTX 2080 Ti",
            "RTX 2080",
            "TITAN RTX",
            "Quadro RTX 8000",
            "Quadro RTX 6000",
            "T4",
            "V100-SXM2-32GB",
            "V100-SXM3-32GB",
            "V100 PCIe",
            "TITAN V",
            "P100-SXM2-16GB",
            "P100 PCIe",
            "P40",
            "P4",
            "GTX 1080 Ti",
            "M60",
            "K80");

    private static final int PROPOSED = 3;
    private static final Pattern NUMBER = Pattern.compile("^[a-z]*\\d+");

    private GpuNames() {}

    /**
     * The name under which the model is known.
     *
     * @throws MalformedText where it is not, with the nearest names
     */
    static String parse(String value) {
        return spellings(value)
                .filter(s -> GpuModels.find(s).filter(GpuNames::isAll).isPresent())
                .findFirst()
                .orElseThrow(() -> new MalformedText("unknown GPU \"" + value + "\"" + nearest(value)
                        + "; nvidia-smi -L prints the name, and compute-capability=, pcie= say what matters of a GPU that"
                        + " is not known"));
    }

    /** The value as it is, then with blanks where letters and digits meet, each also behind a product line's name. */
    private static Stream<String> spellings(String value) {
        String spaced = value.replace('_', ' ')
                .replaceAll("(?i)(?<=rtx|gtx|titan|quadro|pro|geforce|tesla)(?=[0-9a-z])", " ")
                .replaceAll("(?i)(?<=\\d)(?=ti(?:super)?\\b|super\\b|ada\\b|d\\b|sxm|pcie|nvl\\b)", " ")
                .replaceAll("(?i)(?<=\\bti)(?=super\\b)", " ")
                .replaceAll("\\s+", " ")
                .strip();
        List<String> all = new ArrayList<>(List.of(value, spaced));
        for (String line : List.of("RTX ", "GTX ", "Quadro RTX ")) {
            all.add(line + spaced);
        }
        // A100 SXM is A100-SXM4 to nvidia-smi, V100 SXM2 is V100-SXM2-16GB.
        all.add(spaced.replaceAll("(?i) (?=sxm)", "-"));
        return all.stream();
    }

    /** Whether every word of the name is the product's or goes with it: there is no RTX 4090 Ti, and no A100 SXM5. */
    private static boolean isAll(GpuModels.Found found) {
        String product = found.words().toUpperCase(Locale.ROOT);
        GpuModel model = found.model();
        boolean card = product.matches("(?:RTX|GTX|TITAN|QUADRO).*");
        boolean board = model.nvSwitch() || model.label().contains("SXM");
        String rest = found.rest().replaceFirst("(?i)\\bMIG \\d+[cg]\\.\\S+", "");
        for (String word : rest.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            boolean goes = switch (word) {
                case "", "nvidia", "gpu" -> true;
                case "geforce", "laptop", "max", "q" -> card;
                case "tesla" -> !card;
                case "hgx", "dgx" -> board;
                case "pcie" -> !board;
                case "generation" -> model.label().contains("Ada");
                case "server", "workstation", "edition" -> model.label().contains("PRO");
                case "active" -> model.label().startsWith("A800");
                default -> word.matches("\\d{1,3}gb?|hbm[23]e?|gb") || isFamily(word, model.computeCapability());
            };
            if (!goes) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFamily(String word, int computeCapability) {
        return switch (word) {
            case "blackwell" -> computeCapability >= 100;
            case "hopper" -> computeCapability == 90;
            case "ada", "lovelace" -> computeCapability == 89;
            case "ampere" -> computeCapability == 80 || computeCapability == 86;
            case "turing" -> computeCapability == 75;
            case "volta" -> computeCapability == 70;
            case "pascal" -> computeCapability == 60 || computeCapability == 61;
            case "maxwell" -> computeCapability == 52;
            default -> false;
        };
    }

    /** First those that the value goes on from, then those spelled alike, then those of its number. */
    private static String nearest(String value) {
        String said = brief(value);
        Set<String> near = new LinkedHashSet<>();
        USUAL.stream()
                .filter(n -> said.startsWith(brief(n)))
                .sorted(Comparator.comparing((String n) -> brief(n).length()).reversed())
                .forEach(near::add);
        Map<String, String> byShort = new LinkedHashMap<>();
        USUAL.forEach(n -> byShort.putIfAbsent(brief(n), n));
        Optional<String> next = DidYouMean.among(byShort.keySet(), said);
        while (next.isPresent() && near.size() < PROPOSED) {
            near.add(Objects.requireNonNull(byShort.remove(next.get())));
            next = DidYouMean.among(byShort.keySet(), said);
        }
        Matcher number = NUMBER.matcher(said);
        if (number.find()) {
            USUAL.stream().filter(n -> brief(n).startsWith(number.group())).forEach(near::add);
        }
        return near.isEmpty()
                ? ""
                : "; near are " + near.stream().limit(PROPOSED).collect(Collectors.joining(", "));
    }

    /** Without maker, product line and blanks: what two spellings of one name share. */
    private static String brief(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("nvidia|geforce|tesla|quadro|rtx|gtx|[^a-z0-9]", "");
    }
}
