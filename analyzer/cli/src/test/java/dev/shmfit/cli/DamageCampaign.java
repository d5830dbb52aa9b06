package dev.shmfit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gives a reader what people's pastes suffer ({@link Damage}: lines and cells cut, joined, doubled, swapped, renumbered) for
 * some time. A fuzzer changes bytes, and few of its changes leave a table that is one.
 */
final class DamageCampaign {
    private static final int MOST_FOUND = 5;

    private DamageCampaign() {}

    /**
     * What broke the reader, which is left in a directory under its number: {@code new Damage(number)} makes it again.
     *
     * @param first the number of the first damage; the next campaign begins where this one ended
     */
    static List<Path> run(FuzzTarget target, Duration time, long first, Path directory) throws IOException {
        return run(target, target::take, time, first, directory);
    }

    /** As that, with another reader of the same inputs. */
    static List<Path> run(FuzzTarget target, Consumer<byte[]> reader, Duration time, long first, Path directory)
            throws IOException {
        List<Map.Entry<String, byte[]>> seeds =
                List.copyOf(FuzzSeeds.ofCampaign(target).entrySet());
        List<Path> found = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        long number = first;
        for (; System.nanoTime() < end && found.size() < MOST_FOUND; number++) {
            String seed =
                    new String(seeds.get(Math.floorMod(number, seeds.size())).getValue(), StandardCharsets.UTF_8);
            byte[] input = new Damage(number).of(seed).getBytes(StandardCharsets.UTF_8);
            try {
                reader.accept(input);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
                found.add(Files.write(directory.resolve("damaged-" + number), input));
                System.err.println(target.label() + ", damage " + number + ": " + e);
            }
        }
        System.err.println(target.label() + ": " + (number - first) + " damaged inputs, from number " + first);
        return found;
    }
}
