package dev.shmfit.cli.exit;

/** What the process says to the script that started it. The numbers are part of the published interface. */
public final class ExitCode {
    /** The job fits, or there is nothing to compare with. */
    public static final int OK = 0;

    /** The job would fail, or what was compared does not agree. */
    public static final int PROBLEM = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** The input cannot be read, or does not suffice to compute anything. */
    public static final int INPUT = 3;

    /**
     * shmfit could not start, or could not write its result: neither the job's verdict nor wrong input, and nothing that the
     * same call may not do well later (EX_UNAVAILABLE of sysexits.h). The launcher ends with it, too.
     */
    public static final int UNAVAILABLE = 69;

    /** A bug in shmfit. */
    public static final int BUG = 70;

    /** The reader of standard output has gone: what a shell reports of a program that SIGPIPE ended. */
    public static final int READER_GONE = 141;

    private ExitCode() {}
}
