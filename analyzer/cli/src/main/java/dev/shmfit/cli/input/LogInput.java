package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.log.LineSplitter;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Reads the logs that a command names, piece by piece: they may have any length. */
public final class LogInput {
    private LogInput() {}

    /** All the files as one log. */
    public static NcclLog read(List<String> files, InputStream in) {
        NcclLogReader reader = new NcclLogReader();
        for (String file : files) {
            String name = LogFile.shown(file);
            reader.open(name.substring(name.lastIndexOf('/') + 1));
            LineSplitter lines = new LineSplitter(reader);
            LogFile.read(file, in, lines::accept);
            lines.finish();
        }
        return reader.finish();
    }

    /** Logs that were opened already, by name, as one. */
    public static NcclLog read(Map<String, InputStream> logs) {
        NcclLogReader reader = new NcclLogReader();
        logs.forEach((name, log) -> {
            reader.open(name.substring(name.lastIndexOf('/') + 1));
            LineSplitter lines = new LineSplitter(reader);
            LogFile.readOpened(name, log, lines::accept);
            lines.finish();
        });
        return reader.finish();
    }

    /** Refuses what cannot be the name of a file. */
    public static void check(List<String> files) {
        for (String file : files) {
            if (file.indexOf('\0') >= 0) {
                throw new UsageError("\"" + ErrorText.shown(file) + "\" cannot be a file's name");
            }
        }
        if (files.stream().filter(LogFile.STANDARD_INPUT::equals).count() > 1) {
            throw new UsageError("standard input (\"-\") can be read once only");
        }
    }

    /** Refuses logs that show nothing of NCCL's. */
    public static void requireMessages(NcclLog log, List<String> names) {
        if (!log.showsAnything()) {
            throw new InputError(String.join(", ", names) + ": no message of NCCL's that tells of communicators ("
                    + log.lines().messages() + " of " + log.lines().total() + " lines are NCCL's); the job needs"
                    + " NCCL_DEBUG=INFO in its environment");
        }
    }
}
