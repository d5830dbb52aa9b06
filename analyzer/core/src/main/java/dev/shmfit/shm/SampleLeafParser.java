package dev.shmfit.shm;

import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 3x224x224:float32+int+600KiB}: what one sample consists of. */
public final class SampleLeafParser {
    /** Extents joined by x, * or commas, in brackets or not, as Python and people write them. */
    private static final Pattern SHAPE =
            Pattern.compile("\\d{1,10}(?:\\s*[x*×,]\\s*\\d{1,10}){0,63}\\s*,?", Pattern.CASE_INSENSITIVE);

    private static final Pattern BRACKETS =
            Pattern.compile("(?:torch\\.size|size|shape)?\\s*(?:\\((.*)\\)|\\[(.*)])", Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN = Pattern.compile("\\s*[xX*×,]\\s*");
    private static final List<String> WORDS = List.of("int", "float", "str", "none");

    private SampleLeafParser() {}

    /**
     * The leaves, in order.
     *
     * @throws MalformedText naming the leaf, its position and what was expected
     */
    public static List<SampleLeaf> parse(String text) {
        List<SampleLeaf> leaves = new ArrayList<>();
        int position = 1;
        for (String part : text.split("\\+", -1)) {
            String leaf = part.strip();
            try {
                leaves.add(leaf(leaf));
            } catch (MalformedText e) {
                throw e.at("sample=, leaf " + position);
            }
            position++;
        }
        return List.copyOf(leaves);
    }

    /**
     * One leaf, such as {@code 3x224x224:float32}.
     *
     * @throws MalformedText where the text is none
     */
    public static SampleLeaf leaf(String text) {
        if (text.endsWith(SampleLeaf.BATCH)) {
            return new SampleLeaf.PerBatch(leaf(without(text, SampleLeaf.BATCH)));
        }
        if (text.endsWith(SampleLeaf.UNPINNED)) {
            return new SampleLeaf.NotPinned(leaf(without(text, SampleLeaf.UNPINNED)));
        }
        return plain(text);
    }

    private static String without(String text, String suffix) {
        return text.substring(0, text.length() - suffix.length()).strip();
    }

    private static SampleLeaf plain(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            return tensor(
                    text,
                    text.substring(0, colon).strip(),
                    text.substring(colon + 1).strip());
        }
        if (WORDS.contains(text)) {
            return switch (text) {
                case "str" -> new SampleLeaf.Text();
                case "none" -> new SampleLeaf.Nothing();
                default -> new SampleLeaf.PythonNumber(text);
            };
        }
        if (isShape(text) && !text.matches("\\d+")) {
            throw new MalformedText("\"" + text + "\" lacks a dtype; write " + text + ":float32 or the like");
        }
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            throw new MalformedText("\"" + text + "\" is not a leaf" + DidYouMean.hint(WORDS, text)
                    + "; expected a tensor such as 3x224x224:float32, int, float, str, none, or a size such as 600KiB;"
                    + " behind it /batch for one in a whole batch, /unpinned where pinning passes over it");
        }
        return new SampleLeaf.Sized(SizeText.parse(text));
    }

    /** The extents without what brackets stand around them. */
    private static String bare(String shape) {
        Matcher m = BRACKETS.matcher(shape);
        if (!m.matches()) {
            return shape.strip();
        }
        String within = m.group(1) == null ? m.group(2) : m.group(1);
        return shape.startsWith("(") || shape.startsWith("[") ? within.strip() : bare(within);
    }

    private static boolean isShape(String text) {
        String bare = bare(text);
        // () is the shape of a scalar.
        return SHAPE.matcher(bare).matches() || (bare.isEmpty() && !text.isEmpty());
    }

    private static SampleLeaf tensor(String text, String shape, String dtype) {
        if (!isShape(shape)) {
            throw new MalformedText("\"" + text
                    + "\" has no shape that can be read; expected extents such as 3x224x224 or (3, 224, 224)");
        }
        List<Long> extents = new ArrayList<>();
        for (String extent : BETWEEN.split(bare(shape), -1)) {
            if (!extent.isEmpty()) {
                extents.add(Long.parseLong(extent));
            }
        }
        SampleLeaf.Tensor tensor = new SampleLeaf.Tensor(extents, TorchDtype.named(dtype));
        try {
            // A million samples of it must still be countable.
            tensor.bytes().times(1L << 22);
        } catch (ArithmeticException e) {
            throw new MalformedText("\"" + text + "\" is larger than any machine's memory");
        }
        return tensor;
    }
}
