package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that a text names where no reader takes one: in prose ("I tried NCCL_P2P_DISABLE=1"), in a comment, as a name
 * alone ({@code -e NCCL_DEBUG}, {@code valueFrom:}), in code of a kind that nobody here knows. They may hold or not, so they
 * are said and not taken.
 */
final class NamedSettings {
    private static final String NAME =
            "(NCCL_[A-Z0-9_]*[A-Z0-9]|CUDA_VISIBLE_DEVICES|CUDA_DEVICE_ORDER|NVIDIA_VISIBLE_DEVICES)";
    private static final Pattern NAMED = Pattern.compile(
            "(?<![A-Za-z0-9_])" + NAME
                    + "(?![A-Za-z0-9_*])(?:[\"'\\]`*]{0,4}\\s*(?:=(?!=)|:(?=\\s)|,(?=\\s*[\"'])(?!\\s*[\"']\\w*[\"']\\s*:))\\s*(?:\"([^\"]*)\"|'([^']*)'|((?:\\d+,)*+[^\\s\"',;)\\]}|`*~]*)))?");
    /** What is asked for is not set. */
    private static final Pattern READ = Pattern.compile("\\$\\{?" + NAME
            + "(?![-:]?[-=])|(?:environ\\.get|getenv|printenv|in os\\.environ)\\W+" + NAME + "|environ\\[[\"']" + NAME
            + "[\"']\\](?!\\s*=[^=])|[\"']" + NAME + "[\"'] (?:not )?in |grep .*" + NAME
            + "|(?:^|\\s)(?:-u ?|--unset[= ])" + NAME);
    /** Variables that come from a file or an object which is not in the text. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "^.*?(--env-file[ =]\\S+)|^(?:-\\s+)?(EnvironmentFile=.*|PassEnvironment=.*|env_file:.*|envFrom:|configMapRef:|secretRef:|Environment Variables from:)$");

    private static final int LONGEST = 4000;
    /** The name and the value may stand on lines of their own. */
    private static final int APART = 2;

    private NamedSettings() {}

    /** @param logs lines of NCCL's log, which says itself what is in force */
    static void read(String item, List<PastedLine> lines, LineSet logs, PastedFacts facts) {
        for (PastedLine line : lines) {
            String text = line.text();
            if (text.length() > LONGEST || logs.contains(line.number())) {
                continue;
            }
            SourceRef at = SourceRef.line(item, line.number());
            Matcher elsewhere = ELSEWHERE.matcher(line.stripped());
            if (elsewhere.find() && !line.stripped().startsWith("#")) {
                facts.name("", elsewhere.group(1) == null ? elsewhere.group(2) : elsewhere.group(1), true, at);
            }
            Matcher m = NAMED.matcher(READ.matcher(text).replaceAll(" "));
            while (m.find()) {
                String quoted = m.group(2) == null ? m.group(3) : m.group(2);
                String value = quoted == null ? m.group(4) : quoted;
                if (!facts.isSet(m.group(1), at, APART)) {
                    facts.name(m.group(1), value == null ? "" : value.replaceFirst("[.:!?]+$", ""), false, at);
                }
            }
        }
    }
}
