package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a manifest that belong to containers without GPUs, where another container of the same list has some. */
final class OtherContainers {
    private static final Pattern LIST = Pattern.compile("^(?:-\\s+)?(?:initContainers|containers|services):$");
    /** How a service of Compose asks for GPUs. */
    static final String SERVICE_GPUS =
            "^capabilities:.*\\bgpu\\b.*|^-\\s+[\"']?gpu[\"']?$|^runtime:\\s+nvidia$|^gpus:\\s+\\S.*";

    private static final Pattern GPUS = Pattern.compile("^[\"']?nvidia\\.com/[\\w.-]+[\"']?:.*|" + SERVICE_GPUS);

    private OtherContainers() {}

    static LineSet in(List<PastedLine> lines) {
        List<List<Integer>> without = new ArrayList<>();
        boolean any = false;
        int listIndent = -1;
        int itemIndent = -1;
        List<Integer> item = new ArrayList<>();
        boolean gpus = false;
        for (PastedLine line : lines) {
            String text = line.stripped();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int indent = line.indent();
            boolean starts = LIST.matcher(text).matches();
            boolean ends = listIndent >= 0
                    && (starts || indent < listIndent || (indent == listIndent && !text.startsWith("- ")));
            boolean next = listIndent >= 0 && indent == itemIndent && !ends;
            if ((ends || next) && !item.isEmpty()) {
                any |= gpus;
                if (!gpus) {
                    without.add(List.copyOf(item));
                }
                item.clear();
                gpus = false;
            }
            if (ends || starts) {
                listIndent = starts ? indent : -1;
                itemIndent = -1;
                continue;
            }
            if (listIndent >= 0) {
                itemIndent = itemIndent < 0 ? indent : itemIndent;
                item.add(line.number());
                gpus |= GPUS.matcher(text).matches();
            }
        }
        any |= gpus;
        if (!item.isEmpty() && !gpus) {
            without.add(item);
        }
        LineSet found = new LineSet();
        if (any) {
            without.forEach(numbers -> numbers.forEach(found::add));
        }
        return found;
    }
}
