package dev.shmfit.text;

import java.util.Locale;
import java.util.Optional;

/** A language that shmfit's texts are written in. */
public enum Language {
    ENGLISH("en", ", ", " and ", " "),
    KOREAN("ko", ", ", ", ", " "),
    CHINESE("zh", "、", "和", "");

    private final String tag;
    private final String comma;
    private final String and;
    private final String afterSentence;

    Language(String tag, String comma, String and, String afterSentence) {
        this.tag = tag;
        this.comma = comma;
        this.and = and;
        this.afterSentence = afterSentence;
    }

    /** As {@code --lang} and HTML's {@code lang} name it; Chinese is Simplified Chinese. */
    public String tag() {
        return tag;
    }

    /** What HTML's {@code lang} says: fonts for Chinese differ by script. */
    public String htmlTag() {
        return this == CHINESE ? "zh-Hans" : tag;
    }

    String comma() {
        return comma;
    }

    String and() {
        return and;
    }

    String semicolon() {
        return this == CHINESE ? "；" : "; ";
    }

    String afterSentence() {
        return afterSentence;
    }

    /** The category of a count. Korean and Chinese have one alone. */
    String plural(long n) {
        return this == ENGLISH && n == 1 ? "one" : "other";
    }

    /**
     * The language of a locale's name as the environment gives it: {@code ko_KR.UTF-8}, {@code zh-CN}, {@code C}. Empty for a
     * language that has no texts, Traditional Chinese among them.
     */
    public static Optional<Language> ofLocale(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('-', '_');
        int end = lower.indexOf('.');
        String locale = end < 0 ? lower : lower.substring(0, end);
        String language = locale.contains("_") ? locale.substring(0, locale.indexOf('_')) : locale;
        if (language.equals("zh") && locale.matches("zh_(hant.*|tw|hk|mo).*")) {
            return Optional.empty();
        }
        for (Language l : values()) {
            if (l.tag.equals(language)) {
                return Optional.of(l);
            }
        }
        return Optional.empty();
    }
}
