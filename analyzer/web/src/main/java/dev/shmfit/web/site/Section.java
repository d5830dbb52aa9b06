package dev.shmfit.web.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a Markdown text under a heading of the third level that is an id.
 *
 * @param id such as {@code shm-too-small}
 * @param text with the heading as that of a page
 */
record Section(String id, String text) {
    private static final Pattern HEADING = Pattern.compile("### `?([a-z0-9][a-z0-9-]*)`?");

    /** All parts, in order. */
    static List<Section> of(String text) {
        List<Section> sections = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        String id = "";
        for (String line : text.split("\n", -1)) {
            Matcher heading = HEADING.matcher(line);
            if (line.matches("#{1,3} .*")) {
                add(sections, id, part);
                id = heading.matches() ? heading.group(1) : "";
                part.setLength(0);
                part.append("# ").append(id).append('\n');
            } else {
                part.append(line).append('\n');
            }
        }
        add(sections, id, part);
        return sections;
    }

    private static void add(List<Section> sections, String id, StringBuilder text) {
        if (!id.isEmpty()) {
            sections.add(new Section(id, text.toString()));
        }
    }
}
