package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.log.LineSplitter;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import java.io.InputStream;
import java.util.List;

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
}
