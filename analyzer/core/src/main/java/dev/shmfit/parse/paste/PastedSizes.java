package dev.shmfit.parse.paste;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.Optional;

/** Sizes as programs print them, each in its own units. */
final class PastedSizes {
    private PastedSizes() {}

    /** Units are powers of 1024, whatever they are called: {@code 64M}, {@code 503.73 GB}, {@code 1007Gi}. */
    static Optional<ByteCount> binary(String text) {
        String plain = text.strip().replaceFirst("(?i)i?B$", "").strip();
        return exact(plain);
    }

    /** As Kubernetes and Docker write them. */
    static Optional<ByteCount> exact(String text) {
        try {
            return Optional.of(SizeText.parse(text.strip()));
        } catch (MalformedText e) {
            return Optional.empty();
        }
    }

    /** As Docker and Compose read a size: every unit is a power of 1024, with or without {@code b} (go-units, RAMInBytes). */
    static Optional<ByteCount> docker(String text) {
        String size = ShellValue.of(text.strip()).orElse("");
        return exact(size.replaceFirst("(?i)^([\\d.]+)\\s?([kmgtp])i?b$", "$1$2"));
    }
}
