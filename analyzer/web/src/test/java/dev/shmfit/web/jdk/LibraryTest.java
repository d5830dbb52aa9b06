package dev.shmfit.web.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** What stands in for Java's library in a page does what Java's does. */
class LibraryTest {
    private static final Random RANDOM = new Random(21);

    private static String byJava(String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        StringBuilder events = new StringBuilder();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    return events + "DTD";
                }
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    events.append(event)
                            .append(reader.getLocalName())
                            .append(reader.getLocation().getLineNumber())
                            .append(':')
                            .append(reader.getLocation().getColumnNumber());
                    for (int i = 0; event == XMLStreamConstants.START_ELEMENT && i < reader.getAttributeCount(); i++) {
                        events.append(' ')
                                .append(reader.getAttributeLocalName(i))
                                .append('=')
                                .append(reader.getAttributeValue(i));
                    }
                    events.append('\n');
                }
            }
            return events + "end";
        } catch (XMLStreamException e) {
            return events + e.getMessage();
        }
    }

    private static String byPage(String text) {
        PageXMLInputFactory factory = PageXMLInputFactory.newDefaultFactory();
        StringBuilder events = new StringBuilder();
        try {
            PageXMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    return events + "DTD";
                }
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    events.append(event)
                            .append(reader.getLocalName())
                            .append(reader.getLocation().getLineNumber())
                            .append(':')
                            .append(reader.getLocation().getColumnNumber());
                    for (int i = 0; event == XMLStreamConstants.START_ELEMENT && i < reader.getAttributeCount(); i++) {
                        events.append(' ')
                                .append(reader.getAttributeLocalName(i))
                                .append('=')
                                .append(reader.getAttributeValue(i));
                    }
                    events.append('\n');
                }
            }
            return events + "end";
        } catch (PageXMLStreamException e) {
            return events + e.getMessage();
        }
    }

    @Test
    void every_topology_of_the_fixtures_is_read_as_java_reads_it() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("shmfit.root"), "fixtures"))) {
            files = all.filter(
                            f -> f.toString().endsWith(".xml") && !f.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        for (Path file : files) {
            String text = Files.readString(file).strip();
            assertThat(byPage(text)).as("%s", file).isEqualTo(byJava(text));
        }
    }

    @Test
    void what_is_not_well_formed_is_told_in_java_s_words_and_at_its_place() {
        for (String text : List.of(
                "<a><b x='1' x='2'/></a>",
                "<a><b></a>",
                "<a",
                "<a>",
                "<a b></a>",
                "<a b=></a>",
                "<a b=\"1\"c=\"2\"/>",
                "<a>&foo;</a>",
                "<a>&lt;&#65;</a>",
                "<a b='&#x41;&amp;'/>",
                "<a/><b/>",
                "x<a/>",
                "<a/>x",
                "<?xml version=\"1.0\"?><a/>",
                "<a><!-- x -- y --></a>",
                "<a><![CDATA[x]]></a>",
                "<a>]]></a>",
                "<a b='<'/>",
                "<1a/>",
                "< a/>",
                "<a\n b='1'\n/>",
                "<!DOCTYPE a><a/>",
                "<a><?pi x?></a>",
                "<a></b>",
                "<a b='1'",
                "<a b='1",
                "</a>",
                "",
                "<a b='1\n2\t3'/>",
                "<a>\u0001</a>",
                "<a b='\u0001'/>",
                "<a:b:c/>",
                "<a>&#0;</a>",
                "<a>&lt</a>",
                "<a b='&foo;'/>",
                "<a>&",
                "<a><!x></a>",
                "<a><?xml x?></a>")) {
            assertThat(byPage(text)).as(text).isEqualTo(byJava(text));
        }
    }

    @Test
    void a_digest_is_that_of_java() throws NoSuchAlgorithmException {
        for (int length = 0; length < 200; length++) {
            byte[] message = new byte[length];
            RANDOM.nextBytes(message);
            byte[] digest = PageMessageDigest.getInstance("SHA-256").digest(message);
            assertThat(digest).isEqualTo(MessageDigest.getInstance("SHA-256").digest(message));
            assertThat(PageHexFormat.of().formatHex(digest, 3, 9))
                    .isEqualTo(HexFormat.of().formatHex(digest, 3, 9));
        }
    }

    @Test
    void arithmetic_is_that_of_java() {
        for (int i = 0; i < 10_000; i++) {
            long a = RANDOM.nextLong() >> RANDOM.nextInt(64);
            long b = RANDOM.nextLong() >> RANDOM.nextInt(64);
            assertThat(Missing.multiplyHigh(a, b)).isEqualTo(Math.multiplyHigh(a, b));
            int radix = 2 + RANDOM.nextInt(35);
            String text = Long.toUnsignedString(a, radix);
            assertThat(Missing.parseUnsignedLong(text, radix)).isEqualTo(a);
        }
        for (String wrong : List.of("", "+", "-1", "zz", "10000000000000000", "fffffffffffffffff")) {
            assertThatThrownBy(() -> Missing.parseUnsignedLong(wrong, 16)).isInstanceOf(NumberFormatException.class);
        }
    }

    @Test
    void texts_are_taken_apart_as_java_does() {
        for (String text : List.of("", "a", "a\n", "a\r\nb", "a\rb\n\nc", "\n", "\r\n\r", "\n\r")) {
            assertThat(Missing.lines(text).toList())
                    .as(text)
                    .isEqualTo(text.lines().toList());
        }
        assertThat(Missing.toString(0x1F600)).isEqualTo("😀");
        String replaced = Missing.replaceAll(Pattern.compile("\\d").matcher("a1b22"), r -> "<" + r.group() + ">");
        assertThat(replaced).isEqualTo("a<1>b<2><2>");
    }

    @Test
    void ideographs_are_those_of_java_17() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            // A later Java knows more of them.
            if (Missing.isIdeographic(c) || Runtime.version().feature() == 17) {
                assertThat(Missing.isIdeographic(c)).as("U+%X", c).isEqualTo(Character.isIdeographic(c));
            }
        }
    }
}
