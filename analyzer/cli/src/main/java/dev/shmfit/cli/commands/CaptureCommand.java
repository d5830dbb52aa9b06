package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.exit.WriteError;
import dev.shmfit.cli.options.ProbeOptions;
import dev.shmfit.cli.result.ResultFile;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.probes.format.CaptureWriter;
import dev.shmfit.probes.format.Probed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code shmfit capture}: writes down what this machine says, to be analysed elsewhere. */
@Command(
        name = "capture",
        sortOptions = false,
        description =
                "Write down what this machine or container says about its GPUs, its /dev/shm and its limits, to be"
                        + " analysed here or elsewhere. Names of hosts, addresses, UUIDs and serial numbers are replaced by"
                        + " pseudonyms; secrets are never taken. probes/capture.sh does the same where there is no Java.",
        customSynopsis = "shmfit capture [OPTION]... -o FILE.tar.gz|DIRECTORY",
        synopsisHeading = "",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit capture -o node.tar.gz",
            "  shmfit capture --no-redact -o /var/tmp/node",
            "  shmfit capture -o - | ssh desk shmfit analyze -",
            "  kubectl exec -i POD -- sh -s < probes/capture.sh > pod.tar"
        })
public final class CaptureCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "WHERE",
            description =
                    "A file that ends in .tar.gz, .tgz or .tar, else a directory, which is made; - is a tar archive on"
                            + " standard output.")
    private @Nullable String output;

    @Option(
            names = "--no-redact",
            description = "Leave names of hosts, addresses, UUIDs and serial numbers as they are.")
    private boolean open;

    @Mixin(name = "How the machine is asked")
    private ProbeOptions probes;

    public CaptureCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (output == null) {
            throw new UsageError("where to? Give -o FILE.tar.gz, -o DIRECTORY, or \"-o -\" for standard output");
        }
        probes.check();
        PrintWriter err = spec.commandLine().getErr();
        Probed probed = probes.probe(context.live(), err);
        Probed written = open ? probed : probed.redacted();
        write(written, output);
        err.println(written.texts().size() + " files" + (open ? ", not redacted" : ", redacted") + ", in "
                + (ResultFile.isStandardOutput(output) ? "standard output" : output)
                + written.redactor()
                        .map(r -> r.summary())
                        .filter(replaced -> !replaced.isEmpty())
                        .map(replaced -> "; replaced: " + replaced)
                        .orElse("")
                + (written.missing().isEmpty() ? "" : "; not taken:"));
        written.missing().forEach((file, why) -> err.println("  " + file + ": " + why));
        err.flush();
        return ExitCode.OK;
    }

    private void write(Probed probed, String target) {
        String tool = "shmfit " + context.version();
        try {
            if (ResultFile.isStandardOutput(target)) {
                OutputStream out = context.live().bytes();
                CaptureWriter.archive(probed, tool, out);
                out.flush();
            } else if (target.endsWith(".tar")) {
                archive(probed, tool, target, false);
            } else if (target.endsWith(".tar.gz") || target.endsWith(".tgz")) {
                archive(probed, tool, target, true);
            } else {
                CaptureWriter.directory(probed, tool, Path.of(target));
            }
        } catch (AccessDeniedException | FileAlreadyExistsException | NotDirectoryException e) {
            throw new UsageError("cannot write " + target + ": " + ErrorText.reason(e), e);
        } catch (IOException e) {
            throw new WriteError("cannot write " + target + ": " + ErrorText.reason(e), e);
        } catch (InvalidPathException e) {
            throw new UsageError("\"" + ErrorText.shown(target) + "\" cannot be a file's name", e);
        }
    }

    private static void archive(Probed probed, String tool, String target, boolean packed) throws IOException {
        try (ResultFile file = ResultFile.open(target)) {
            if (packed) {
                try (GZIPOutputStream out = new GZIPOutputStream(file.stream())) {
                    CaptureWriter.archive(probed, tool, out);
                }
            } else {
                CaptureWriter.archive(probed, tool, file.stream());
            }
            file.commit();
        }
    }
}
