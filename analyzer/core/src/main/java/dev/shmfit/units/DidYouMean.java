package dev.shmfit.units;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which known word did the user most likely mean? */
public final class DidYouMean {
    private DidYouMean() {}

    /** The known word nearest to {@code written}, if one is near enough to be worth proposing. */
    public static Optional<String> among(Collection<String> known, String written) {
        String sought = written.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, sought.length() / 3);
        String best = null;
        int bestDistance = limit + 1;
        for (String word : known) {
            String candidate = word.toLowerCase(Locale.ROOT);
            boolean part = sought.length() >= 3
                    && !candidate.equals(sought)
                    && (candidate.startsWith(sought) || candidate.endsWith("-" + sought));
            int distance = part ? 1 : distance(sought, candidate);
            if (distance < bestDistance) {
                best = word;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A sentence part to append: {@code "; did you mean workers?"}, or nothing. */
    public static String hint(Collection<String> known, String written) {
        return among(known, written).map(w -> "; did you mean " + w + "?").orElse("");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
            }
        }
        return d[a.length()][b.length()];
    }
}
