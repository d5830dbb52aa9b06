package dev.shmfit.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which shmfit this is: the version the build wrote beside the classes. */
public final class Version implements IVersionProvider {
    /** The version alone, such as {@code 0.1.0}: what a report carries. */
    public static String number() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "version.properties is missing from the jar"));
            return Objects.requireNonNull(properties.getProperty("version"), "version.properties names no version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"shmfit " + number()};
    }
}
