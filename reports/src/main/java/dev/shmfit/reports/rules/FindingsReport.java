package dev.shmfit.reports.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Nature;
import dev.shmfit.reports.FindingAddress;
import dev.shmfit.reports.Schemas;
import dev.shmfit.reports.text.FindingList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything that can be said, by id: as the page of the documentation, and as JSON. */
public final class FindingsReport {
    private FindingsReport() {}

    /** As JSON has it; {@code schema/findings-1.schema.json} says what each field means. */
    public record FindingTextV1(
            String id,
            String title,
            String nature,
            String owner,
            String cause,
            String fix,
            List<WrongFixV1> wrong,
            List<String> sources,
            String address) {
        static FindingTextV1 of(Explanation e) {
            return new FindingTextV1(
                    e.id(),
                    e.title().english(),
                    e.nature().word(),
                    e.owner().name().toLowerCase(Locale.ROOT),
                    e.cause().english(),
                    e.fix().english(),
                    e.wrong().stream()
                            .map(w ->
                                    new WrongFixV1(w.advice().english(), w.why().english()))
                            .toList(),
                    e.sources(),
                    FindingAddress.of(e.id()));
        }
    }

    /** As JSON has it. */
    public record WrongFixV1(String advice, String why) {}

    private record Document(int schemaVersion, List<FindingTextV1> findings) {}

    /** The page of the documentation: each id is an address in it. */
    public static String markdown(List<Explanation> all) {
        StringBuilder text = new StringBuilder("""
                # What shmfit can say

                Every finding of a report, every cause that `shmfit explain` recognises, and every rule by which NCCL connects a pair, by its
                id, as `shmfit findings` prints them. An id does not change, and neither does its address here. A test holds this page
                against the catalogue. It is in English; `shmfit findings --lang ko` and `--lang zh` say the same in Korean and Chinese.
                """);
        for (Nature nature : Nature.values()) {
            List<Explanation> these =
                    all.stream().filter(e -> e.nature() == nature).toList();
            if (!these.isEmpty()) {
                text.append("\n## ")
                        .append(FindingList.heading(nature).english())
                        .append('\n');
            }
            these.forEach(e -> entry(text, e));
        }
        return text.toString();
    }

    private static void entry(StringBuilder text, Explanation e) {
        text.append("\n### ").append(e.id()).append("\n\n**").append(e.title()).append(".** For the ");
        text.append(e.owner().name().toLowerCase(Locale.ROOT))
                .append(".\n\n")
                .append(e.cause())
                .append('\n');
        if (!e.fix().isEmpty()) {
            text.append("\nWhat to do: ").append(e.fix()).append('\n');
        }
        if (!e.wrong().isEmpty()) {
            text.append("\nWhat does not help:\n\n");
            e.wrong()
                    .forEach(w -> text.append("- `")
                            .append(w.advice())
                            .append("`: ")
                            .append(w.why())
                            .append(".\n"));
        }
        if (!e.sources().isEmpty()) {
            text.append("\nSee ").append(String.join(", ", e.sources())).append(".\n");
        }
    }

    /** As JSON, naming its schema. */
    public static String json(List<Explanation> all) {
        return document(
                "findings",
                new Document(
                        1, new ArrayList<>(all.stream().map(FindingTextV1::of).toList())));
    }

    /** Any list of records as a document that names its schema. */
    static String document(String schema, Record document) {
        try {
            return Schemas.named(
                            schema,
                            JsonMapper.builder()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .build()
                                    .writeValueAsString(document))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of strings cannot be written", e);
        }
    }
}
