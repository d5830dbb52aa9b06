package dev.shmfit.reports;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The report as JSON, valid against {@code schema/report-1.schema.json}: fields in the records' order, nulls written. */
public final class JsonReport implements ReportWriter {
    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        out.append(Schemas.named("report", RecordJson.pretty(report))).append('\n');
    }

    /** Any published record, in the same layout, naming its schema. */
    public static String document(String schema, Record document) {
        return Schemas.named(schema, RecordJson.pretty(document)) + "\n";
    }

    /** How a number came about, in the same layout. */
    public static String number(Record answer) {
        return Schemas.named("number", RecordJson.pretty(answer)) + "\n";
    }

    /** Writes what a log alone shows. */
    public static void write(LogReportV1 report, Appendable out) throws IOException {
        out.append(Schemas.named("verify", RecordJson.pretty(report))).append('\n');
    }

    /**
     * Reads a report back; fields that a later version may have added are passed over.
     *
     * @throws IOException where {@code json} is no report of version 1
     */
    public static ReportV1 read(String json) throws IOException {
        return Reader.REPORT.readValue(json);
    }

    /** Made when first needed: writers do without it. */
    private static final class Reader {
        static final ObjectReader REPORT = JsonMapper.builder()
                .build()
                .readerFor(ReportV1.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
