package dev.shmfit.reports.ci;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as JUnit XML, which every CI server reads: a problem is a failure, what was not assessed is skipped,
 * everything else passes and says so. Valid against Jenkins' {@code junit-10.xsd}.
 */
public final class JunitReport implements ReportWriter {
    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        write(CiRun.of(report), out);
    }

    /** Writes the findings of a run. */
    public static void write(CiRun run, Appendable out) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(run, xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        out.append(text.toString()).append('\n');
    }

    private static void suite(CiRun run, XMLStreamWriter xml) throws XMLStreamException {
        List<FindingV1> findings = run.findings();
        line(xml, 0);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "shmfit");
        xml.writeAttribute("tests", String.valueOf(findings.size()));
        xml.writeAttribute("failures", String.valueOf(count(findings, Severity.PROBLEM)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(count(findings, Severity.NOT_ASSESSED)));
        line(xml, 1);
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> p : run.properties().entrySet()) {
            property(xml, p.getKey(), p.getValue());
        }
        line(xml, 1);
        xml.writeEndElement();
        for (FindingV1 f : findings) {
            test(f, xml);
        }
        line(xml, 0);
        xml.writeEndElement();
    }

    private static long count(List<FindingV1> findings, Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        line(xml, 2);
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", XmlText.valid(value));
    }

    private static void test(FindingV1 f, XMLStreamWriter xml) throws XMLStreamException {
        line(xml, 1);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "shmfit." + f.owner().word());
        xml.writeAttribute("name", XmlText.valid(f.id()));
        line(xml, 2);
        switch (f.severity()) {
            case PROBLEM -> told(xml, "failure", f);
            case NOT_ASSESSED -> told(xml, "skipped", f);
            case WARNING, NOTE, OK -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(XmlText.valid(f.severity().word() + ": " + Prose.of(f)));
                xml.writeEndElement();
            }
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void told(XMLStreamWriter xml, String element, FindingV1 f) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", f.severity().word());
        xml.writeAttribute("message", XmlText.valid(f.summary()));
        xml.writeCharacters(XmlText.valid(Prose.of(f)));
        xml.writeEndElement();
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
