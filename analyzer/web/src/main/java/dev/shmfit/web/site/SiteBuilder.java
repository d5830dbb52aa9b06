package dev.shmfit.web.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes a site of the Markdown files of the documentation: a page for each of them, one for each finding, each rule of
 * manifests and each rule of NCCL, and the analyzer. Equal files give an equal site.
 */
public final class SiteBuilder {
    /** Where the analyzer is in the site. */
    static final String ANALYZER = "try.html";

    private static final List<String> AT_TOP =
            List.of("README.md", "README.ko.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md");

    /** Pages whose sections are pages too: where these are, and in which file their texts. */
    private static final Map<String, String> SECTIONS =
            Map.of("findings", "docs/findings.md", "lint", "docs/manifests.md", "rules", "docs/nccl/rules.md");

    private final Path root;
    private final Path site;
    private final Map<String, String> pages = new TreeMap<>();
    private final String frame;

    private SiteBuilder(Path root, Path site, String frame) {
        this.root = root;
        this.site = site;
        this.frame = frame;
    }

    /**
     * Writes the site.
     *
     * @param arguments the root of the repository, the frame of a page, the analyzer, the directory to write
     */
    public static void main(String[] arguments) throws IOException {
        SiteBuilder builder =
                new SiteBuilder(Path.of(arguments[0]), Path.of(arguments[3]), Files.readString(Path.of(arguments[1])));
        builder.read();
        builder.write();
        Files.copy(Path.of(arguments[2]), builder.site.resolve(ANALYZER), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The page that a Markdown file becomes. */
    static String page(String file) {
        return file.equals("README.md") ? "index.html" : file.replaceFirst("\\.md$", ".html");
    }

    private void read() throws IOException {
        for (String file : AT_TOP) {
            pages.put(file, Files.readString(root.resolve(file)));
        }
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            for (Path file : docs.filter(f -> f.toString().endsWith(".md")).toList()) {
                pages.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
    }

    private void write() throws IOException {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            String file = page.getKey();
            String more = file.equals("docs/web-page.md") ? embedded() : "";
            page(page(file), file, page.getValue(), more);
        }
        for (Map.Entry<String, String> part : SECTIONS.entrySet()) {
            List<String> ids = new ArrayList<>();
            for (Section section : Section.of(pages.getOrDefault(part.getValue(), ""))) {
                ids.add(section.id());
                String back =
                        "\n[Among the others](" + Path.of(part.getValue()).getFileName() + "#" + section.id() + ")\n";
                page(part.getKey() + "/" + section.id() + ".html", part.getValue(), section.text() + back, "");
            }
            list(part.getKey(), part.getValue(), ids);
        }
    }

    /** A file that pages name: a picture, a licence, a schema. */
    private void copy(String file) throws IOException {
        Path from = root.resolve(file).normalize();
        if (!from.startsWith(root) || !Files.isRegularFile(from)) {
            throw new IOException("a page of the documentation names " + file + ", which is not there");
        }
        Path to = site.resolve(file);
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private void list(String part, String file, List<String> ids) throws IOException {
        StringBuilder text = new StringBuilder("# " + new MarkdownPage(pages.getOrDefault(file, "")).title() + "\n\n");
        ids.forEach(id -> text.append("- [`")
                .append(id)
                .append("`](/")
                .append(part)
                .append("/")
                .append(id)
                .append(".html)\n"));
        page(part + "/index.html", file, text.toString(), "");
    }

    private static String embedded() {
        return "<h2>Try it here</h2>\n<iframe src=\"../" + ANALYZER
                + "\" title=\"The analyzer\" loading=\"lazy\"></iframe>\n";
    }

    /**
     * Writes a page.
     *
     * @param name in the site
     * @param file whose links the text has
     */
    private void page(String name, String file, String text, String more) throws IOException {
        MarkdownPage page = new MarkdownPage(text);
        SiteLinks links = new SiteLinks(pages.keySet(), file, name);
        String language = file.contains(".ko.") ? "ko" : file.contains(".zh.") ? "zh-Hans" : "en";
        String html = frame.replace("@LANGUAGE@", language)
                .replace("@TITLE@", escaped(page.title()))
                .replace("@TOP@", links.top())
                .replace("@BODY@", page.html(links::address) + more);
        Path to = site.resolve(name);
        Files.createDirectories(to.resolveSibling("."));
        Files.writeString(to, html);
        for (String other : links.others()) {
            copy(other);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
