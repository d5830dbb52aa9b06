package dev.shmfit.cli;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one browser, and the pages that it has already been shown, to every test that asks for them. */
final class InBrowser implements ParameterResolver {
    /** What all tests share. */
    record Desk(Browser browser, Path directory, Map<List<String>, Path> written) implements AutoCloseable {
        static Desk open() {
            try {
                return new Desk(Browser.start(), Files.createTempDirectory("pages"), new ConcurrentHashMap<>());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The page of a command line, {@code analyze} left out. */
        Path page(String... arguments) {
            List<String> all = new ArrayList<>(List.of("analyze"));
            all.addAll(List.of(arguments));
            return pageOf(all);
        }

        /** The page of a whole command line. */
        Path pageOf(List<String> command) {
            return written.computeIfAbsent(List.copyOf(command), a -> {
                Path file = directory.resolve("page" + written.size() + ".html");
                List<String> all = new ArrayList<>(a);
                all.addAll(List.of("--format=html", "-o", file.toString()));
                Ran ran = Shell.quiet().run(all.toArray(String[]::new));
                if (ran.exitCode() > ExitCode.PROBLEM) {
                    throw new AssertionError(ran.err());
                }
                return file;
            });
        }

        @Override
        public void close() throws IOException {
            browser.close();
            for (Path file : written.values()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(InBrowser.class))
                .computeIfAbsent(Desk.class, key -> Desk.open(), Desk.class);
    }
}
