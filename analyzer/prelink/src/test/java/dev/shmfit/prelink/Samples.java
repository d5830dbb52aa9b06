package dev.shmfit.prelink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lambdas and method references of all kinds that javac makes, and records of all kinds of component. */
@SuppressWarnings({"UnnecessaryLambda", "ArrayRecordComponent"})
public final class Samples implements Supplier<Map<String, Object>> {
    private final int own = 7;

    /** Takes all kinds of values. */
    interface Wide {
        double sum(boolean a, byte b, short c, char d, int e, long f, float g, double h, Object i);
    }

    /** Has lambdas itself. */
    interface Greeting {
        String name();

        default Supplier<String> polite() {
            return () -> "Dear " + secret();
        }

        private String secret() {
            return name();
        }

        static Function<String, Greeting> of() {
            return n -> () -> n;
        }
    }

    /** Method of a type parameter's bound. */
    interface Mapped<A extends Comparable<A>, B extends Number> {
        B of(A a);
    }

    /** In a nest of its own. */
    static final class Inner {
        private final String text;

        private Inner(String text) {
            this.text = text;
        }

        private static Function<String, Inner> maker() {
            return Inner::new;
        }

        private Supplier<Supplier<Integer>> deep() {
            return () -> () -> text.length();
        }
    }

    /** Each kind of component. */
    public record All(
            boolean a,
            byte b,
            short c,
            char d,
            int e,
            long f,
            float g,
            double h,
            @Nullable String i,
            int @Nullable [] j,
            List<String> k) {}

    /** Without components. */
    public record Nothing() {}

    /** With methods of its own. */
    public record Own(int a) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Own other && a / 2 == other.a / 2;
        }

        @Override
        public int hashCode() {
            return a / 2;
        }
    }

    /** Of anything. */
    public record Pair(@Nullable Object first, @Nullable Object second) {}

    private int plus(int more) {
        return own + more;
    }

    private static long twice(int n) {
        return 2L * n;
    }

    /** What each comes to. */
    @Override
    public Map<String, Object> get() {
        Map<String, Object> all = new TreeMap<>();
        int i = 3;
        long l = 1L << 40;
        double d = 2.5;
        String s = "text";
        Supplier<Integer> captures = () -> own + i;
        all.put("captures", captures.get());
        LongSupplier wide = () -> l + i + (long) d + s.length();
        all.put("wide", wide.getAsLong());
        Function<Integer, Integer> bound = this::plus;
        all.put("bound", bound.apply(4));
        BiFunction<Samples, Integer, Integer> unbound = Samples::plus;
        all.put("unbound", unbound.apply(this, 5));
        IntToLongFunction widened = Samples::twice;
        all.put("widened", widened.applyAsLong(21));
        ToDoubleFunction<Integer> unboxedAndWidened = Samples::twice;
        all.put("unboxed and widened", unboxedAndWidened.applyAsDouble(4));
        Function<Character, Integer> character = c -> c + 1;
        all.put("character", character.apply('a'));
        Function<Integer, Object> boxed = Samples::twice;
        all.put("boxed", boxed.apply(8));
        Wide every = (a, b, c, e, f, g, h, j, k) -> (a ? 1 : 0) + b + c + e + f + g + h + j + k.hashCode();
        all.put("every", every.sum(true, (byte) 1, (short) 2, 'c', 4, 5, 6.5f, 7.25, "x"));
        List<String> added = new ArrayList<>();
        Consumer<String> droppedResult = added::add;
        droppedResult.accept("in");
        all.put("dropped", added);
        Supplier<List<String>> constructs = ArrayList::new;
        all.put("constructs", constructs.get());
        IntFunction<int[]> array = int[]::new;
        all.put("array", array.apply(3).length);
        ToIntFunction<String> virtual = String::length;
        all.put("virtual", virtual.applyAsInt("four"));
        BinaryOperator<Integer> statically = Math::max;
        all.put("static", statically.apply(3, 9));
        ObjIntConsumer<List<Integer>> removes = (list, at) -> list.add(at);
        List<Integer> numbers = new ArrayList<>();
        removes.accept(numbers, 5);
        all.put("object and int", numbers);
        Mapped<String, Long> mapped = a -> (long) a.length();
        all.put("bounds", mapped.of("six six"));
        Predicate<String> serializable = (Predicate<String> & Serializable) String::isEmpty;
        all.put("serializable", serializable.test("") && serializable instanceof Serializable);
        all.put("interface", Greeting.of().apply("you").polite().get());
        all.put("nested", Inner.maker().apply("abc").deep().get().get());
        Supplier<Supplier<Integer>> once = () -> () -> 1;
        Supplier<Integer> first = once.get();
        all.put("one instance", first == once.get());
        all.put(
                "super",
                ((Supplier<String>) super::toString).get().startsWith(getClass().getName()));
        all.put(
                "stream",
                IntStream.range(0, 20)
                        .boxed()
                        .collect(Collectors.groupingBy(n -> n % 3, TreeMap::new, Collectors.summingLong(n -> n))));
        all.put("intersection", Stream.of("b", "a").sorted(String::compareTo).toList());
        return all;
    }

    /** Records whose equality and hashes tell all components apart. */
    public static List<Object> records() {
        int[] array = {1, 2};
        List<Object> all = new ArrayList<>();
        for (int differs = 0; differs < 12; differs++) {
            all.add(new All(
                    differs == 1,
                    (byte) (differs == 2 ? -1 : 1),
                    (short) (differs == 3 ? -2 : 2),
                    differs == 4 ? 'x' : 'y',
                    differs == 5 ? -5 : 5,
                    differs == 6 ? 1L << 50 : 6,
                    differs == 7 ? Float.NaN : -0f,
                    differs == 8 ? 0.0 : -0.0,
                    differs == 9 ? null : "nine",
                    differs == 10 ? null : array,
                    differs == 11 ? List.of() : List.of("a")));
        }
        all.add(new Nothing());
        all.add(new Own(2));
        all.add(new Own(3));
        all.add(new Own(4));
        all.add(new Pair("a", 1));
        all.add(new Pair("a", 1L));
        all.add(new Pair(null, null));
        all.add(new Pair(new Pair(Float.NaN, 2), List.of(new Own(2))));
        return all;
    }
}
