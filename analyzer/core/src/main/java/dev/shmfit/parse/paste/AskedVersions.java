package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions that somebody asked Python or pip for: the answer stands on the next line, or below the package's name. */
final class AskedVersions {
    private static final Pattern TORCH = Pattern.compile("torch\\.(?:__version__|version\\.__version__)");
    private static final Pattern NCCL = Pattern.compile("torch\\.cuda\\.nccl\\.version\\(\\)");
    private static final Pattern VERSION =
            Pattern.compile("^(?:Out\\[\\d+\\]: )?['\"]?([12]\\.\\d{1,3}\\.\\d{1,3}[\\w+.]*)['\"]?(?=\\s|$)");
    private static final Pattern TUPLE = Pattern.compile("\\((2), (\\d{1,2}), (\\d{1,3})\\)");
    private static final Pattern SHOWN_NAME = Pattern.compile("^Name: (torch|nvidia-nccl-cu1[1-9])$");
    private static final Pattern SHOWN_VERSION = Pattern.compile("^Version: (\\d[\\w.+]*)$");

    private AskedVersions() {}

    static void read(String item, List<PastedLine> lines, PastedFacts facts) {
        Optional<String> name = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            PastedLine line = lines.get(i);
            String text = line.stripped();
            Matcher shown = SHOWN_NAME.matcher(text);
            Matcher version = SHOWN_VERSION.matcher(text);
            if (shown.matches()) {
                name = Optional.of(shown.group(1));
            } else if (name.isPresent() && version.matches()) {
                Topic<String> topic = name.get().equals("torch") ? Topic.TORCH : Topic.NCCL;
                facts.add(topic, version.group(1), SourceRef.line(item, line.number()));
                name = Optional.empty();
            }
            if (i + 1 < lines.size() && text.contains("torch.")) {
                answer(text, lines.get(i + 1), item, facts);
            }
        }
    }

    private static void answer(String asked, PastedLine line, String item, PastedFacts facts) {
        SourceRef at = SourceRef.line(item, line.number());
        Matcher version = VERSION.matcher(line.stripped());
        Matcher tuple = TUPLE.matcher(line.stripped());
        boolean torch = TORCH.matcher(asked).find() && line.command().isEmpty();
        if (torch && version.find()) {
            facts.add(Topic.TORCH, version.group(1), at);
        }
        // Alone on its line it is known without the question.
        if (NCCL.matcher(asked).find() && tuple.find() && !tuple.group().equals(line.stripped())) {
            facts.add(Topic.NCCL, tuple.group(1) + "." + tuple.group(2) + "." + tuple.group(3), at);
        }
    }
}
