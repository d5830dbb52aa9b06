package dev.shmfit.reports.plan;

import dev.shmfit.plan.PlanCase;
import dev.shmfit.plan.PlanPoint;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A page that needs nothing besides itself: for each case a heat map of /dev/shm, workers downwards, prefetch factors
 * and batches across, and the most workers that each usual size of /dev/shm takes.
 */
public final class HtmlPlan implements PlanWriter {
    /** More are not kept at once. */
    public static final int MOST_POINTS = 200_000;

    /** More cells make a page that browsers struggle with: of longer axes, some values are drawn. */
    private static final int MOST_ROWS = 48;

    private static final int MOST_COLUMNS = 24;

    private static final long GIB = 1L << 30;
    private static final List<Long> SIZES =
            List.of(64L << 20, GIB, 2 * GIB, 4 * GIB, 8 * GIB, 16 * GIB, 32 * GIB, 64 * GIB, 128 * GIB, 256 * GIB);
    /** Shades of the heat map. */
    private static final int SHADES = 8;

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{background:Canvas;color:CanvasText;font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
            table{border-collapse:collapse;margin:.5rem 0 1.5rem}
            th,td{padding:.2rem .6rem;text-align:right;border:1px solid #8886}
            caption{text-align:left;font-weight:600;padding:.3rem 0}
            td.no{text-decoration:line-through}
            .h0{background:#2a78d60d}.h1{background:#2a78d61a}.h2{background:#2a78d628}.h3{background:#2a78d638}
            .h4{background:#2a78d64a}.h5{background:#2a78d65e}.h6{background:#2a78d674}.h7{background:#2a78d68c}
            .quiet{opacity:.75}
            """;

    private final Appendable out;
    private final List<String> remarks;
    private final Map<PlanCase, List<PlanPoint>> cases = new LinkedHashMap<>();

    /** @param remarks what the nodes rest on, a sentence each */
    public HtmlPlan(Appendable out, List<String> remarks) {
        this.out = out;
        this.remarks = List.copyOf(remarks);
    }

    @Override
    public void point(PlanPoint point) {
        cases.computeIfAbsent(point.where(), c -> new ArrayList<>()).add(point);
    }

    @Override
    public void end() throws IOException {
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>shmfit plan</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>What /dev/shm the job needs</h1>\n")
                .append(
                        "<p class=\"quiet\">Darker cells need more, each shade four times the one before. Struck out: does"
                                + " not fit.</p>\n");
        for (String remark : remarks) {
            out.append("<p class=\"quiet\">").append(text(remark)).append("</p>\n");
        }
        for (Map.Entry<PlanCase, List<PlanPoint>> e : cases.entrySet()) {
            section(e.getKey(), e.getValue());
        }
        out.append("</main>\n</body>\n</html>\n");
    }

    private void section(PlanCase where, List<PlanPoint> points) throws IOException {
        String title = where.node() + ", NCCL " + where.nccl() + ", " + where.size()
                + where.driver()
                        .map(d -> ", driver for CUDA " + CudaVersion.text(d))
                        .orElse("")
                + where.sysNice()
                        .map(n -> n ? ", with SYS_NICE" : ", without SYS_NICE")
                        .orElse("");
        out.append("<section>\n<h2>")
                .append(text(title))
                .append("</h2>\n<p>")
                .append(String.valueOf(where.pairs().shm()))
                .append(" of ")
                .append(String.valueOf(where.pairs().all()))
                .append(" pairs over SHM");
        where.failure().ifPresent(f -> append("; fails: " + text(f.summary().english())));
        out.append("</p>\n");
        Map<Integer, Map<String, PlanPoint>> rows = new TreeMap<>();
        Set<String> columnsMet = new LinkedHashSet<>();
        for (PlanPoint p : points) {
            String column = column(p);
            columnsMet.add(column);
            rows.computeIfAbsent(p.workers().orElse(0), w -> new LinkedHashMap<>())
                    .put(column, p);
        }
        List<String> columns = List.copyOf(columnsMet);
        List<String> shown = spread(columns, MOST_COLUMNS);
        heat(rows, shown);
        if (shown.size() < columns.size() || rows.size() > MOST_ROWS) {
            out.append("<p class=\"quiet\">Drawn: ")
                    .append(String.valueOf(Math.min(rows.size(), MOST_ROWS)))
                    .append(" of ")
                    .append(String.valueOf(rows.size()))
                    .append(" rows, ")
                    .append(String.valueOf(shown.size()))
                    .append(" of ")
                    .append(String.valueOf(columns.size()))
                    .append(" columns; csv and json have every point. Below, every count of workers counts.</p>\n");
        }
        frontier(rows, shown);
        out.append("</section>\n");
    }

    private void heat(Map<Integer, Map<String, PlanPoint>> rows, List<String> columns) throws IOException {
        head("Needed /dev/shm (and the size to ask for)", "workers", columns);
        for (Map.Entry<Integer, Map<String, PlanPoint>> row : spread(List.copyOf(rows.entrySet()), MOST_ROWS)) {
            out.append("<tr><th scope=\"row\">")
                    .append(String.valueOf(row.getKey()))
                    .append("</th>");
            for (String column : columns) {
                PlanPoint p = row.getValue().get(column);
                if (p == null) {
                    out.append("<td></td>");
                    continue;
                }
                boolean fails = p.status() == Verdict.Status.FAILS;
                out.append("<td class=\"h")
                        .append(String.valueOf(shade(p.required())))
                        .append(fails ? " no" : "")
                        .append("\" title=\"")
                        .append(text(tip(p)))
                        .append("\">")
                        .append(text(RoundedSize.up(p.required())))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table>\n");
    }

    /** At most so many of the values, evenly spread, the first and the last among them. */
    private static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
        }
        return some;
    }

    private static String tip(PlanPoint p) {
        return "ask for " + RoundedSize.up(p.recommended()) + ", memory limit " + RoundedSize.up(p.memoryLimit())
                + (p.shm().isOpen() ? ", at least " + RoundedSize.up(p.shm().least()) + " needed" : "")
                + p.bottleneck().map(b -> ", most of it " + b).orElse("")
                + (p.status() == Verdict.Status.FAILS ? ", does not fit" : "");
    }

    private void frontier(Map<Integer, Map<String, PlanPoint>> rows, List<String> columns) throws IOException {
        if (rows.size() < 2) {
            return;
        }
        head("Most of these workers that a size of /dev/shm takes", "/dev/shm", columns);
        for (long size : SIZES) {
            out.append("<tr><th scope=\"row\">")
                    .append(RoundedSize.down(ByteCount.of(size)))
                    .append("</th>");
            for (String column : columns) {
                int most = -1;
                for (Map.Entry<Integer, Map<String, PlanPoint>> row : rows.entrySet()) {
                    PlanPoint p = row.getValue().get(column);
                    most = p != null && p.required().bytes() <= size ? row.getKey() : most;
                }
                out.append("<td>").append(most < 0 ? "–" : String.valueOf(most)).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table>\n");
    }

    private void head(String caption, String corner, List<String> columns) throws IOException {
        out.append("<table><caption>")
                .append(caption)
                .append("</caption><thead><tr><th scope=\"col\">")
                .append(corner)
                .append("</th>");
        for (String c : columns) {
            out.append("<th scope=\"col\">").append(text(c)).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
    }

    private static String column(PlanPoint p) {
        return p.prefetch()
                .map(v -> "prefetch " + v + ", batch " + p.batch().orElse(0))
                .orElse("no loader");
    }

    /** Each shade stands for four times the bytes of the one before, from 128 MiB on. */
    private static int shade(ByteCount required) {
        int shade = 0;
        for (long bound = 128L << 20; shade < SHADES - 1 && required.bytes() > bound; bound *= 4) {
            shade++;
        }
        return shade;
    }

    private void append(String html) {
        try {
            out.append(html);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
