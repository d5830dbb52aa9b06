package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as each program reads them, not as people mean them: {@code 512m} is half a byte to Kubernetes (milli) and 512
 * MiB to Docker; {@code 2gb} is 2 GiB to Docker and nothing to Kubernetes.
 */
public final class Sizes {
    /** apimachinery/pkg/api/resource/suffix.go. */
    private static final Pattern QUANTITY =
            Pattern.compile("\\+?(\\d{0,30}(?:\\.\\d{0,30})?)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][-+]?\\d{1,2})?");
    /** docker/go-units, RAMInBytes: letters in any case, always powers of 1024. */
    private static final Pattern DOCKER = Pattern.compile("(\\d{1,30}(?:\\.\\d{1,30})?) ?([kKmMgGtTpP]?)([iI]?[bB])?");
    /** slurm/src/common/proc_args.c, str_to_mbytes: mebibytes where there is no letter. */
    private static final Pattern SLURM = Pattern.compile("(\\d{1,15})([kKmMgGtT]?)[bB]?");

    private static final String BINARY = "KMGTPE";
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Sizes() {}

    /** How a format reads a size. */
    public static Reading<ByteCount> of(ManifestFormat format, String text, Span at) {
        if (text.contains("$") || text.contains("{{")) {
            return new Reading.Unreadable<>(
                    text, at.source(), "a variable stands here, whose value is not in this file");
        }
        return switch (format) {
            case KUBERNETES -> kubernetes(text, at);
            case SLURM -> slurm(text, at);
            default -> docker(text, at);
        };
    }

    private static Reading<ByteCount> kubernetes(String text, Span at) {
        Matcher m = QUANTITY.matcher(text.strip());
        if (!m.matches() || !m.group(1).matches(".*\\d.*")) {
            return new Reading.Unreadable<>(
                    text, at.source(), "this is no quantity of Kubernetes'; expected one such as 2Gi or 512Mi");
        }
        String suffix = m.group(2) == null ? "" : m.group(2);
        BigDecimal number = new BigDecimal(m.group(1).endsWith(".") ? m.group(1) + "0" : m.group(1));
        return bytes(number.multiply(factor(suffix)), text, at);
    }

    private static BigDecimal factor(String suffix) {
        if (suffix.endsWith("i")) {
            return new BigDecimal(BigInteger.ONE.shiftLeft(10 * (BINARY.indexOf(suffix.charAt(0)) + 1)));
        }
        if (suffix.length() > 1) {
            return BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1), 10));
        }
        return BigDecimal.ONE.scaleByPowerOfTen(
                switch (suffix) {
                    case "n" -> -9;
                    case "u" -> -6;
                    case "m" -> -3;
                    case "k" -> 3;
                    case "M" -> 6;
                    case "G" -> 9;
                    case "T" -> 12;
                    case "P" -> 15;
                    case "E" -> 18;
                    default -> 0;
                });
    }

    private static Reading<ByteCount> docker(String text, Span at) {
        Matcher m = DOCKER.matcher(text.strip());
        if (!m.matches()) {
            return new Reading.Unreadable<>(
                    text, at.source(), "this is no size of Docker's; expected one such as 2g or 512m");
        }
        int power = BINARY.indexOf(m.group(2).toUpperCase(Locale.ROOT)) + 1;
        BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(m.group(2).isEmpty() ? 0 : 10 * power));
        return bytes(new BigDecimal(m.group(1)).multiply(unit), text, at);
    }

    private static Reading<ByteCount> slurm(String text, Span at) {
        Matcher m = SLURM.matcher(text.strip());
        if (!m.matches()) {
            return new Reading.Unreadable<>(
                    text, at.source(), "this is no size of Slurm's; expected one such as 64G or 65536 (mebibytes)");
        }
        String letter = m.group(2).isEmpty() ? "M" : m.group(2).toUpperCase(Locale.ROOT);
        BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(10 * (BINARY.indexOf(letter) + 1)));
        return bytes(new BigDecimal(m.group(1)).multiply(unit), text, at);
    }

    private static Reading<ByteCount> bytes(BigDecimal bytes, String text, Span at) {
        if (bytes.compareTo(MOST) > 0) {
            return new Reading.Unreadable<>(text, at.source(), "this is more than a file system can hold");
        }
        return Reading.known(
                ByteCount.of(bytes.setScale(0, RoundingMode.CEILING).longValueExact()), at.source());
    }
}
