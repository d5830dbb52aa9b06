package dev.shmfit.text;

import static org.assertj.core.api.Assertions.assertThat;

import fluent.bundle.FluentBundle;
import fluent.bundle.FluentResource;
import fluent.bundle.resolver.Scope;
import fluent.functions.FluentFunction;
import fluent.functions.FluentFunctionFactory;
import fluent.functions.FluentImplicit;
import fluent.functions.FunctionResources;
import fluent.functions.ImplicitFormatter;
import fluent.functions.ImplicitReducer;
import fluent.functions.ResolvedParameters;
import fluent.syntax.AST.Pattern;
import fluent.syntax.parser.FTLParser;
import fluent.syntax.parser.FTLStream;
import fluent.types.FluentValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The message files, against the code and against each other. A text that is missing anywhere fails the build here. */
class MessagesTest {
    /** Words that the field writes in English in every language: a text of these alone may be the same everywhere. */
    private static final Set<String> FIELD_TERMS = Set.of(
            "nccl",
            "gpu",
            "dataloader",
            "dev",
            "shm",
            "tmpfs",
            "nvlink",
            "numa",
            "pcie",
            "df",
            "ipc",
            "docker",
            "podman",
            "sizelimit",
            "the");

    /** Texts for which another language has a sign. */
    private static final Set<String> SIGNS = Set.of("screen/versions", "nccl/fact-is", "nccl/list-in");

    private static String text(Language language, String area) throws IOException {
        try (InputStream in = Messages.class.getResourceAsStream(Messages.resource(language, area))) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> ids(Language language) {
        return Messages.AREAS.stream()
                .flatMap(a -> Messages.file(language, a).keys().stream().map(k -> a + "/" + k))
                .filter(id -> has(language, id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean has(Language language, String id) {
        int slash = id.indexOf('/');
        return Messages.file(language, id.substring(0, slash))
                .pattern(id.substring(slash + 1))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_text_that_the_code_asks_for_is_there_in_each_language(Language language) throws IOException {
        TextsInCode code = TextsInCode.read();
        Set<String> ids = ids(language);

        assertThat(ids).containsAll(code.whole());
        assertThat(code.begun())
                .allSatisfy(b -> assertThat(ids).anySatisfy(id -> assertThat(id).startsWith(b)));
    }

    @Test
    void every_language_has_the_same_texts_and_none_that_nobody_asks_for() throws IOException {
        Set<String> english = ids(Language.ENGLISH);
        TextsInCode code = TextsInCode.read();

        assertThat(ids(Language.KOREAN)).isEqualTo(english);
        assertThat(ids(Language.CHINESE)).isEqualTo(english);
        assertThat(english)
                .allSatisfy(id -> assertThat(code.whole().contains(id)
                                || code.begun().stream().anyMatch(id::startsWith))
                        .as(id)
                        .isTrue());
    }

    @Test
    void the_files_are_those_of_the_areas() throws IOException {
        Path all = Path.of(System.getProperty("shmfit.root"), "analyzer/core/src/main/resources/dev/shmfit/text");
        try (Stream<Path> files = Files.walk(all)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> all.relativize(f).toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(Language.values())
                            .flatMap(l -> Messages.AREAS.stream().map(a -> Messages.resource(l, a)))
                            .toList());
        }
    }

    @Test
    void a_text_takes_the_same_arguments_in_each_language_and_the_code_gives_these() throws IOException {
        for (String id : ids(Language.ENGLISH)) {
            Set<String> english = Messages.pattern(id, Language.ENGLISH).arguments();
            assertThat(Messages.pattern(id, Language.KOREAN).arguments()).as(id).isEqualTo(english);
            assertThat(Messages.pattern(id, Language.CHINESE).arguments())
                    .as(id)
                    .isEqualTo(english);
        }
        for (TextsInCode.Call call : TextsInCode.read().calls()) {
            assertThat(call.arguments())
                    .as(call.file() + ", " + call.id())
                    .isEqualTo(Messages.pattern(call.id(), Language.ENGLISH).arguments());
        }
    }

    @Test
    void a_text_is_translated_or_is_of_field_terms_alone() {
        assertThat(ids(Language.ENGLISH).stream()
                        .filter(id -> !SIGNS.contains(id) && hasWords(id))
                        .filter(id ->
                                !speaks(id, Language.KOREAN, "[가-힣]") || !speaks(id, Language.CHINESE, "\\p{IsHan}")))
                .isEmpty();
    }

    private static boolean hasWords(String id) {
        return Stream.of(Messages.pattern(id, Language.ENGLISH).words().split("[^A-Za-z]+"))
                .map(w -> w.toLowerCase(Locale.ROOT))
                .anyMatch(w -> w.length() > 1 && !FIELD_TERMS.contains(w));
    }

    private static boolean speaks(String id, Language language, String letters) {
        return java.util.regex.Pattern.compile(letters)
                .matcher(Messages.pattern(id, language).words())
                .find();
    }

    /** Fluent's own library, too slow at a start for a run of 0.3 s, decides what the files mean. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void the_files_mean_what_they_mean_to_project_fluent(Language language) throws IOException {
        for (String area : Messages.AREAS) {
            FluentResource resource = FTLParser.parse(FTLStream.of(text(language, area)));
            assertThat(resource.hasErrors()).as(area).isFalse();
            assertThat(resource.hasJunk()).as(area).isFalse();
            FluentBundle bundle = FluentBundle.builder(Locale.forLanguageTag(language.tag()), new Functions(language))
                    .withIsolation(false)
                    .addResource(resource)
                    .build();
            for (String key : Messages.file(language, area).keys()) {
                if (has(language, area + "/" + key)) {
                    for (Map<String, Object> values : samples(area, key)) {
                        assertThat(Messages.file(language, area)
                                        .pattern(key)
                                        .orElseThrow()
                                        .render(language, values))
                                .as(area + "/" + key)
                                .isEqualTo(fluent(bundle, key, values));
                    }
                }
            }
        }
    }

    private static List<Map<String, Object>> samples(String area, String key) {
        List<Map<String, Object>> samples = new ArrayList<>();
        for (Object value : List.of("some words", 1L, 2L)) {
            Map<String, Object> sample = new TreeMap<>();
            Messages.file(Language.ENGLISH, area)
                    .pattern(key)
                    .orElseThrow()
                    .arguments()
                    .forEach(a -> sample.put(a, value));
            samples.add(sample);
        }
        return samples;
    }

    private static String fluent(FluentBundle bundle, String key, Map<String, Object> values) {
        int dot = key.indexOf('.');
        Pattern pattern = (dot < 0
                        ? bundle.getMessagePattern(key)
                        : bundle.getAttributePattern(key.substring(0, dot), key.substring(dot + 1)))
                .orElseThrow();
        List<Exception> errors = new ArrayList<>();
        String text = bundle.formatPattern(pattern, values, errors);
        assertThat(errors).as(key).isEmpty();
        return text;
    }

    /** Counts as shmfit's languages count; numbers as they are. */
    private record Functions(Language language) implements FluentFunctionFactory {
        @Override
        public Set<FluentImplicit> implicits() {
            Set<FluentImplicit> all = new HashSet<>();
            for (FluentImplicit.Implicit id : FluentImplicit.Implicit.values()) {
                all.add(new Plain(id));
            }
            return all;
        }

        @Override
        public Set<FluentFunction> functions() {
            return Set.of();
        }

        @Override
        public FunctionResources resources(Locale locale) {
            return new FunctionResources() {
                @Override
                public Locale locale() {
                    return locale;
                }

                @Override
                public String selectCardinal(Number n) {
                    return language.plural(n.longValue());
                }
            };
        }
    }

    private record Plain(FluentImplicit.Implicit id) implements FluentImplicit, ImplicitFormatter, ImplicitReducer {
        @Override
        public List<FluentValue<?>> apply(ResolvedParameters parameters, Scope scope) {
            return parameters.valuesAll().collect(Collectors.toList());
        }

        @Override
        public String format(FluentValue<?> value, Scope scope) {
            return String.valueOf(value.value());
        }

        @Override
        public String reduce(List<FluentValue<?>> values, Scope scope) {
            return values.stream().map(v -> v.format(scope)).collect(Collectors.joining());
        }
    }
}
