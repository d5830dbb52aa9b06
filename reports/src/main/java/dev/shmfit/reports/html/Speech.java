package dev.shmfit.reports.html;

import dev.shmfit.reports.VerificationV1;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.util.List;

/** What the page itself says, in its language. */
public record Speech(Language language) {
    /** Stands for an argument while a message is split. */
    private static final String PLACE = "\uFFFC";

    private static final String OTHER = "other ";

    /** A message, as {@link Text#of} takes it. */
    public String said(String id, Object... namesAndValues) {
        return Text.of(id, namesAndValues).in(language);
    }

    /** A message of one argument, before and after it: for what is marked up. */
    public List<String> around(String id, String argument) {
        String whole = Text.of(id, argument, PLACE).in(language);
        int at = whole.indexOf(PLACE);
        return List.of(whole.substring(0, at), whole.substring(at + PLACE.length()));
    }

    /** Where a value is from, in a word. */
    public String provenance(String word) {
        return Words.provenance(word, language);
    }

    /** What of the job a statement is about: terms of the field as they are. */
    public String about(String statement) {
        if (statement.equals("memory limit")) {
            return said("budget/memory-limit");
        }
        if (statement.equals("memory of a rank")) {
            return said("job/rank-memory");
        }
        return statement.startsWith(OTHER) ? said("job/other", "name", statement.substring(OTHER.length())) : statement;
    }

    /** What becomes of the differences with a cause that would explain some: a sentence. */
    public String withCause(VerificationV1.Cause cause) {
        boolean option = !cause.option().isEmpty();
        if (cause.remaining() == 0) {
            return option ? said("page/rest-agrees-with") : said("page/rest-agrees");
        }
        return option
                ? said("page/rest-remains-with", "differences", cause.remaining())
                : said("page/rest-remains", "differences", cause.remaining());
    }
}
