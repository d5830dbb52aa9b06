package dev.shmfit.reports.html;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the page's scripts say, in one language: by name, with arguments in braces. Where a count chooses the words, those for
 * one have a name of their own that ends in {@code .one}.
 */
final class ScriptTexts {
    private final Map<String, String> texts = new TreeMap<>();
    private final Language language;

    private ScriptTexts(Language language) {
        this.language = language;
    }

    /**
     * The texts.
     *
     * @param whatIf whether the page lets its reader change the job
     */
    static Map<String, String> of(Language language, boolean whatIf) {
        ScriptTexts said = new ScriptTexts(language);
        said.page();
        if (whatIf) {
            said.whatIf();
        }
        return said.texts;
    }

    private void page() {
        put("copy", Text.of("script/copy"));
        put("copied", Text.of("script/copied"));
        put("selected", Text.of("script/selected"));
        put("save", Text.of("script/save"));
        put("saved", Text.of("script/saved"));
        put("copy-markdown", Text.of("script/copy-markdown"));
        put("ring-of", Text.of("script/ring-of"));
        put("no-channel", Text.of("script/no-channel"));
        put("ring-channels", Text.of("script/ring-channels", "channels", "{channels}", "count", "other"));
        put("ring-channels.one", Text.of("script/ring-channels", "channels", "{channels}", "count", "one"));
        put("save-all", Text.of("script/save-all"));
        put("save-redacted", Text.of("script/save-redacted"));
        put("either-analyzed", Text.of("script/either-analyzed"));
        put("analyzed-as-it-is", Text.sentences(Text.of("script/analyzed"), Text.of("script/redacting-nothing")));
        put("analyzed", Text.of("script/analyzed"));
    }

    private void whatIf() {
        put("one-container", Text.of("script/one-container"));
        put("equal-containers", containers("other"));
        put("equal-containers.one", containers("one"));
        put("by-nccl", Text.of("script/by-nccl"));
        put("wrong-size", Text.of("script/wrong-size"));
        put("wrong-batch", Text.of("script/wrong-batch"));
        put("wrong-sample", Text.of("script/wrong-sample"));
        put("without", Text.of("script/without", "option", "{option}"));
        put("apart", Text.of("script/apart"));
        put("not-in-page", Text.of("script/not-in-page"));
        put("nccl-fails", Text.of("script/nccl-fails"));
        put("too-many", Text.of("script/too-many"));
        put("needs", Text.of("script/needs", "bytes", "{bytes}"));
        put("at-worst", Text.of("script/at-worst", "moment", "{moment}", "room", "{room}"));
        put("at-worst-each", Text.of("script/at-worst-each", "moment", "{moment}", "room", "{room}"));
        put("room-unknown", Text.of("script/room-unknown"));
        put("room-fails", Text.of("script/room-fails", "short", "{short}", "size", "{size}"));
        put("room-tight", Text.of("script/room-tight", "spare", "{spare}", "size", "{size}"));
        put("room-fits", Text.of("script/room-fits", "spare", "{spare}", "size", "{size}"));
        put("recommended", Text.of("script/recommended", "bytes", "{bytes}"));
        put("nccl-channels", Text.of("script/nccl-channels", "channels", "{channels}", "count", "other"));
        put("nccl-channels.one", Text.of("script/nccl-channels", "channels", "{channels}", "count", "one"));
        put("others", Text.of("script/others"));
        put("other-versions", Text.of("script/other-versions"));
        put("settled", Text.of("script/settled", "facts", "{facts}"));
        put("both-notes", Text.sentences(Text.verbatim("{first}"), Text.verbatim("{second}")));
    }

    private static Text containers(String count) {
        return Text.of("script/equal-containers", "containers", "{containers}", "ranks", "{ranks}", "count", count);
    }

    private void put(String name, Text text) {
        texts.put(name, text.in(language));
    }
}
