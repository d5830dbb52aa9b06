package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML text into values with places. Only what JSON can say is taken: no objects, no tags of one's own. Size,
 * depth, and what aliases multiply are bounded, so that no text costs more than it is worth.
 */
final class YamlText {
    /** A workload file has hundreds of lines at the most. */
    static final int MOST_CHARACTERS = 1 << 20;

    private static final int MOST_DEPTH = 32;
    private static final int MOST_VALUES = 50_000;

    private static final Pattern FINITE = Pattern.compile("[-+]?\\d{1,40}(\\.\\d{0,40})?([eE][-+]?\\d{1,4})?");

    private final String file;
    private int values;

    private YamlText(String file) {
        this.file = file;
    }

    /**
     * The text's one document.
     *
     * @param file what messages call it
     * @throws MalformedWorkload where it is no YAML, or more than is taken
     */
    static Yaml parse(String file, String text) {
        return new YamlText(file).document(text);
    }

    private Yaml document(String text) {
        SourceRef start = new SourceRef(file, 1, 1);
        if (text.length() > MOST_CHARACTERS) {
            throw wrong(
                    start, "the file has " + text.length() + " characters; at most " + MOST_CHARACTERS + " are taken");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(MOST_CHARACTERS)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            // Events come one by one, so the depth is known before anything recurses.
            checkDepth(new Parse(settings).parseString(text));
            Optional<Node> node = new Compose(settings).composeString(text);
            return value(node.orElseThrow(() -> wrong(start, "the file is empty; expected a mapping of keys")), 0);
        } catch (MarkedYamlEngineException e) {
            throw new MalformedWorkload(YamlFault.of(file, text, e));
        } catch (YamlEngineException e) {
            throw wrong(start, "this is no YAML: " + YamlFault.oneLine(e.getMessage()));
        }
    }

    private void checkDepth(Iterable<Event> events) {
        int depth = 0;
        int documents = 0;
        for (Event e : events) {
            switch (e.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case DocumentStart -> documents++;
                default -> {}
            }
            if (depth > MOST_DEPTH) {
                throw wrong(place(e), "more than " + MOST_DEPTH + " levels lie within one another");
            }
            if (documents > 1) {
                throw wrong(place(e), "a second document begins; expected one");
            }
        }
    }

    private Yaml value(Node node, int depth) {
        SourceRef at = node.getStartMark().map(this::place).orElseGet(() -> new SourceRef(file, 1, 1));
        values++;
        if (values > MOST_VALUES) {
            throw wrong(
                    at,
                    "the file holds more than " + MOST_VALUES + " values, aliases counted as often as they are"
                            + " used");
        }
        if (depth > MOST_DEPTH) {
            throw wrong(at, "an alias leads back to itself");
        }
        if (node instanceof MappingNode m) {
            expect(at, node, Tag.MAP);
            return new Yaml.Mapping(at, entries(m, depth));
        }
        if (node instanceof SequenceNode s) {
            expect(at, node, Tag.SEQ);
            List<Yaml> items = new ArrayList<>();
            s.getValue().forEach(i -> items.add(value(i, depth + 1)));
            return new Yaml.Sequence(at, items);
        }
        return scalar(at, (ScalarNode) node);
    }

    private Map<String, Yaml.Entry> entries(MappingNode mapping, int depth) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Yaml key = value(tuple.getKeyNode(), depth + 1);
            if (!(key instanceof Yaml.Scalar s) || s.kind() == Yaml.Kind.NOTHING) {
                throw wrong(key.at(), key.shown() + " cannot be a key; expected a word");
            }
            Yaml.Entry before = entries.put(s.text(), new Yaml.Entry(s.at(), value(tuple.getValueNode(), depth + 1)));
            if (before != null) {
                throw wrong(
                        s.at(),
                        "the key \"" + s.text() + "\" occurs twice; first in line "
                                + before.at().line());
            }
        }
        return entries;
    }

    private Yaml scalar(SourceRef at, ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.STR)) {
            // YAML's own short form of null, which the JSON schema of YAML leaves out.
            boolean nothing = text.equals("~") && node.getScalarStyle() == ScalarStyle.PLAIN;
            return new Yaml.Scalar(at, nothing ? Yaml.Kind.NOTHING : Yaml.Kind.TEXT, text);
        }
        if (tag.equals(Tag.BOOL)) {
            return new Yaml.Scalar(at, Yaml.Kind.TRUTH, text);
        }
        if (tag.equals(Tag.NULL)) {
            return new Yaml.Scalar(at, Yaml.Kind.NOTHING, text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            if (!FINITE.matcher(text).matches()) {
                throw wrong(at, "\"" + text + "\" is no finite number");
            }
            return new Yaml.Scalar(at, Yaml.Kind.NUMBER, text);
        }
        throw wrong(at, "the tag " + tag.getValue() + " is not taken; write the value alone");
    }

    private void expect(SourceRef at, Node node, Tag plain) {
        if (!node.getTag().equals(plain)) {
            throw wrong(at, "the tag " + node.getTag().getValue() + " is not taken; write the value alone");
        }
    }

    private SourceRef place(Event event) {
        return event.getStartMark().map(this::place).orElseGet(() -> new SourceRef(file, 1, 1));
    }

    private SourceRef place(Mark mark) {
        return new SourceRef(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static MalformedWorkload wrong(SourceRef at, String sentence) {
        return new MalformedWorkload(new Problem(at, sentence));
    }
}
