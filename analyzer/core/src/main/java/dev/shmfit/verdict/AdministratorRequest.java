package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
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
        String have = e.supply().usable().asOptional().map(RoundedSize::down).orElse("an unknown size");
        return new AdministratorRequest(
                problem(e),
                state(e, have),
                "Please give " + whom(e) + " a /dev/shm of " + RoundedSize.up(target) + change(e),
                "The job runs with all its loader workers and without bus errors. The size is an upper limit: memory is"
                        + " taken only as it is used, at most " + RoundedSize.up(required)
                        + " by this job, and given back when it ends.",
                reason(e));
    }

    /** The change where the job runs; where that is not known, in a line for each usual way to start a container. */
    private static String change(Evidence e) {
        Remedies remedies = SpaceRemedy.remedies(e);
        Platform place = SpaceRemedy.place(e);
        if (place != Platform.UNKNOWN) {
            PlatformFix fix = remedies.fix(place);
            return " (" + place.title() + "):\n" + fix.snippet().english().stripTrailing() + "\nCheck afterwards:\n"
                    + fix.verify();
        }
        StringBuilder ways = new StringBuilder(", in the way in which it is started:\n");
        for (Platform p : List.of(Platform.DOCKER, Platform.COMPOSE, Platform.KUBERNETES)) {
            // A command names its program itself.
            ways.append(p == Platform.DOCKER ? "" : p.title() + ": ")
                    .append(remedies.fix(p).brief())
                    .append('\n');
        }
        return ways + "Check afterwards, where the job runs:\ndf -h /dev/shm   # Size must be "
                + Remedies.df(remedies.size());
    }

    private static String problem(Evidence e) {
        Platform place = SpaceRemedy.place(e);
        String where = place.isContainer() ? "its container has" : "the node offers";
        return "A training job needs more shared memory (/dev/shm) than "
                + (place == Platform.UNKNOWN ? "it has" : where) + "." + lost(e);
    }

    /** {@code the pod trainer-0}; without a name, what it is. */
    private static String whom(Evidence e) {
        Platform place = SpaceRemedy.place(e);
        PlaceNames names = e.surroundings().place().names();
        if (place.isKubernetes()) {
            return "the pod " + names.pod() + " (container " + names.container() + ")";
        }
        return switch (place) {
            case COMPOSE -> "the service " + names.service();
            case DOCKER, PODMAN -> "the container " + names.container();
            case AZUREML -> "the job";
            case APPTAINER -> "the container of " + names.image();
            case KUBERNETES, ARGO, KUBERAY, SLURM, HOST -> "the node";
            case UNKNOWN -> "the job";
        };
    }

    /** What a job without workers loses, where its times are stated. */
    private static String lost(Evidence e) {
        return e.need().rank().loaders().stream()
                .map(LoaderDemand::spec)
                .filter(l -> l.workers() > 0)
                .flatMap(l -> l
                        .times()
                        .map(t -> " Until then it runs without loader workers, at "
                                + SpeedChecks.compared(t, l.batch(), 0, l.workers()) + " (estimate).")
                        .stream())
                .findFirst()
                .orElse("");
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
                parts.add(
                        ShmItem.title(item.consumer()) + " " + e.need().demand().printed(item));
            }
        }
        String sum = parts.size() < 2 ? "" : " = " + e.need().demand().printed().total(0);
        return "Computed, not estimated: " + String.join(" + ", parts) + sum + ", at the worst moment (" + worst.words()
                + "), plus headroom, rounded up to a usual size.";
    }

    /** As one text. */
    public String text() {
        return "Problem: " + problem + "\nState: " + state + "\nRequest: " + request + "\nExpected effect: " + effect
                + "\nReason: " + reason + "\n";
    }
}
