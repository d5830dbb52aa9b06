package dev.shmfit.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The report as JSON, valid against {@code schema/report-1.schema.json}: fields in the records' order, nulls written. */
public final class JsonReport implements ReportWriter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));
    private static final ObjectReader READER =
            MAPPER.readerFor(ReportV1.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        out.append(Schemas.named("report", WRITER.writeValueAsString(report))).append('\n');
    }

    /** How a number came about, in the same layout. */
    public static String number(Record answer) {
        try {
            return Schemas.named("number", WRITER.writeValueAsString(answer)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer + " cannot be written as JSON", e);
        }
    }

    /** Writes what a log alone shows. */
    public static void write(LogReportV1 report, Appendable out) throws IOException {
        out.append(Schemas.named("verify", WRITER.writeValueAsString(report))).append('\n');
    }

    /**
     * Reads a report back; fields that a later version may have added are passed over.
     *
     * @throws IOException where {@code json} is no report of version 1
     */
    public static ReportV1 read(String json) throws IOException {
        return READER.readValue(json);
    }
}
