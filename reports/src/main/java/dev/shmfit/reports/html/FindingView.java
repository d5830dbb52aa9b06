package dev.shmfit.reports.html;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.VisibleText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A finding and the anchor that other parts of the page link to. */
record FindingView(String anchor, FindingV1 finding) {
    private static final int SLUG = 60;

    static List<FindingView> of(List<FindingV1> findings) {
        Set<String> taken = new HashSet<>();
        List<FindingView> views = new ArrayList<>();
        for (FindingV1 finding : findings) {
            String slug = VisibleText.clip(finding.id().toLowerCase(Locale.ROOT), SLUG)
                    .replaceAll("[^a-z0-9-]", "-");
            String anchor = "finding-" + slug;
            for (int n = 2; !taken.add(anchor); n++) {
                anchor = "finding-" + slug + "-" + n;
            }
            views.add(new FindingView(anchor, finding));
        }
        return views;
    }

    boolean passed() {
        return finding.severity() == FindingV1.Severity.OK;
    }
}
