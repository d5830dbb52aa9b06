package dev.shmfit.cli.options;

import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which language a command speaks to people, as a mixin. */
public final class LanguageOption {
    @Option(
            names = "--lang",
            paramLabel = "LANG",
            converter = LanguageConverter.class,
            description =
                    "en, ko or zh: the language of text and Markdown. Default: that of LC_ALL, LC_MESSAGES or LANG, else"
                            + " en. JSON is English.")
    private @Nullable Language language;

    /** The one that was asked for, else the one that the locale names. */
    public Language of(CommandContext context) {
        return or(context.language());
    }

    /** The one that was asked for, else {@code ofLocale}. */
    Language or(Language ofLocale) {
        return language == null ? ofLocale : language;
    }

    /** The look of text on standard output: a language that was asked for is written in its own letters. */
    public TextStyle style(CommandContext context) {
        TextStyle style = context.style();
        return of(context) == Language.ENGLISH ? style : new TextStyle(style.width(), style.colour(), false);
    }
}
