package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.stated.StatedFacts.Adapters;
import dev.shmfit.analysis.stated.StatedFacts.Statement;
import dev.shmfit.topology.AssumedNic;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads facts written {@code KEY=VALUE}. The list of keys is closed: a misspelt fact must not be passed over. */
public final class StatedFactsParser {
    /** Every key, in the order in which the manual lists them. */
    public static final List<String> KEYS =
            Facts.stateable().stream().map(Fact::key).toList();

    private final UnaryOperator<String> file;
    private final Map<Fact<?>, Statement<?>> facts = new LinkedHashMap<>();

    private StatedFactsParser(UnaryOperator<String> file) {
        this.file = file;
    }

    /**
     * Reads all statements.
     *
     * @param texts each {@code KEY=VALUE}
     * @param file gives the text of a file that a value names
     * @throws MalformedStatement where a key is unknown or occurs twice, or a value cannot be read
     */
    public static StatedFacts parse(List<String> texts, UnaryOperator<String> file) {
        StatedFactsParser parser = new StatedFactsParser(file);
        texts.forEach(parser::put);
        return new StatedFacts(parser.facts);
    }

    private void put(String text) {
        int equals = text.indexOf('=');
        String key = (equals < 0 ? text : text.substring(0, equals)).strip();
        Optional<Fact<?>> fact = Facts.named(key);
        if (fact.isEmpty()) {
            throw MalformedStatement.of(
                    Subject.FACT,
                    "",
                    "unknown key \"" + key + "\"" + DidYouMean.hint(KEYS, key) + "; known keys are "
                            + String.join(", ", KEYS));
        }
        if (equals < 0 || text.substring(equals + 1).isBlank()) {
            throw MalformedStatement.of(Subject.FACT, key, "expected " + key + "=VALUE");
        }
        put(fact.get(), text.substring(equals + 1).strip());
    }

    private <T> void put(Fact<T> fact, String value) {
        T read;
        try {
            read = fact.read(value, file);
        } catch (MalformedText e) {
            throw MalformedStatement.of(Subject.FACT, fact.key() + "=" + value, e);
        }
        Statement<?> before = facts.get(fact);
        if (before == null) {
            facts.put(fact, new Statement<>(read, Optional.of(said(fact, value))));
        } else if (before.value() instanceof Adapters a && read instanceof Adapters b) {
            List<AssumedNic> both = new ArrayList<>(a.list());
            both.addAll(b.list());
            facts.put(fact, new Statement<>(new Adapters(both), before.text().map(t -> t + " " + value)));
        } else {
            throw MalformedStatement.that(Subject.FACT, fact.key(), "occurs twice");
        }
    }

    /** The value as the report shows it: with what was taken where it says less than the fact. */
    private static String said(Fact<?> fact, String value) {
        if (fact.equals(Facts.PCIE)) {
            return PciLinks.said(value);
        }
        return fact.equals(Facts.CUDA_DRIVER) ? DriverBranches.said(value) : value;
    }
}
