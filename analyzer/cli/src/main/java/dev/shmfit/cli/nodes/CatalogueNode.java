package dev.shmfit.cli.nodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the node catalogue, as its {@code node.json} says.
 *
 * @param id by which commands name it
 * @param title a line for people
 * @param vendor who sells the machine, or the cloud that lends it
 * @param form {@code server}, {@code workstation} or {@code instance}
 * @param gpu the GPUs' product name
 * @param gpus how many
 * @param cpu a line for people
 * @param built whether the topology was written from a description rather than read from such a machine
 * @param exact whether the facts leave nothing open
 * @param provenance of every file of the capture, and of the stated facts
 * @param assume facts that no file holds, as the option {@code --assume} takes them
 * @param notes what else is worth knowing; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogueNode(
        String id,
        String title,
        String vendor,
        String form,
        String gpu,
        int gpus,
        String cpu,
        boolean built,
        boolean exact,
        List<Source> provenance,
        List<String> assume,
        @Nullable String notes) {
    private static final String UNVERIFIED = "unverified";

    public CatalogueNode {
        provenance = List.copyOf(provenance);
        assume = List.copyOf(assume);
    }

    /**
     * Where a file came from.
     *
     * @param file of the capture, or {@code node.json} for a fact stated there
     * @param kind {@code captured}, {@code vendor}, {@code vendor-completed}, {@code built}, {@code unverified},
     *     {@code derived} or {@code stated}
     * @param from the file that it was copied or derived from, in the repository or beside it
     * @param source where that was published
     * @param licence of the vendor's file, as an SPDX identifier
     * @param licenceText the file that holds its text
     * @param completed what was added to the vendor's file
     * @param shows what the source shows of the node
     * @param note which fact was stated; of what is unverified, from what knowledge it was written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) String kind,
            @Nullable String from,
            @Nullable String source,
            @Nullable String licence,
            @Nullable String licenceText,
            @Nullable String completed,
            @Nullable String shows,
            @Nullable String note) {
        /** The address where it was published, or the file that it came from where no address was kept. */
        public String origin() {
            return source != null ? source : String.valueOf(from);
        }
    }

    /** Whether every word occurs in what the catalogue says about the node. */
    public boolean says(List<String> words) {
        String all = String.join(" ", id, title, vendor, form, gpu, cpu).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(w -> all.contains(w.toLowerCase(Locale.ROOT)));
    }

    /** What the topology rests on, in a word: the worst of what its files say where nothing better was found. */
    public String basis() {
        if (built) {
            return hasTopology("built") ? "built" : UNVERIFIED;
        }
        return hasTopology("captured") ? "captured" : "vendor";
    }

    /** The same for a node that was built, as part of a sentence. */
    public String basisInWords() {
        return hasTopology("built") ? "built after published descriptions" : "built from general knowledge";
    }

    /** What was written from general knowledge, and no published source was found to show. */
    public List<String> unverified() {
        return provenance.stream()
                .filter(p -> p.kind().equals(UNVERIFIED))
                .map(p -> p.file() + ": " + p.note())
                .toList();
    }

    /** What the topology was written after: each source with what it shows. */
    public List<String> shown() {
        return provenance.stream()
                .filter(p -> p.kind().equals("built"))
                .map(p -> p.shows() + " (" + p.origin() + ")")
                .toList();
    }

    private boolean hasTopology(String kind) {
        return provenance.stream()
                .anyMatch(p -> p.file().endsWith(".xml") && p.kind().equals(kind));
    }
}
