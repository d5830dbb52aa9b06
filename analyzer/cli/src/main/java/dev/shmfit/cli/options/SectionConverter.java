package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.reports.text.Section;
import dev.shmfit.units.DidYouMean;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a part of the report. */
final class SectionConverter implements ITypeConverter<Section> {
    @Override
    public Section convert(String value) {
        return Section.of(value)
                .orElseThrow(() -> new TypeConversionException("\"" + ErrorText.shown(value) + "\" is not a section"
                        + DidYouMean.hint(Section.words(), value) + "; known are "
                        + String.join(", ", Section.words())));
    }
}
