package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out what names that speak of somebody are set to: {@code SLURM_JOB_PARTITION=a}, {@code "project": "b"}. */
final class SetIdentities implements Step {
    static final SetIdentities STEP = new SetIdentities();

    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}\\p{N}_.])(--?)?"
            + "((?:(?:User|Account|Project|Tenant|Subscription|Client) ID|Data Source|Initial Catalog"
            + "|Service Account|[\\p{L}_][\\p{L}\\p{N}_.-]{0,80}+))"
            + "(\\\\?[\"'])?(?:[ \\t]{0,40}(=>|:=|==?|:)[ \\t]{0,40}|(?<=[\"']),[ \\t]{0,4}|([ \\t]{1,4}))");
    private static final String CHARACTERS = "\\p{L}\\p{N}._@+\\-";
    private static final Pattern VALUE = Pattern.compile("[\\[(]?(?:(\\\\?[\"'])([\\p{L}\\p{N}_][" + CHARACTERS
            + " /]{0,120})|([\\p{L}\\p{N}_](?:[" + CHARACTERS + "]|(?<=[\\p{L}\\p{N}])[ '](?=\\p{Lu})){0,120}))");
    /** The next of a list. */
    private static final Pattern NEXT = Pattern.compile(
            "(?::\\d{1,5})?[\"']?(,[ \\t]?)[\"']?([\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,120})(?![\\p{L}\\p{N}=(_])");

    private static final Pattern AMOUNT =
            Pattern.compile("[-+]?\\d[\\d.,]{0,20}[A-Za-z%]{0,4}|0[xX][0-9a-fA-F]+|v\\d+");
    private static final Pattern COUNTED = Pattern.compile("[0-9.-]");
    private static final Set<String> DATA_SOURCE = Set.of("Data Source", "Initial Catalog");

    private static final int LEAST_OF_WORD = 4;

    private SetIdentities() {}

    private record Found(Kind kind, int from, int to) {}

    @Override
    public List<String> hints() {
        return IdentityNames.hints();
    }

    @Override
    public Set<Shape> shapes() {
        return Set.of();
    }

    @Override
    public String without(String line, Pseudonyms names) {
        StringBuilder out = new StringBuilder();
        int[] copied = {0};
        each(line, (found, value) -> {
            out.append(line, copied[0], found.from()).append(names.of(found.kind(), value));
            copied[0] = found.to();
        });
        return copied[0] == 0
                ? line
                : out.append(line, copied[0], line.length()).toString();
    }

    /** Hands on those that are no words of a language: they are known by then wherever they stand. */
    static void find(String line, BiConsumer<String, Kind> names) {
        each(line, (found, value) -> {
            if (COUNTED.matcher(value).find() && value.indexOf(' ') < 0 && value.indexOf('/') < 0) {
                names.accept(value, found.kind());
            }
        });
    }

    private static void each(String line, BiConsumer<Found, String> take) {
        Matcher name = NAME.matcher(line);
        Matcher value = VALUE.matcher(line);
        int from = 0;
        while (from < line.length() && name.find(from)) {
            from = name.end(2);
            Optional<Kind> kind =
                    DATA_SOURCE.contains(name.group(2)) ? Optional.of(Kind.HOST) : IdentityNames.of(name.group(2));
            // Without a sign between them, the name is an option.
            boolean stated = name.group(5) == null || isOption(name);
            if (kind.isEmpty()
                    || !stated
                    || !value.region(name.end(), line.length()).lookingAt()) {
                continue;
            }
            if (":".equals(name.group(4)) && line.startsWith("=", value.end())) {
                // A name with a colon in it, as scontrol has: its value comes.
                value.region(value.end() + 1, line.length());
                if (!value.lookingAt()) {
                    continue;
                }
            }
            boolean quoted = value.group(1) != null;
            int start = value.start(quoted ? 2 : 3);
            String said = withoutEnd(value.group(quoted ? 2 : 3), quoted);
            Found found = new Found(kind.get(), start, start + said.length());
            if (isOfSomebody(line, name, found, said)) {
                take.accept(found, said);
                from = rest(line, found, isOfMany(name.group(2)), take);
            }
        }
    }

    /** Of two dashes, or of one and a word. */
    private static boolean isOption(Matcher name) {
        return "--".equals(name.group(1))
                || ("-".equals(name.group(1)) && name.group(2).length() >= LEAST_OF_WORD);
    }

    private static boolean isOfMany(String name) {
        return name.endsWith("s")
                || name.endsWith("S")
                || name.toLowerCase(Locale.ROOT).endsWith("list");
    }

    /** The others of a list; behind a blank only where the name speaks of many. */
    private static int rest(String line, Found first, boolean many, BiConsumer<Found, String> take) {
        int at = first.to();
        Matcher next = NEXT.matcher(line);
        while (next.region(at, line.length()).lookingAt()
                && (many || next.group(1).length() == 1)) {
            String said = withoutEnd(next.group(2), false);
            if (tells(said)) {
                take.accept(new Found(first.kind(), next.start(2), next.start(2) + said.length()), said);
            }
            at = next.start(2) + said.length();
        }
        return at;
    }

    private static String withoutEnd(String value, boolean quoted) {
        int end = value.length();
        while (end > 1 && ".-".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        // Several words are one name where quotes or capitals hold them together.
        int blank = value.indexOf(' ');
        boolean person = quoted || Character.isUpperCase(value.charAt(0));
        return blank > 0 && blank < end && !person ? value.substring(0, blank) : value.substring(0, end);
    }

    private static boolean tells(String value) {
        return TellingNames.isCalled(value) && !AMOUNT.matcher(value).matches();
    }

    private static boolean isOfSomebody(String line, Matcher name, Found found, String said) {
        int to = found.to();
        char after = to < line.length() ? line.charAt(to) : '\n';
        if (!tells(said) || after == '(' || after == '[' || line.startsWith("://", to) || line.startsWith("::", to)) {
            return false;
        }
        boolean sentence = ":".equals(name.group(4)) && name.group(3) == null && IdentityNames.isOneWord(name.group(2));
        // "group: timed out after" is a sentence; "group: vision" is none.
        return !sentence || after < ' ' || ",;)]}\"'/:\\".indexOf(after) >= 0 || line.startsWith(" #", to);
    }
}
