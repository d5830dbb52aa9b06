package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.text.Language;
import dev.shmfit.units.DidYouMean;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a value of {@code --lang}. */
public final class LanguageConverter implements ITypeConverter<Language> {
    private static final List<String> TAGS =
            Arrays.stream(Language.values()).map(Language::tag).toList();

    @Override
    public Language convert(String value) {
        return Arrays.stream(Language.values())
                .filter(l -> l.tag().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + ErrorText.shown(value) + "\" is not a language"
                        + DidYouMean.hint(TAGS, value) + "; known are " + String.join(", ", TAGS)));
    }
}
