package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * Another user of the node's /dev/shm, as the user states it: a size, or what one of the known tenants makes of its own
 * settings.
 *
 * @param name what the report calls it
 * @param bytes the most that it takes: what to plan with
 * @param least what it takes in any case; below {@code bytes} where the program decides when it runs
 * @param formula in words
 * @param inputs what went into the formula
 * @param source where the formula was read
 * @param elsewhere when it takes something else in place of /dev/shm; empty: never, or that is settled
 */
public record OtherUse(
        String name,
        ByteCount bytes,
        ByteCount least,
        String formula,
        List<Figure.Input> inputs,
        String source,
        Optional<TakenElsewhere> elsewhere) {
    public OtherUse {
        inputs = List.copyOf(inputs);
        if (least.compareTo(bytes) > 0) {
            throw new IllegalArgumentException(name + " takes at least " + least + " and at most " + bytes);
        }
    }

    /** One of which only the size is stated. */
    public static OtherUse stated(String name, ByteCount size) {
        return new OtherUse(
                name,
                size,
                size,
                "the stated size in whole pages",
                List.of(Figure.Input.of("size", size.bytes(), Provenance.STATED)),
                "stated by the user",
                Optional.empty());
    }

    /** The same under another name. */
    public OtherUse called(String other) {
        return new OtherUse(other, bytes, least, formula, inputs, source, elsewhere);
    }

    /** The same where the program may use another place. */
    public OtherUse unless(TakenElsewhere there) {
        return new OtherUse(name, bytes, least, formula, inputs, source, Optional.of(there));
    }

    /** The same of which only a part need be touched. */
    public OtherUse from(ByteCount atLeast) {
        return new OtherUse(
                name, bytes, atLeast.compareTo(bytes) < 0 ? atLeast : bytes, formula, inputs, source, elsewhere);
    }

    /** The same on a /dev/shm of that size with so much free; what is not known stays open. */
    public OtherUse in(Optional<ByteCount> size, Optional<ByteCount> free) {
        if (elsewhere.isEmpty()) {
            return this;
        }
        TakenElsewhere there = elsewhere.get();
        Optional<ByteCount> taken = there.taken(bytes, size, free);
        if (taken.isEmpty()) {
            return from(there.leaves().compareTo(least) < 0 ? there.leaves() : least);
        }
        ByteCount most = taken.get();
        ByteCount atLeast = least.compareTo(most) < 0 ? least : most;
        return new OtherUse(name, most, atLeast, formula, inputs, source, Optional.empty());
    }

    /** Whether the program itself decides, when it runs, how much it takes. */
    public boolean open() {
        return least.compareTo(bytes) < 0;
    }
}
