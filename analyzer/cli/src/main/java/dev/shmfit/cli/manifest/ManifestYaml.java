package dev.shmfit.cli.manifest;

import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.workload.YamlFault;
import dev.shmfit.manifest.LineIndex;
import dev.shmfit.manifest.Span;
import dev.shmfit.manifest.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
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

/**
 * Reads the documents of a YAML or JSON text as trees with places. Values stay the texts that they are written as;
 * aliases and merge keys are followed; unknown tags ({@code !reset}) are passed over. Size, depth, and what aliases
 * multiply are bounded.
 */
final class ManifestYaml {
    private static final int MOST_CHARACTERS = 16 << 20;
    private static final int MOST_DEPTH = 100;
    private static final int MOST_VALUES = 1_000_000;

    private final String file;
    private final String text;
    private final LineIndex lines;
    private int values;

    private ManifestYaml(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = new LineIndex(file, text);
    }

    /** @throws InputError where it is no YAML, or more than is taken */
    static List<Tree> parse(String file, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new InputError(
                    file + ": " + text.length() + " characters; at most " + MOST_CHARACTERS + " are taken");
        }
        return new ManifestYaml(file, text).documents();
    }

    private List<Tree> documents() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(MOST_CHARACTERS)
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
        try {
            checkDepth(new Parse(settings).parseString(text));
            List<Tree> documents = new ArrayList<>();
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                documents.add(value(node, 0));
            }
            return List.copyOf(documents);
        } catch (MarkedYamlEngineException e) {
            throw new InputError(YamlFault.of(file, text, e).toString(), e);
        } catch (YamlEngineException e) {
            throw new InputError(file + ": this is no YAML: " + oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s+", " ");
    }

    private void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event e : events) {
            switch (e.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MOST_DEPTH) {
                throw new InputError(
                        place(e.getStartMark()) + ": more than " + MOST_DEPTH + " levels lie within one another");
            }
        }
    }

    private String place(Optional<Mark> mark) {
        return mark.map(m -> file + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                .orElse(file);
    }

    private Tree value(Node node, int depth) {
        values++;
        if (values > MOST_VALUES || depth > MOST_DEPTH) {
            throw new InputError(place(node.getStartMark()) + ": "
                    + (depth > MOST_DEPTH
                            ? "an alias leads back to itself"
                            : "more than " + MOST_VALUES + " values, aliases counted as often as they are used"));
        }
        Span at = span(node);
        if (node instanceof MappingNode m) {
            return new Tree.Keys(at, entries(m, depth), m.getFlowStyle() == FlowStyle.FLOW);
        }
        if (node instanceof SequenceNode s) {
            List<Tree> items = new ArrayList<>();
            s.getValue().forEach(i -> items.add(value(i, depth + 1)));
            return new Tree.Items(at, items, s.getFlowStyle() == FlowStyle.FLOW);
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean nothing = scalar.isPlain()
                && (scalar.getValue().equals("null") || scalar.getValue().equals("~"));
        return new Tree.Leaf(at, nothing ? "" : scalar.getValue(), style(scalar.getScalarStyle()));
    }

    private static Tree.Style style(ScalarStyle style) {
        return switch (style) {
            case DOUBLE_QUOTED -> Tree.Style.DOUBLE_QUOTED;
            case SINGLE_QUOTED -> Tree.Style.SINGLE_QUOTED;
            case LITERAL, FOLDED -> Tree.Style.BLOCK;
            case PLAIN, JSON_SCALAR_STYLE -> Tree.Style.PLAIN;
        };
    }

    private Map<String, Tree.Entry> entries(MappingNode mapping, int depth) {
        Map<String, Tree.Entry> own = new LinkedHashMap<>();
        Map<String, Tree.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                continue;
            }
            Tree value = value(tuple.getValueNode(), depth + 1);
            if (key.getValue().equals("<<") && key.isPlain()) {
                List<Tree> from = value instanceof Tree.Items i ? i.items() : List.of(value);
                from.forEach(f ->
                        f.entries().forEach((k, e) -> merged.putIfAbsent(k, new Tree.Entry(e.key(), e.value(), true))));
            } else {
                own.put(key.getValue(), new Tree.Entry(span(key), value, false));
            }
        }
        merged.forEach(own::putIfAbsent);
        return own;
    }

    private Span span(Node node) {
        int start = node.getStartMark().map(this::offset).orElse(0);
        int end = node.getEndMark().map(this::offset).orElse(start);
        return lines.span(start, Math.max(start, end));
    }

    /** Marks count code points in a line; texts are indexed by characters. */
    private int offset(Mark mark) {
        int line = lines.start(mark.getLine() + 1);
        int points = Math.min(mark.getColumn(), text.codePointCount(line, text.length()));
        return text.offsetByCodePoints(line, points);
    }
}
