package dev.shmfit.parse.paste;

import dev.shmfit.units.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Undresses the lines of a pasted text: ends of any system, ANSI escapes (also where only their printable part is left),
 * quotes of mails ({@code > }), numbers of lines, signs of a diff, fences and headings of Markdown, tags and entities of HTML, prompts of shells.
 */
final class PastedLines {
    /** What is longer is no line that a person reads. */
    static final int LONGEST = 1 << 14;

    private static final int MOST = 400_000;
    private static final Pattern ANSI = Pattern.compile(
            "\u001b\\[[0-9;?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\u001b[()][A-Z0-9]");
    private static final Pattern ANSI_REST = Pattern.compile("\u241b?\\[(?:\\d{1,3}(?:;\\d{1,3}){0,4})?m");
    /** What chats and word processors put between letters. */
    private static final Pattern INVISIBLE = Pattern.compile("[\u200b\u200c\u200d\u2060\ufeff]");

    private static final Pattern DASH = Pattern.compile("(?<=\\s)[\u2013\u2014](?=[a-z])");
    private static final Pattern QUOTE =
            Pattern.compile("^(?:[ \t]{0,3}>[ \t]?){1,40}(?!\\s*(?:Peer|Peer-to-Peer|GPU\\d))");
    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~).*$");
    private static final Pattern HEADING =
            Pattern.compile("^\\s*#{1,6}\\s+(?=[A-Z*`\\[])(?![A-Z_0-9]+=|Rank +\\d|Using devices$).*$");
    private static final Pattern TAG =
            Pattern.compile("</?(?:code|span|b|i|tbody|td)(?:\\s[^>]{0,200})?/?>", Pattern.CASE_INSENSITIVE);
    /** What stands on either side of these are two lines. */
    private static final Pattern BREAKING_TAG = Pattern.compile(
            "</?(?:details|summary|pre|br|p|div|h[1-6]|blockquote|table|tr|ul|li)(?:\\s[^>]{0,200})?/?>",
            Pattern.CASE_INSENSITIVE);
    /** A fence and, on its line, the first line of what it fences; not the name of a language. */
    private static final Pattern GLUED_FENCE = Pattern.compile("^(\\s*(?:```|~~~))(\\s*\\S+[ \\t].*\\S.*)$");

    private static final int FENCE_LENGTH = 3;
    /** Of a text that was handed over as a string of JSON or of a program, which has its ends of lines inside. */
    private static final int FEW_LINES = 3;
    /** {@code user@host:~$ cmd}, {@code [user@host dir]# cmd}, {@code (env) $ cmd}, {@code + cmd} of set -x. */
    private static final Pattern PROMPT = Pattern.compile(
            "^\\s*(?:\\([\\w.-]{1,40}\\)\\s*)?"
                    + "(?:\\[?[\\w.-]{1,64}@[\\w.-]{1,64}(?:[:\\s][^$#%\\]]{0,200})?\\]?\\s?[$#%]|[\\w./~-]{0,80}\\s?\\$|❯|➜|\\+)\\s+(\\S.*)$");

    private static final Pattern ROOT_PROMPT =
            Pattern.compile("^\\s*(?:(?:root|bash-[\\d.]+|sh-[\\d.]+)#\\s*|# +)(?!export )(\\S.*)$");
    private static final Set<String> PROGRAMS = Set.of(
            "nvidia-smi",
            "lscpu",
            "numactl",
            "df",
            "mount",
            "findmnt",
            "env",
            "printenv",
            "set",
            "docker",
            "podman",
            "kubectl",
            "cat",
            "grep",
            "ls",
            "free",
            "lspci",
            "lstopo",
            "lstopo-no-graphics",
            "hwloc-ls",
            "dcgmi",
            "ibstat",
            "ibv_devinfo",
            "uname",
            "dmesg",
            "ds_report",
            "accelerate",
            "transformers-cli",
            "transformers",
            "vllm",
            "pip",
            "pip3",
            "conda",
            "uv",
            "nvcc",
            "python",
            "python3",
            "echo",
            "export",
            "ncclras",
            "nvbandwidth",
            "p2pBandwidthLatencyTest",
            "simpleP2P",
            "deviceQuery",
            "hostname",
            "ulimit",
            "ps",
            "ip",
            "torchrun",
            "mpirun",
            "srun",
            "salloc",
            "sbatch",
            "scontrol",
            "squeue",
            "sacct",
            "qsub",
            "bsub",
            "horovodrun",
            "nvidia-bug-report.sh",
            "sudo",
            "time");

    /** A variable on a line of its own within a string of JSON. */
    private static final Pattern ESCAPED_ASSIGNMENT =
            Pattern.compile("(?:\\\\n|\")(?:export )?[A-Z][A-Z0-9_]{2,}=[^\"\\\\]*(?:(?=\\\\n|$)|\"[\\s,}\\]]*)");

    private PastedLines() {}

    static List<PastedLine> of(String text, LinePrefixes prefixes) {
        List<PastedLine> lines = new ArrayList<>();
        List<String> raw = LscpuWords.english(SmiBoxes.joined(DiffLines.undressed(prefixes.plain())));
        boolean numbered = LineNumbers.stand(text);
        boolean literal = raw.size() <= FEW_LINES;
        for (int i = 0; i < raw.size(); i++) {
            String bare = numbered ? LineNumbers.without(raw.get(i)) : raw.get(i);
            for (String part : parts(bare, literal)) {
                lines.add(line(i + 1, part));
            }
        }
        return lines;
    }

    /** A text that is a string of JSON with blanks in place of its variables, which are no rows of its tables. */
    static String withoutEscapedVariables(String text) {
        if (text.length() > LONGEST || TextLines.of(text, MOST).size() > FEW_LINES) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        Matcher m = ESCAPED_ASSIGNMENT.matcher(text);
        while (m.find()) {
            int from = m.start() + (text.charAt(m.start()) == '"' ? 1 : 2);
            for (int i = from; i < m.end(); i++) {
                out.setCharAt(i, ' ');
            }
        }
        return out.toString();
    }

    /** Without its escapes, and each string of JSON on lines of its own: what closes it is no part of its last line. */
    private static String unescaped(String literal) {
        StringBuilder out = new StringBuilder(literal.length());
        boolean escaped = false;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (escaped) {
                out.append(
                        switch (c) {
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            // The end of the line follows.
                            case 'r' -> "";
                            case '"', '/' -> String.valueOf(c);
                            default -> "\\" + c;
                        });
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                out.append(c == '"' ? '\n' : c);
            }
        }
        return out.toString();
    }

    /** What stands on one line of the text and would be several without its dress: all have its number. */
    private static List<String> parts(String raw, boolean literal) {
        if (raw.length() > LONGEST) {
            return List.of(raw);
        }
        String text = raw;
        if (literal && text.indexOf("\\n") != text.lastIndexOf("\\n")) {
            text = unescaped(text);
        }
        if (text.indexOf('<') >= 0 && text.indexOf('>') > 0) {
            text = BREAKING_TAG.matcher(text).replaceAll("\n");
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("\n", -1)) {
            if (isFenced(part)) {
                apart(part, parts);
            } else if (!part.isEmpty() || text.indexOf('\n') < 0) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? List.of("") : parts;
    }

    private static boolean isFenced(String line) {
        return line.contains("```") || line.contains("~~~");
    }

    /** A fence, and what stands on its line. */
    private static void apart(String line, List<String> parts) {
        String part = line;
        Matcher glued = GLUED_FENCE.matcher(part);
        if (glued.matches()) {
            parts.add(glued.group(1));
            part = glued.group(2);
        }
        String bare = part.stripTrailing();
        int end = bare.length() - FENCE_LENGTH;
        if (end > 0
                && isFenced(bare.substring(end))
                && !bare.chars().allMatch(c -> c == '`' || c == '~' || Character.isWhitespace(c))
                && !FENCE.matcher(part).matches()) {
            parts.add(bare.substring(0, end));
            parts.add(bare.substring(end));
        } else if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    /** Quotes and hyphens that a word processor made of those of a program. */
    private static String plainQuotes(String line) {
        boolean any = false;
        for (int i = 0; i < line.length() && !any; i++) {
            any = line.charAt(i) >= '\u2013' && line.charAt(i) <= '\u201f';
        }
        return any
                ? DASH.matcher(line.replaceAll("[\u201c-\u201f]", "\"").replaceAll("[\u2018-\u201b]", "'"))
                        .replaceAll("--")
                : line;
    }

    /** Without what colours it on a terminal. */
    static String withoutColours(String raw) {
        String line = raw.indexOf('\u001b') >= 0 ? ANSI.matcher(raw).replaceAll("") : raw;
        return line.indexOf('[') >= 0 && line.indexOf('m') > 0
                ? ANSI_REST.matcher(line).replaceAll("")
                : line;
    }

    private static PastedLine line(int number, String raw) {
        if (raw.length() > LONGEST) {
            return new PastedLine(number, "", "", false);
        }
        String line = withoutColours(raw);
        line = INVISIBLE.matcher(plainQuotes(line.replace('\u00a0', ' '))).replaceAll("");
        if (line.indexOf('>') >= 0) {
            line = QUOTE.matcher(line).replaceFirst("");
        }
        if (line.indexOf('<') >= 0 && line.indexOf('>') > 0) {
            line = TAG.matcher(line).replaceAll("");
        }
        if (line.indexOf('&') >= 0) {
            line = line.replace("&nbsp;", " ")
                    .replace("&gt;", ">")
                    .replace("&lt;", "<")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&");
        }
        if (FENCE.matcher(line).matches() || HEADING.matcher(line).matches()) {
            return new PastedLine(number, line.strip().startsWith("#") ? line : "", "", true);
        }
        return new PastedLine(number, line, command(line), false);
    }

    private static String command(String line) {
        Matcher prompt = PROMPT.matcher(line);
        if (prompt.matches() && isProgram(prompt.group(1), !line.strip().startsWith("+"))) {
            return prompt.group(1);
        }
        Matcher root = ROOT_PROMPT.matcher(line);
        return root.matches() && isProgram(root.group(1), false) ? root.group(1) : "";
    }

    /** @param any whether the prompt alone tells that this is a command */
    private static boolean isProgram(String command, boolean any) {
        String bare = command.strip().replaceFirst("^(?:[A-Za-z_][A-Za-z0-9_]*=\\S*\\s+)++", "");
        String first = bare.split("[\\s|;&]+", 2)[0];
        String name = first.substring(first.lastIndexOf('/') + 1);
        return PROGRAMS.contains(name) || (any && name.matches("[a-zA-Z][\\w.+-]{0,60}"));
    }
}
