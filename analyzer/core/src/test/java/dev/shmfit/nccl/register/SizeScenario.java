package dev.shmfit.nccl.register;

import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.nccl.NcclVersion;
import java.util.List;
import java.util.function.Supplier;

/** The size of a file in /dev/shm, and the versions that make files of it: {@code size;4263936}. */
record SizeScenario(String name, long bytes) implements EdgeScenario {
    static final String PREFIX = "size;";

    static SizeScenario parse(String name) {
        return new SizeScenario(name, Long.parseLong(name.substring(PREFIX.length())));
    }

    @Override
    public List<Supplier<String>> outputs(NcclVersion version) {
        return List.of(() -> SizeDecoder.decodeFile(bytes).toString());
    }
}
