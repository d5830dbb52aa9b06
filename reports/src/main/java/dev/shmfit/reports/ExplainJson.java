package dev.shmfit.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** An explanation as JSON, valid against {@code schema/explain-1.schema.json}. */
public final class ExplainJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .build()
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withSeparators(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private ExplainJson() {}

    /** The text, with a line feed at its end. */
    public static String write(ExplainV1 report) {
        try {
            return Schemas.named("explain", WRITER.writeValueAsString(report)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an explanation of strings and numbers cannot be written", e);
        }
    }
}
