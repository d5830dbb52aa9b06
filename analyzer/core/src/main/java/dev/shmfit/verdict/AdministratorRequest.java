package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.Moment;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What does one write to the administrator who can change the size? Five paragraphs, each with its numbers.
 *
 * @param problem in a line
 * @param state in numbers
 * @param request what to change, and the command that shows it
 * @param effect what to expect of it
 * @param reason how the number came about
 */
public record AdministratorRequest(Text problem, Text state, Text request, Text effect, Text reason) {
    /** The request for a job that does not fit, or fits only just. */
    public static AdministratorRequest of(Evidence e) {
        String required = RoundedSize.up(e.need().demand().required());
        Text request = Text.of(
                "letter/request", "whom", whom(e), "size", RoundedSize.up(SpaceRemedy.target(e)), "change", change(e));
        return new AdministratorRequest(
                problem(e), state(e), request, Text.of("letter/effect", "most", required), reason(e));
    }

    /** The change where the job runs; where that is not known, in a line for each usual way to start a container. */
    private static Text change(Evidence e) {
        Remedies remedies = SpaceRemedy.remedies(e);
        Platform place = SpaceRemedy.place(e);
        if (place != Platform.UNKNOWN) {
            PlatformFix fix = remedies.fix(place);
            return Text.of(
                    "letter/change",
                    "platform",
                    title(place),
                    "snippet",
                    Text.withoutEnd(fix.snippet()),
                    "check",
                    fix.verify());
        }
        // A command names its program itself.
        Text ways = Text.joined(Stream.of(Platform.DOCKER, Platform.COMPOSE, Platform.KUBERNETES)
                .map(p -> Text.joined(
                        p == Platform.DOCKER ? "" : p.title() + ": ",
                        remedies.fix(p).brief(),
                        "\n"))
                .toArray());
        return Text.of("letter/change-any", "ways", ways, "size", Remedies.df(remedies.size()));
    }

    /** A platform's name; a host has none. */
    private static Text title(Platform place) {
        return place == Platform.HOST ? Text.of("letter/plain-host") : Text.verbatim(place.title());
    }

    private static Text problem(Evidence e) {
        Platform place = SpaceRemedy.place(e);
        String where = place == Platform.UNKNOWN ? "job" : place.isContainer() ? "container" : "node";
        return Text.sentences(Text.of("letter/problem", "where", where), lost(e));
    }

    /** {@code the pod trainer-0}; without a name, what it is. */
    private static Text whom(Evidence e) {
        Platform place = SpaceRemedy.place(e);
        PlaceNames names = e.surroundings().place().names();
        if (place.isKubernetes()) {
            return Text.of("letter/whom-pod", "pod", names.pod(), "container", names.container());
        }
        return switch (place) {
            case COMPOSE -> Text.of("letter/whom-service", "service", names.service());
            case DOCKER, PODMAN -> Text.of("letter/whom-container", "container", names.container());
            case AZUREML, UNKNOWN -> Text.of("letter/whom-job");
            case APPTAINER -> Text.of("letter/whom-image", "image", names.image());
            case KUBERNETES, ARGO, KUBERAY, SLURM, HOST -> Text.of("letter/whom-node");
        };
    }

    /** What a job without workers loses, where its times are stated. */
    private static Text lost(Evidence e) {
        return e.need().rank().loaders().stream()
                .map(LoaderDemand::spec)
                .filter(l -> l.workers() > 0)
                .flatMap(l -> l
                        .times()
                        .map(t ->
                                Text.of("letter/lost", "compared", SpeedChecks.compared(t, l.batch(), 0, l.workers())))
                        .stream())
                .findFirst()
                .orElse(Text.EMPTY);
    }

    private static Text state(Evidence e) {
        List<Text> facts = new ArrayList<>();
        facts.add(e.supply()
                .usable()
                .asOptional()
                .map(have -> Text.of("letter/size", "have", RoundedSize.down(have)))
                .orElse(Text.of("letter/size-unknown")));
        e.supply()
                .systemMemory()
                .asOptional()
                .ifPresent(ram -> facts.add(Text.of("letter/memory", "bytes", RoundedSize.down(ram))));
        e.supply()
                .finiteMemoryLimit()
                .ifPresent(l -> facts.add(Text.of("letter/memory-limit", "bytes", RoundedSize.down(l))));
        ByteCount required = e.need().demand().required();
        facts.add(Text.of("letter/needed", "need", RoundedSize.up(required), "bytes", Long.toString(required.bytes())));
        return Text.of("letter/state", "facts", Text.semicolons(facts));
    }

    private static Text reason(Evidence e) {
        Moment worst = e.need().demand().worstMoment();
        List<Object> parts = new ArrayList<>();
        int parties = 0;
        for (ShmItem item : e.need().demand().items()) {
            if (item.at(worst).bytes() > 0) {
                parts.add(parties++ == 0 ? "" : " + ");
                parts.add(ShmTexts.consumer(item.consumer()));
                parts.add(" " + e.need().demand().printed(item));
            }
        }
        parts.add(parties < 2 ? "" : " = " + e.need().demand().printed().total(0));
        return Text.of("letter/reason", "sum", Text.joined(parts.toArray()), "moment", ShmTexts.moment(worst));
    }

    /** As one text. */
    public Text text() {
        return Text.of(
                "letter/whole",
                "problem",
                problem,
                "state",
                state,
                "request",
                request,
                "effect",
                effect,
                "reason",
                reason);
    }
}
