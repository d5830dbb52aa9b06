package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * Another user of the node's /dev/shm, as the user states it: a size, or what one of the known tenants makes of its own
 * settings.
 *
 * @param name what the report calls it
 * @param bytes its files' sizes together
 * @param formula in words
 * @param inputs what went into the formula
 * @param source where the formula was read
 */
public record OtherUse(String name, ByteCount bytes, String formula, List<Figure.Input> inputs, String source) {
    public OtherUse {
        inputs = List.copyOf(inputs);
    }

    /** One of which only the size is stated. */
    public static OtherUse stated(String name, ByteCount size) {
        return new OtherUse(
                name,
                size,
                "the stated size in whole pages",
                List.of(Figure.Input.of("size", size.bytes(), Provenance.STATED)),
                "stated by the user");
    }
}
