package dev.shmfit.verdict;

import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the job runs, as captured or as the user says.
 *
 * @param platform how /dev/shm is made there
 * @param fixesShm whether the service leaves no way to change its size
 * @param names what container, pod, service and image are called
 */
public record Place(Platform platform, boolean fixesShm, PlaceNames names) {
    private static final Map<String, Place> WORDS = words();

    /** A place whose names are not known. */
    public Place(Platform platform, boolean fixesShm) {
        this(platform, fixesShm, PlaceNames.UNKNOWN);
    }

    private static Map<String, Place> words() {
        Map<String, Place> words = new LinkedHashMap<>();
        for (Platform p : Platform.values()) {
            if (p != Platform.UNKNOWN) {
                words.put(p.word(), new Place(p, false));
                if (p == Platform.KUBERNETES) {
                    words.put("k8s", new Place(p, false));
                }
            }
        }
        for (String managed : Platform.FIXED) {
            words.put(managed, new Place(Platform.UNKNOWN, true));
        }
        return words;
    }

    /**
     * Reads {@code docker}, or {@code kubernetes:pod=trainer-0,container=main}.
     *
     * @throws MalformedText where it is none
     */
    public static Place parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Place place = WORDS.get(word.strip());
        if (place == null) {
            throw new MalformedText("\"" + word + "\" is not a platform" + DidYouMean.hint(known(), word)
                    + "; known are " + String.join(", ", known()));
        }
        return colon < 0 ? place : place.called(PlaceNames.parse(text.substring(colon + 1)));
    }

    private Place called(PlaceNames given) {
        return new Place(platform, fixesShm, given);
    }

    /** All words. */
    public static List<String> known() {
        return new ArrayList<>(WORDS.keySet());
    }
}
