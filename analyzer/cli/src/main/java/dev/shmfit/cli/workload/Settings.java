package dev.shmfit.cli.workload;

import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.terminal.ConfigPlaces;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.lint.LintRule;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.verdict.Place;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code .shmfit.yaml} says in place of options: the nearest one up the tree, and behind it the user's own. The
 * project's word comes before the user's; suppressions of both hold.
 *
 * @param platform as {@code --platform} takes it
 * @param format of reports on standard output
 * @param suppressions findings that are accepted for a time
 */
public record Settings(Optional<Place> platform, Optional<String> format, List<Suppression> suppressions) {
    /** Nothing said. */
    public static final Settings NONE = new Settings(Optional.empty(), Optional.empty(), List.of());

    public Settings {
        suppressions = List.copyOf(suppressions);
    }

    /**
     * What the files say that stand where they are looked for.
     *
     * @throws InputError where one cannot be taken
     */
    public static Settings found(ConfigPlaces places) {
        return first(places.upTheTree()).behind(first(places.ofUser()));
    }

    private static Settings first(List<Path> files) {
        return files.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Settings::read)
                .orElse(NONE);
    }

    private Settings behind(Settings user) {
        List<Suppression> all = new ArrayList<>(suppressions);
        all.addAll(user.suppressions);
        return new Settings(platform.or(() -> user.platform), format.or(() -> user.format), all);
    }

    /**
     * What one file says.
     *
     * @throws InputError where it cannot be taken
     */
    public static Settings read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new InputError(file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new InputError("cannot read " + file + ": " + e.getMessage(), e);
        } catch (MalformedWorkload e) {
            throw new InputError(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws MalformedWorkload with file, line and column of everything that is wrong */
    static Settings parse(String file, String text) {
        // A file in which everything is a comment says nothing.
        boolean silent = text.lines().allMatch(l -> l.isBlank() || l.strip().startsWith("#"));
        if (silent) {
            return NONE;
        }
        Yaml yaml = YamlText.parse(file, text);
        List<Problem> problems = new ArrayList<>(WorkloadSchema.examineSettings(yaml));
        if (!problems.isEmpty() || !(yaml instanceof Yaml.Mapping m)) {
            throw new MalformedWorkload(problems);
        }
        ValueReader values = new ValueReader();
        Settings settings = new Settings(
                values.read(m, "platform", Place::parse),
                m.get("format").map(ValueReader::text),
                values.items(m, "suppress").stream()
                        .flatMap(s -> suppression(values, (Yaml.Mapping) s).stream())
                        .toList());
        if (!values.problems().isEmpty()) {
            throw new MalformedWorkload(values.problems());
        }
        return settings;
    }

    private static Optional<Suppression> suppression(ValueReader values, Yaml.Mapping m) {
        Optional<String> finding = values.read(m, "finding", Settings::known);
        Optional<LocalDate> until = values.read(m, "until", Settings::day);
        String reason = m.get("reason").map(ValueReader::text).orElse("");
        return finding.flatMap(f -> until.map(u -> new Suppression(f, reason, u, m.at())));
    }

    private static String known(String id) {
        List<String> ids = Stream.concat(
                        Explanations.all().stream().map(Explanation::id),
                        Arrays.stream(LintRule.values()).map(LintRule::id))
                .toList();
        if (!ids.contains(id)) {
            throw new MalformedText(
                    "\"" + id + "\" is no finding" + DidYouMean.hint(ids, id) + "; \"shmfit findings\" lists them");
        }
        return id;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new MalformedText("\"" + text + "\" is no day; expected one such as 2027-01-31");
        }
    }
}
