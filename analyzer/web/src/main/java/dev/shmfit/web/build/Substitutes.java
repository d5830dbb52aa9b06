package dev.shmfit.web.build;

import java.util.List;
import java.util.Set;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Classes that have another form in a page: those of Java's that TeaVM's library lacks, and core's own that start threads.
 * The form in a page has the same name with "Page" before it, in {@code dev.shmfit.web.jdk}.
 */
public final class Substitutes extends SimpleSubstitutionPolicy {
    private static final Set<String> CLASSES = Set.of(
            "dev.shmfit.nccl.graph.Recursion",
            "dev.shmfit.reports.RecordShape",
            "java.nio.file.AccessDeniedException",
            "java.nio.file.NoSuchFileException",
            "java.security.MessageDigest",
            "java.util.HexFormat",
            "java.util.concurrent.atomic.LongAdder",
            "javax.xml.stream.Location",
            "javax.xml.stream.XMLInputFactory",
            "javax.xml.stream.XMLStreamException",
            "javax.xml.stream.XMLStreamReader");

    /** Where Java's library keeps what no page can do; a call that leads there is an error, not a compilation of half of Java. */
    private static final List<String> NOT_IN_A_PAGE =
            List.of("com.sun.", "java.nio.file.", "java.net.", "jdk.", "sun.");

    @Override
    public void contribute(SubstitutionSink sink) {
        sink.selectClasses(n -> NOT_IN_A_PAGE.stream().anyMatch(n::startsWith)).dontFallbackWhenNoSubstitution();
        for (String name : CLASSES) {
            String from = name.substring(0, name.lastIndexOf('.'));
            sink.selectClasses(n -> n.equals(name) || n.startsWith(name + "$"))
                    .replacePackage(from, "dev.shmfit.web.jdk")
                    .simpleNamePrefix("Page");
        }
    }
}
