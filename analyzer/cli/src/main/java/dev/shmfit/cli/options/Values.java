package dev.shmfit.cli.options;

import dev.shmfit.analysis.stated.GpuSelection;
import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.RankOrder;
import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.VersionRange;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options that several commands have. Each complaint says what was given and what is taken. */
public final class Values {
    private Values() {}

    /**
     * Takes {@code NAME=VALUE} statements apart.
     *
     * @throws UsageError where a statement has no name or no {@code =}, or a name occurs twice
     */
    static Map<String, String> named(String option, String form, List<String> statements) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String statement : statements) {
            int equals = statement.indexOf('=');
            String name = equals < 0 ? "" : statement.substring(0, equals).strip();
            if (name.isEmpty()) {
                throw new UsageError(option + " " + ErrorText.shown(statement) + ": expected " + form);
            }
            if (values.put(name, statement.substring(equals + 1)) != null) {
                throw new UsageError(option + ": " + ErrorText.shown(name) + " occurs twice");
            }
        }
        return values;
    }

    private static <T> T converted(String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (MalformedText e) {
            throw new TypeConversionException(e.sentence());
        }
    }

    /** A size such as {@code 64m}. */
    static final class Size implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String value) {
            return converted(value, SizeText::parse);
        }
    }

    /** A process group such as {@code tp=2:allreduce}. */
    static final class Group implements ITypeConverter<GroupRequest> {
        @Override
        public GroupRequest convert(String value) {
            return converted(value, GroupRequest::parse);
        }
    }

    /**
     * GPUs in the order of the ranks.
     *
     * @param indices by nvidia-smi's index; empty where they are named
     * @param named by UUID, or {@code all}; empty where numbers say it
     */
    record Gpus(List<Integer> indices, Optional<String> named) {
        Gpus {
            indices = List.copyOf(indices);
        }
    }

    /**
     * GPUs such as {@code 0,1,4,5}, {@code GPU-5a2b} or {@code MIG-3c1e}, {@code all}; also as containers' tools name them:
     * {@code device=0,1}, {@code nvidia.com/gpu=0}, {@code GPU0}.
     */
    static final class GpuList implements ITypeConverter<Gpus> {
        private static final Pattern NONE = Pattern.compile("\\s*|-1|none|void");

        @Override
        public Gpus convert(String written) {
            if (NONE.matcher(written).matches()) {
                throw new TypeConversionException("\"" + ErrorText.shown(written)
                        + "\" is no GPU, and a job has one at least; name them, such as 0,1,4,5, or say all");
            }
            String value = Stream.of(written.replaceAll("[\"']", "")
                            .strip()
                            .replaceFirst("^device=", "")
                            .split(",", -1))
                    .map(w -> w.strip()
                            .replaceFirst("^[\\w.-]+/[\\w-]+=(?=.)", "")
                            .replaceFirst("^GPU(?=\\d+$)", ""))
                    .collect(Collectors.joining(","));
            if (value.equals(GpuSelection.ALL)) {
                return new Gpus(List.of(), Optional.of(value));
            }
            if (value.contains("GPU-") || value.contains("MIG-")) {
                return new Gpus(List.of(), Optional.of(value));
            }
            List<Integer> indices = new ArrayList<>();
            for (String word : value.split(",", -1)) {
                if (!word.strip().matches("\\d{1,4}")) {
                    throw new TypeConversionException(
                            "\"" + ErrorText.shown(word)
                                    + "\" is no GPU index; expected whole numbers separated by commas, such as 0,1,4,5, or UUIDs, such as GPU-5a2b");
                }
                int index = Integer.parseInt(word.strip(), 10);
                if (indices.contains(index)) {
                    throw new TypeConversionException(
                            "GPU " + index + " occurs twice; NCCL takes each GPU for one rank only");
                }
                indices.add(index);
            }
            return new Gpus(indices, Optional.empty());
        }
    }

    /** A number of ranks. */
    public static final class Ranks implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (!value.strip().matches("[1-9]\\d{0,3}")) {
                throw new TypeConversionException("\"" + ErrorText.shown(value)
                        + "\" is no number of ranks; expected a whole number from 1 on, one rank for each GPU");
            }
            return Integer.parseInt(value.strip(), 10);
        }
    }

    /** A number of nodes. */
    static final class Nodes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (!value.strip().matches("[1-9]\\d{0,4}")) {
                throw new TypeConversionException("\"" + ErrorText.shown(value)
                        + "\" is no number of nodes; expected a whole number from 1 to 99999");
            }
            return Integer.parseInt(value.strip(), 10);
        }
    }

    /** How ranks are numbered over nodes. */
    static final class Order implements ITypeConverter<RankOrder> {
        @Override
        public RankOrder convert(String value) {
            return Arrays.stream(RankOrder.values())
                    .filter(o -> o.word().equals(value.strip()))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + ErrorText.shown(value) + "\" is no order of ranks; expected block or cyclic"));
        }
    }

    /** What {@code --nccl} asks for; no version: all of them. */
    record Nccl(Optional<NcclVersion> version, Optional<VersionRange> compared) {}

    /** An NCCL version, or {@code all}. */
    static final class NcclChoice implements ITypeConverter<Nccl> {
        @Override
        public Nccl convert(String value) {
            try {
                return nccl(value.strip());
            } catch (MalformedText e) {
                throw new TypeConversionException("\"" + ErrorText.shown(value)
                        + "\" is no NCCL version; expected one such as 2.21.5, a range such as"
                        + " 2.21.5..2.27.7, or all");
            }
        }

        private static Nccl nccl(String value) {
            if (value.equals("all")) {
                return new Nccl(Optional.empty(), Optional.of(VersionRange.all()));
            }
            if (value.contains("..")) {
                VersionRange range = VersionRange.parse(value);
                return new Nccl(Optional.of(range.to()), Optional.of(range));
            }
            return new Nccl(
                    Optional.of(NcclVersion.parse(value).orElseThrow(() -> new MalformedText(value))),
                    Optional.empty());
        }
    }
}
