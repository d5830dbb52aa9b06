package dev.shmfit.cli.commands;

import dev.shmfit.units.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which ids may a user have meant? */
final class NearIds {
    /** How many an error proposes. */
    private static final int MOST = 3;

    private NearIds() {}

    /** The ids nearest to what was written: by spelling, then those that contain it. */
    static List<String> of(List<String> known, String id) {
        List<String> ids = new ArrayList<>(known);
        String sought = id.toLowerCase(Locale.ROOT);
        List<String> near = new ArrayList<>();
        Optional<String> next = DidYouMean.among(ids, id);
        while (next.isPresent() && near.size() < MOST) {
            near.add(next.get());
            ids.remove(next.get());
            next = DidYouMean.among(ids, id);
        }
        ids.stream()
                .filter(i -> sought.length() > 2 && i.contains(sought))
                .limit(MOST - (long) near.size())
                .forEach(near::add);
        return near;
    }
}
