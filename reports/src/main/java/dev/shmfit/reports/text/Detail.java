package dev.shmfit.reports.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How much of a report is written.
 *
 * @param screen whether the answer on one screen comes first
 * @param sections what follows it, in the order of the report
 */
public record Detail(boolean screen, List<Section> sections) {
    /** The answer on one screen. */
    public static final Detail SCREEN = new Detail(true, List.of());

    /** The answer, and everything behind it. */
    public static final Detail ALL = new Detail(true, List.of(Section.values()));

    public Detail {
        sections = List.copyOf(sections);
    }

    /** These parts and no more. */
    public static Detail only(Set<Section> sections) {
        return new Detail(false, List.copyOf(EnumSet.copyOf(sections)));
    }

    boolean has(Section section) {
        return sections.contains(section);
    }
}
