package dev.shmfit.verdict;

import dev.shmfit.shm.Moment;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What does one write to the administrator who can change the size? Five paragraphs, each with its numbers.
 *
 * @param problem in a line
 * @param state in numbers
 * @param request what to change, and the command that shows it
 * @param effect what to expect of it
 * @param reason how the number came about
 */
public record AdministratorRequest(String problem, String state, String request, String effect, String reason) {
    /** The request for a job that does not fit, or fits only just. */
    public static AdministratorRequest of(Evidence e) {
        ByteCount required = e.need().demand().required();
        ByteCount target = SpaceRemedy.target(e);
        PlatformFix fix = SpaceRemedy.remedies(e).fix(SpaceRemedy.place(e));
        String have = e.supply().usable().asOptional().map(RoundedSize::down).orElse("an unknown size");
        return new AdministratorRequest(
                "A training job needs more shared memory (/dev/shm) than its container has.",
                state(e, have),
                "Please set /dev/shm to " + RoundedSize.up(target) + " ("
                        + fix.platform().title() + "):\n" + fix.snippet().stripTrailing() + "\nCheck afterwards:\n"
                        + fix.verify(),
                "The job runs with all its loader workers and without bus errors. The size is an upper limit: memory is"
                        + " taken only as it is used, at most " + RoundedSize.up(required)
                        + " by this job, and given back when it ends.",
                reason(e));
    }

    private static String state(Evidence e, String have) {
        List<String> facts = new ArrayList<>();
        facts.add("/dev/shm: " + have);
        e.supply()
                .systemMemory()
                .asOptional()
                .ifPresent(ram -> facts.add("memory of the machine: " + RoundedSize.down(ram)));
        e.supply().finiteMemoryLimit().ifPresent(l -> facts.add("memory limit: " + RoundedSize.down(l)));
        facts.add("needed at the worst moment: "
                + RoundedSize.up(e.need().demand().required()) + " ("
                + e.need().demand().required().bytes() + " bytes)");
        return String.join("; ", facts) + ".";
    }

    private static String reason(Evidence e) {
        Moment worst = e.need().demand().worstMoment();
        List<String> parts = new ArrayList<>();
        for (ShmItem item : e.need().demand().items()) {
            if (item.at(worst).bytes() > 0) {
                parts.add(ShmItem.title(item.consumer()) + " " + RoundedSize.up(item.at(worst)));
            }
        }
        return "Computed, not estimated: " + String.join(" + ", parts) + ", at the worst moment (" + worst.words()
                + "), plus headroom, rounded up to a usual size.";
    }

    /** As one text. */
    public String text() {
        return "Problem: " + problem + "\nState: " + state + "\nRequest: " + request + "\nExpected effect: " + effect
                + "\nReason: " + reason + "\n";
    }
}
