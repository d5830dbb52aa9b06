package dev.shmfit.parse.paste;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Of several values that one script, or one session at a prompt, gives a variable, the last one is in force: it runs from
 * top to bottom. A default ({@code ${NAME:-1}}, {@code setdefault}) holds only where nothing above it sets the name. Between
 * two scripts, between what programs print, and among entries of YAML nothing tells an order: there the first counts, as
 * among files.
 */
final class LastCounts {
    /** Keys, items and rows, of which several belong to several services or tries. */
    private static final Pattern UNORDERED = Pattern.compile("^(?:-\\s|[|{\\[\"'`*•]|[\\w.]+:\\s).*", Pattern.DOTALL);

    private static final Pattern DEFAULT =
            Pattern.compile("^.*(?:\\bsetdefault\\(|=[\"']?\\$\\{\\w+:?[-=]|^:\\s+\"?\\$\\{).*$", Pattern.DOTALL);

    private record Place(int scope, String text) {}

    private LastCounts() {}

    /** Moves the value in force before the others of its script. */
    static void order(String item, List<PastedLine> lines, PastedFacts facts) {
        LineSet set = new LineSet();
        facts.of(Topic.SETTING).stream()
                .filter(s -> s.source().item().equals(item))
                .forEach(s -> set.add(s.source().line()));
        if (set.isEmpty()) {
            return;
        }
        Map<Integer, Place> places = places(lines, set);
        Map<String, List<Reading.Known<Setting>>> groups = new LinkedHashMap<>();
        for (Reading.Known<Setting> s : facts.of(Topic.SETTING)) {
            Place place = places.get(s.source().line());
            if (s.source().item().equals(item)
                    && place != null
                    && !UNORDERED.matcher(place.text()).matches()) {
                groups.computeIfAbsent(place.scope() + " " + s.value().name(), k -> new ArrayList<>())
                        .add(s);
            }
        }
        for (List<Reading.Known<Setting>> group : groups.values()) {
            if (group.size() > 1) {
                group.sort(Comparator.comparingInt(s -> s.source().line()));
                facts.first(Topic.SETTING, inForce(group, places), group);
            }
        }
    }

    private static Reading.Known<Setting> inForce(List<Reading.Known<Setting>> group, Map<Integer, Place> places) {
        Reading.Known<Setting> last = group.get(0);
        for (Reading.Known<Setting> s : group) {
            Place place = places.get(s.source().line());
            if (place != null && !DEFAULT.matcher(place.text()).matches()) {
                last = s;
            }
        }
        return last;
    }

    /**
     * Where the wanted lines stand: what is typed at prompts is one session; what a program prints is a script of its
     * own; a fence ends both.
     */
    private static Map<Integer, Place> places(List<PastedLine> lines, LineSet wanted) {
        Map<Integer, Place> places = new HashMap<>();
        int session = 0;
        int printed = 0;
        int next = 1;
        boolean goesOn = false;
        for (PastedLine line : lines) {
            boolean typed = !line.command().isEmpty();
            String text = typed ? line.command().strip() : line.stripped();
            if (line.boundary()) {
                session = next++;
                printed = session;
            } else if (typed) {
                printed = next++;
            }
            if (wanted.contains(line.number())) {
                places.putIfAbsent(line.number(), new Place(typed || goesOn ? session : printed, text));
            }
            goesOn = (typed || goesOn) && text.endsWith("\\");
        }
        return places;
    }
}
