package dev.shmfit.reports.ci;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings as SARIF 2.1.0, which code scanning reads: each a result of a rule that has the finding's id. */
public final class SarifReport implements ReportWriter {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        write(CiRun.of(report), out);
    }

    /** Writes the findings of a run. */
    public static void write(CiRun from, Appendable out) throws IOException {
        ObjectNode log = MAPPER.createObjectNode();
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", from.tool().name()).put("version", from.tool().version());
        driver.put("informationUri", from.address().apply("").replaceFirst("#.*", ""));
        ArrayNode rules = driver.putArray("rules");
        ArrayNode results = run.putArray("results");
        List<String> known = new ArrayList<>();
        for (FindingV1 f : from.findings()) {
            if (!known.contains(f.id())) {
                known.add(f.id());
                rule(rules.addObject(), f, from);
            }
            result(results.addObject(), f, known.indexOf(f.id()), from.source());
        }
        run.put("columnKind", "utf16CodeUnits");
        ObjectNode properties = run.putObject("properties");
        for (String name : new String[] {"verdict", "headline", "files", "jobs"}) {
            String value = from.properties().get(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        out.append(WRITER.writeValueAsString(log)).append('\n');
    }

    private static void rule(ObjectNode rule, FindingV1 f, CiRun from) {
        rule.put("id", f.id());
        String address = from.address().apply(uri(f.id()));
        rule.put("helpUri", address);
        rule.putObject("shortDescription").put("text", f.id().replace('-', ' '));
        rule.putObject("fullDescription").put("text", f.explanation().isEmpty() ? f.summary() : f.explanation());
        // Code scanning wants a help of every rule.
        String help = f.remedy().isEmpty() ? "Nothing to do; what it means: " + address : f.remedy();
        rule.putObject("help").put("text", help);
        rule.putObject("properties").put("owner", f.owner().word());
    }

    private static void result(ObjectNode result, FindingV1 f, int rule, String capture) {
        result.put("ruleId", f.id()).put("ruleIndex", rule);
        result.put("kind", kind(f.severity())).put("level", level(f.severity()));
        result.putObject("message").put("text", f.summary());
        ArrayNode locations = result.putArray("locations");
        f.evidence().forEach(e -> location(locations.addObject(), e));
        if (f.evidence().stream().noneMatch(e -> e.inFile().isPresent())) {
            // Code scanning shows no result without a file: what was analysed as a whole.
            physical(locations.insertObject(0), capture, new FindingV1.Evidence(capture, 0, "", null));
        }
        result.putObject("partialFingerprints").put("findingId/v1", fingerprint(f));
    }

    /** The id alone where it occurs once in a report; where it may occur in several lines, with its place. */
    private static String fingerprint(FindingV1 f) {
        return f.evidence().stream()
                .filter(e -> e.columnOrZero() > 0)
                .findFirst()
                .map(e -> f.id() + ":" + e.source() + ":" + f.summary())
                .orElse(f.id());
    }

    /** A flag is no file: it becomes a logical location. */
    private static void location(ObjectNode location, FindingV1.Evidence e) {
        Optional<String> file = e.inFile();
        if (file.isPresent()) {
            physical(location, file.get(), e);
        } else {
            location.putArray("logicalLocations")
                    .addObject()
                    .put("fullyQualifiedName", e.source().isBlank() ? "input" : e.source());
        }
    }

    /** What says no line means the whole file, which is shown at its first line. */
    private static void physical(ObjectNode location, String file, FindingV1.Evidence e) {
        ObjectNode place = location.putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(file));
        ObjectNode region = place.putObject("region").put("startLine", Math.max(1, e.line()));
        if (e.columnOrZero() > 0) {
            region.put("startColumn", e.columnOrZero());
        }
        if (!e.text().isEmpty()) {
            region.putObject("snippet").put("text", e.text());
        }
    }

    /**
     * A path as a relative reference (RFC 3986, 3.3), one from the root as a file URI (RFC 8089): all but unreserved
     * characters and slashes by their bytes.
     */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (plain || "-._~/".indexOf(b) >= 0) {
                uri.append((char) b);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return uri.toString();
    }

    private static String kind(FindingV1.Severity severity) {
        return switch (severity) {
            case PROBLEM, WARNING -> "fail";
            case NOTE -> "informational";
            case NOT_ASSESSED -> "open";
            case OK -> "pass";
        };
    }

    private static String level(FindingV1.Severity severity) {
        return switch (severity) {
            case PROBLEM -> "error";
            case WARNING -> "warning";
            case NOTE, NOT_ASSESSED, OK -> "none";
        };
    }
}
