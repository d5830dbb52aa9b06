package dev.shmfit.web.jdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Methods of Java's library that TeaVM's lacks, each with Java's meaning. The build adds them to the classes that they name;
 * on a JVM nothing calls them.
 */
public final class Missing {
    private Missing() {}

    /** Where Java has the method. An instance method takes its object first. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface From {
        /** The class that is to have the method. */
        Class<?> value();

        /** Whether it is called without an object. */
        boolean isStatic() default false;
    }

    /** {@link String#lines()}: ends at LF, CR or both; an end behind the last line makes no further line. */
    @From(String.class)
    public static Stream<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            lines.add(text.substring(start, end));
            boolean both = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            start = end + (both ? 2 : 1);
        }
        return lines.stream();
    }

    /** {@link Character#toString(int)}. */
    @From(value = Character.class, isStatic = true)
    public static String toString(int codePoint) {
        return new String(Character.toChars(codePoint));
    }

    /** The first and the last of each range of ideographs, as Unicode 13 of Java 17 has them. */
    private static final int[] IDEOGRAPHS = {
        0x3006, 0x3007, 0x3021, 0x3029, 0x3038, 0x303A, 0x3400, 0x4DBF, 0x4E00, 0x9FFC, 0xF900, 0xFA6D, 0xFA70, 0xFAD9,
        0x16FE4, 0x16FE4, 0x17000, 0x187F7, 0x18800, 0x18CD5, 0x18D00, 0x18D08, 0x1B170, 0x1B2FB, 0x20000, 0x2A6DD,
        0x2A700, 0x2B734, 0x2B740, 0x2B81D, 0x2B820, 0x2CEA1, 0x2CEB0, 0x2EBE0, 0x2F800, 0x2FA1D, 0x30000, 0x3134A
    };

    /** {@link Character#isIdeographic(int)}. */
    @From(value = Character.class, isStatic = true)
    public static boolean isIdeographic(int codePoint) {
        for (int i = 0; i < IDEOGRAPHS.length; i += 2) {
            if (codePoint >= IDEOGRAPHS[i] && codePoint <= IDEOGRAPHS[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** {@link Collection#parallelStream()}: a page has one thread. */
    @From(Collection.class)
    public static <T> Stream<T> parallelStream(Collection<T> items) {
        return items.stream();
    }

    /** {@link IntStream#parallel()}: a page has one thread. */
    @From(IntStream.class)
    public static IntStream parallel(IntStream numbers) {
        return numbers;
    }

    /** {@link ServiceLoader#findFirst()}. */
    @From(ServiceLoader.class)
    public static <S> Optional<S> findFirst(ServiceLoader<S> services) {
        Iterator<S> all = services.iterator();
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }

    /** {@link Collections#unmodifiableSortedMap}. */
    @From(value = Collections.class, isStatic = true)
    public static <K, V> SortedMap<K, V> unmodifiableSortedMap(SortedMap<K, ? extends V> map) {
        return new FixedSortedMap<>(map);
    }

    /** {@link Collections#unmodifiableSortedSet}. */
    @From(value = Collections.class, isStatic = true)
    public static <T> SortedSet<T> unmodifiableSortedSet(SortedSet<T> set) {
        return new FixedSortedSet<>(set);
    }

    /** {@link Math#multiplyHigh}. */
    @From(value = Math.class, isStatic = true)
    public static long multiplyHigh(long a, long b) {
        long aHigh = a >> 32;
        long aLow = a & 0xFFFFFFFFL;
        long bHigh = b >> 32;
        long bLow = b & 0xFFFFFFFFL;
        long carried = aHigh * bLow + ((aLow * bLow) >>> 32);
        long middle = (carried & 0xFFFFFFFFL) + aLow * bHigh;
        return aHigh * bHigh + (carried >> 32) + (middle >> 32);
    }

    /** {@link Long#parseUnsignedLong(String, int)}. */
    @From(value = Long.class, isStatic = true)
    public static long parseUnsignedLong(String text, int radix) {
        int start = text.startsWith("+") ? 1 : 0;
        if (start == text.length()) {
            throw new NumberFormatException("For input string: \"" + text + "\"");
        }
        long most = Long.divideUnsigned(-1L, radix);
        long value = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            boolean fits = Long.compareUnsigned(value, most) <= 0
                    && Long.compareUnsigned(value * radix, -1L - Math.max(0, digit)) <= 0;
            if (digit < 0 || !fits) {
                throw new NumberFormatException("For input string: \"" + text + "\"");
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** {@link Matcher#replaceAll(Function)}. */
    @From(Matcher.class)
    @SuppressWarnings("JdkObsolete") // TeaVM has these of StringBuffer alone
    public static String replaceAll(Matcher matcher, Function<MatchResult, String> replacer) {
        matcher.reset();
        StringBuffer text = new StringBuffer();
        while (matcher.find()) {
            matcher.appendReplacement(text, replacer.apply(matcher));
        }
        matcher.appendTail(text);
        return text.toString();
    }
}
