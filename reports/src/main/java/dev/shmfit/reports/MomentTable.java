package dev.shmfit.reports;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.PrintedSizes;
import java.util.ArrayList;
import java.util.List;

/** Who needs what at which moment, as text, Markdown and page print it. */
public final class MomentTable {
    private static final String NONE = "–";

    private MomentTable() {}

    /** A row for each consumer and one for the sum: the name, then what it is at each moment; columns add up as printed. */
    public static List<List<String>> of(ShmV1 shm) {
        return of(shm, Language.ENGLISH);
    }

    /** The same in a language. */
    public static List<List<String>> of(ShmV1 shm, Language language) {
        PrintedSizes sizes = Words.printed(shm);
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < shm.consumers().size(); row++) {
            String name = shm.consumers().get(row).name();
            List<String> cells = new ArrayList<>(List.of(Words.consumer(name, language)));
            for (int m = 0; m < shm.moments().size(); m++) {
                boolean any = shm.moments().get(m).consumers().stream()
                        .anyMatch(s -> s.name().equals(name) && s.bytes() > 0);
                cells.add(any ? sizes.part(m + 1, row) : NONE);
            }
            rows.add(cells);
        }
        List<String> sum = new ArrayList<>(List.of(Text.of("budget/required").in(language)));
        for (int m = 0; m < shm.moments().size(); m++) {
            sum.add(shm.moments().get(m).totalBytes() == 0 ? NONE : sizes.total(m + 1));
        }
        rows.add(sum);
        return rows;
    }
}
