package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.InputError;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.parse.table.SmiP2pParser;
import dev.shmfit.parse.table.SmiTopoParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files of a capture is a text that stands alone? What it holds says so, never its name. */
public final class SingleText {
    /** The first element, after declarations and comments have been passed over. */
    private static final Pattern ELEMENT = Pattern.compile("<([A-Za-z_][A-Za-z0-9_.-]{0,60})[\\s/>]");
    /** In these, people wrap the tables that they paste. */
    private static final Set<String> WRAPPERS =
            Set.of("pre", "code", "table", "details", "summary", "html", "body", "p", "div", "br", "span");

    private static final int LOOKED_AT = 1 << 16;

    private SingleText() {}

    /** Whether it is XML, of whatever kind. */
    static boolean isXml(String text) {
        return !root(text).isEmpty();
    }

    /**
     * The names in a capture of what the text holds: one, or several where it was pasted from several commands.
     *
     * @throws InputError where it is the output of a command that does not suffice
     */
    static List<String> names(String name, String text) {
        String root = root(text);
        if (root.equals("nvidia_smi_log")) {
            throw new InputError(
                    name + " is what \"nvidia-smi -q -x\" prints, which does not say how GPUs are connected;"
                            + " give what \"nvidia-smi topo -m\" prints");
        }
        if (!root.isEmpty()) {
            return List.of(CaptureFiles.NCCL_XML);
        }
        List<String> names = new ArrayList<>();
        if (SmiTopoParser.parse(text, name).value() instanceof SmiOutput.Tables<?>) {
            names.add(CaptureFiles.TOPO);
        }
        if (SmiP2pParser.parse(text, name).value() instanceof SmiOutput.Tables<SmiP2pMatrix> p2p) {
            List<SmiP2pMatrix> tables = p2p.tables();
            if (tables.stream()
                    .anyMatch(
                            t -> t.capabilities().isEmpty() || t.capabilities().contains("r"))) {
                names.add(CaptureFiles.P2P_READ);
            }
            if (tables.stream().anyMatch(t -> t.capabilities().contains("w"))) {
                names.add(CaptureFiles.P2P_WRITE);
            }
        }
        return names.isEmpty() ? List.of(CaptureFiles.TOPO) : List.copyOf(names);
    }

    private static String root(String text) {
        String start = text.substring(0, Math.min(text.length(), LOOKED_AT)).stripLeading();
        if (!start.startsWith("<")) {
            return "";
        }
        Matcher element = ELEMENT.matcher(start);
        boolean declared = start.startsWith("<?xml");
        String first = element.find() ? element.group(1) : "";
        if (WRAPPERS.contains(first.toLowerCase(Locale.ROOT)) && !declared) {
            return "";
        }
        return first.isEmpty() && declared ? "?" : first;
    }
}
