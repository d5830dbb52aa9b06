package dev.shmfit.cli;

/** The command line, without a process of its own. */
public final class InProcess {
    private InProcess() {}

    /** Runs a command and gives its exit code. */
    public static int run(String... arguments) {
        return Shmfit.execute(Shmfit.commandLine(), arguments);
    }
}
