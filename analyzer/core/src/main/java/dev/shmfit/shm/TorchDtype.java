package dev.shmfit.shm;

import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * PyTorch's element types by their names in Python, with the bytes of one element (c10/core/ScalarType.h). Types that
 * pack several values into an element count by element, as PyTorch's shapes do.
 */
public enum TorchDtype {
    FLOAT64(8, "float64", "double", "fp64", "f64"),
    FLOAT32(4, "float32", "float", "fp32", "f32"),
    FLOAT16(2, "float16", "half", "fp16", "f16"),
    BFLOAT16(2, "bfloat16", "bf16"),
    INT64(8, "int64", "long", "i64"),
    INT32(4, "int32", "int", "i32"),
    INT16(2, "int16", "short", "i16"),
    INT8(1, "int8", "i8"),
    UINT64(8, "uint64", "u64"),
    UINT32(4, "uint32", "u32"),
    UINT16(2, "uint16", "u16"),
    UINT8(1, "uint8", "u8", "byte"),
    BOOL(1, "bool"),
    COMPLEX128(16, "complex128", "cdouble"),
    COMPLEX64(8, "complex64", "cfloat"),
    COMPLEX32(4, "complex32", "chalf"),
    FLOAT8_E4M3FN(1, "float8_e4m3fn"),
    FLOAT8_E4M3FNUZ(1, "float8_e4m3fnuz"),
    FLOAT8_E5M2(1, "float8_e5m2"),
    FLOAT8_E5M2FNUZ(1, "float8_e5m2fnuz"),
    FLOAT8_E8M0FNU(1, "float8_e8m0fnu"),
    FLOAT4_E2M1FN_X2(1, "float4_e2m1fn_x2"),
    QUINT8(1, "quint8"),
    QINT8(1, "qint8"),
    QINT32(4, "qint32");

    private static final Pattern MODULE = Pattern.compile("^(torch|numpy|np)\\.");

    private final int bytes;
    private final String torchName;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> aliases;

    TorchDtype(int bytes, String torchName, String... aliases) {
        this.bytes = bytes;
        this.torchName = torchName;
        this.aliases = List.of(aliases);
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The name without {@code torch.}, such as {@code float32}. */
    public String torchName() {
        return torchName;
    }

    /**
     * The type that {@code name} means: PyTorch's or NumPy's name, with or without the module in front, or a usual short
     * form such as {@code bf16}.
     *
     * @throws MalformedText where PyTorch has no such type
     */
    public static TorchDtype named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String bare = MODULE.matcher(wanted).replaceFirst("");
        List<String> known = new ArrayList<>();
        for (TorchDtype d : values()) {
            if (d.torchName.equals(bare) || d.aliases.contains(bare)) {
                return d;
            }
            known.add(d.torchName);
        }
        throw new MalformedText("\"" + name + "\" is not a dtype of PyTorch" + DidYouMean.hint(known, bare)
                + "; write one such as float32, float16, bfloat16, int64, uint8 or bool");
    }
}
