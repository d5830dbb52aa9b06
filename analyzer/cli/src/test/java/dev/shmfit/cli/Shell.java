package dev.shmfit.cli;

import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.reports.text.TextStyle;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs the command line in this process, with nothing around it but what a test states. */
record Shell(CommandContext context) {
    /** The version that approved reports carry, so that a release does not change them. */
    static final String VERSION = "0.0.0";

    static Shell quiet() {
        return with(new byte[0]);
    }

    static Shell with(byte[] standardInput) {
        return new Shell(new CommandContext(new ByteArrayInputStream(standardInput), TextStyle.PLAIN, VERSION));
    }

    static Shell with(String standardInput) {
        return with(standardInput.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of an observed machine, such as {@code B4_intel_2s_nop2p.topo-m.txt}. */
    static String observed(String file) {
        return ObservedFiles.path(file).toString();
    }

    Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Shmfit.commandLine(context, args).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = Shmfit.execute(command, args);
        return new Ran(code, out.toString(), err.toString());
    }
}
