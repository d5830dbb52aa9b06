package dev.shmfit.web;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.HelpAsked;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.StatementText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.probes.format.UnreadableInput;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeOverflow;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the page can be asked: the commands of the command line over files that were pasted or dropped. It decides nothing; each
 * answer comes from the classes from which the command line has it. The last one's result is kept until the next is asked for.
 */
public final class Engine {
    private final ReportV1.Tool tool;
    private Map<String, Supplier<String>> results = Map.of();
    private Progress progress = (done, all) -> {};

    /** Who is told how far an answer is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all steps are done. */
        void told(long done, long all);
    }

    /** @param version of shmfit */
    public Engine(String version) {
        tool = new ReportV1.Tool("shmfit", version);
    }

    /** Whom to tell how far an answer is. */
    public void progress(Progress told) {
        progress = told;
    }

    /** {@code shmfit analyze}, and {@code shmfit fix} of the manifests that it was given. */
    public Answer analyze(Asked asked) {
        return answered(() -> AnalyzeAnswer.of(asked, tool));
    }

    /** {@code shmfit verify}: the node's files, and a job's logs. */
    public Answer verify(Asked asked) {
        return answered(() -> VerifyAnswer.of(asked, tool));
    }

    /** {@code shmfit plan} of the node. */
    public Answer plan(Asked asked) {
        return answered(() -> PlanAnswer.of(asked, progress).result());
    }

    /** {@code shmfit explain}: what a failed job printed, of any length. */
    public Answer explain(Asked asked) {
        return answered(() -> ExplainAnswer.of(asked, tool));
    }

    /** The last answer's result in one of its formats. */
    public String written(String format) {
        Supplier<String> result = results.get(format);
        if (result == null) {
            throw new IllegalArgumentException("the last answer is not written as " + format);
        }
        return result.get();
    }

    /** The errors of the command line, with its exit codes; they are English there and here. */
    private Answer answered(Supplier<Result> command) {
        results = Map.of();
        try {
            Result result = command.get();
            results = result.formats();
            return result.answer();
        } catch (HelpAsked e) {
            return Answer.of(ExitCode.OK, Said.text(e.text()));
        } catch (Refused e) {
            return Answer.of(e.exit(), e.why());
        } catch (MalformedText e) {
            return Answer.of(ExitCode.USAGE, Said.text(StatementText.of(e)));
        } catch (UsageError | SizeOverflow e) {
            return Answer.of(ExitCode.USAGE, Said.text(String.valueOf(e.getMessage())));
        } catch (InputError | UnreadableInput | NotAssessable e) {
            return Answer.of(ExitCode.INPUT, Said.text(String.valueOf(e.getMessage())));
        }
    }
}
