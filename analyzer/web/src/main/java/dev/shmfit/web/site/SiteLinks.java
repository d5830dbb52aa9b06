package dev.shmfit.web.site;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What the links of one Markdown file are in the site. */
final class SiteLinks {
    private final Set<String> files;
    private final String file;
    private final String page;
    private final Set<String> others = new TreeSet<>();

    /**
     * Of a file.
     *
     * @param files that are pages of the site
     * @param file whose links they are
     * @param page on which they stand
     */
    SiteLinks(Set<String> files, String file, String page) {
        this.files = Set.copyOf(files);
        this.file = file;
        this.page = page;
    }

    /** The way from the page to the top of the site: empty, or ends in a slash. */
    String top() {
        return "../".repeat((int) page.chars().filter(c -> c == '/').count());
    }

    /** The address of what a link names. */
    String address(String link) {
        if (link.matches("[a-z]+:.*")
                || (link.startsWith("#") && SiteBuilder.page(file).equals(page))) {
            return link;
        }
        if (link.startsWith("/")) {
            return top() + link.substring(1);
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        String fragment = hash < 0 ? "" : link.substring(hash);
        String named = path.isEmpty()
                ? file
                : Path.of(file).resolveSibling(path).normalize().toString();
        if (files.contains(named)) {
            return top() + SiteBuilder.page(named) + fragment;
        }
        others.add(named);
        return top() + named + fragment;
    }

    /** Files of the repository that are named and are no pages. */
    Set<String> others() {
        return others;
    }
}
