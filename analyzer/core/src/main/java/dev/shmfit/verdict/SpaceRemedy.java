package dev.shmfit.verdict;

import dev.shmfit.shm.FitSearch;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would make the job fit: the size to ask for and where, or the workload that fits as it is. */
final class SpaceRemedy {
    private SpaceRemedy() {}

    static Text remedy(Evidence e) {
        Text smaller = smallerWorkload(e);
        if (e.surroundings().shmFixed()) {
            return Text.sentences(Text.of("verdict/space.fixed"), smaller);
        }
        ByteCount required = e.need().demand().required();
        ByteCount planned = planned(e);
        Text set = Text.of(
                "verdict/space.set",
                "target",
                RoundedSize.up(target(e)),
                "planned",
                RoundedSize.up(planned),
                "later",
                planned.equals(required) ? Text.EMPTY : Text.of("verdict/space.later"),
                "used",
                used(e));
        return Text.sentences(set, renewal(place(e)), smaller);
    }

    private static Text renewal(Platform platform) {
        return switch (platform) {
            case DOCKER, COMPOSE, PODMAN, APPTAINER, UNKNOWN -> Text.of("verdict/space.keeps-container");
            case KUBERNETES, ARGO, KUBERAY -> Text.of("verdict/space.keeps-pod");
            case AZUREML -> Text.of("verdict/space.keeps-job");
            case SLURM, HOST -> Text.of("verdict/space.at-once");
        };
    }

    /** The size to ask for: what is used already stays used, and nothing gets smaller than it is. */
    static ByteCount target(Evidence e) {
        ByteCount target = RecommendedSize.of(planned(e).plus(occupied(e.supply())));
        return e.supply()
                .size()
                .asOptional()
                .filter(size -> size.compareTo(target) >= 0)
                .orElse(target);
    }

    /** What is required, or what further epochs require where none are stated and headroom would not be enough for them. */
    private static ByteCount planned(Evidence e) {
        ByteCount required = e.need().demand().required();
        ByteCount later = OpenChecks.inLaterEpochs(e);
        return later.compareTo(RecommendedSize.of(required)) > 0 ? later : required;
    }

    private static ByteCount occupied(ShmSupply supply) {
        Optional<ByteCount> size = supply.size().asOptional();
        Optional<ByteCount> free = supply.available().asOptional();
        if (size.isEmpty() || free.isEmpty()) {
            return ByteCount.ZERO;
        }
        return ByteCount.of(Math.max(0, size.get().bytes() - free.get().bytes()));
    }

    static Text used(Evidence e) {
        ByteCount occupied = occupied(e.supply());
        return occupied.bytes() == 0 ? Text.EMPTY : Text.of("verdict/space.used", "occupied", RoundedSize.up(occupied));
    }

    static List<PlatformFix> fixes(Evidence e) {
        return remedies(e).forPlatform(place(e));
    }

    /**
     * Where the size is set. A container that shares the host's /dev/shm gets one of its own: what a host has is the
     * matter of all who use it.
     */
    static Platform place(Evidence e) {
        Platform platform = e.surroundings().platform();
        return sharesHosts(e) && !platform.isContainer() && platform != Platform.SLURM ? Platform.HOST : platform;
    }

    private static boolean sharesHosts(Evidence e) {
        return e.surroundings().hostIpc().asOptional().orElse(false);
    }

    static Remedies remedies(Evidence e) {
        return new Remedies(
                target(e),
                e.supply().finiteMemoryLimit().map(limit -> raised(e, limit)),
                e.surroundings().place().names(),
                sharesHosts(e));
    }

    /** The memory limit that leaves the processes what they had: raised by what /dev/shm grows, in whole GiB. */
    private static ByteCount raised(Evidence e, ByteCount limit) {
        ByteCount target = target(e);
        boolean hopeless = e.need().demand().required().compareTo(limit) >= 0;
        long before = hopeless
                ? 0
                : e.supply().size().asOptional().orElse(ByteCount.ZERO).bytes();
        long growth = Math.max(0, target.bytes() - before);
        return limit.plus(ByteCount.of(growth)).inPagesOf(ByteCount.gibibytes(1));
    }

    /** Where the size to ask for is more than there is: of the machine's memory, or of what the container may use. */
    static Text aboveNode(Evidence e) {
        ByteCount target = target(e);
        Text machine = e.supply()
                .systemMemory()
                .asOptional()
                .filter(ram -> target.compareTo(ram) > 0)
                .map(ram -> Text.of(
                        "verdict/space.above-machine",
                        "target",
                        RoundedSize.up(target),
                        "memory",
                        RoundedSize.down(ram)))
                .orElse(Text.EMPTY);
        Text container = e.supply()
                .finiteMemoryLimit()
                .filter(limit -> target.compareTo(limit) > 0)
                .map(limit -> Text.of(
                        "verdict/space.above-limit",
                        "target",
                        RoundedSize.up(target),
                        "limit",
                        RoundedSize.down(limit)))
                .orElse(Text.EMPTY);
        return Text.sentences(machine, container);
    }

    /** What the smaller workload costs, where times are stated; without any worker where not even one fits. */
    private static Text speed(LoaderSpec asked, Optional<LoaderSpec> widest) {
        int workers = widest.map(LoaderSpec::workers).orElse(0);
        return asked.times()
                .filter(t -> workers < asked.workers())
                .map(t -> Text.of(
                        "verdict/space.speed",
                        "workers",
                        workers,
                        "compared",
                        SpeedChecks.compared(t, asked.batch(), workers, asked.workers())))
                .orElse(Text.EMPTY);
    }

    /** {@code NCCL}, or {@code NCCL with ray}. */
    private static Text withoutLoaders(Evidence e) {
        return e.need().demand().items().stream()
                .filter(i -> !i.consumer().startsWith("loader"))
                .filter(i -> i.at(e.need().demand().worstMoment()).bytes() > 0)
                .map(i -> ShmTexts.consumer(i.consumer()))
                .reduce((one, other) -> Text.of("verdict/space.with", "one", one, "other", other))
                .orElse(Text.EMPTY);
    }

    /** What would fit as it is: the answer while nobody can restart the container. */
    private static Text smallerWorkload(Evidence e) {
        List<Text> sentences = new ArrayList<>();
        List<LoaderSpec> specs =
                e.need().rank().loaders().stream().map(LoaderDemand::spec).toList();
        ByteCount others = e.need().demand().items().stream()
                .filter(i -> !i.consumer().startsWith("loader"))
                .map(i -> i.at(e.need().demand().worstMoment()))
                .reduce(ByteCount.ZERO, ByteCount::plus);
        Optional<ByteCount> usable = e.supply().usable().asOptional();
        boolean working = specs.stream().anyMatch(l -> l.workers() > 0);
        if (usable.isEmpty() || !working) {
            return Text.EMPTY;
        }
        if (others.compareTo(usable.get()) >= 0) {
            return Text.of(
                    "verdict/space.no-worker", "others", withoutLoaders(e), "usable", RoundedSize.down(usable.get()));
        }
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).workers() > 0) {
                FitSearch.Answer answer = FitSearch.search(
                        specs,
                        i,
                        usable.get(),
                        others,
                        e.need().ranks(),
                        e.supply().granule());
                Text speed = speed(specs.get(i), answer.widest());
                sentences.add(
                        specs.size() == 1
                                ? Text.of("verdict/space.until", "fits", answer.reason(), "speed", speed)
                                : Text.of(
                                        "verdict/space.until-for",
                                        "loader",
                                        ShmTexts.consumer(
                                                "loader:" + specs.get(i).name()),
                                        "fits",
                                        answer.reason(),
                                        "speed",
                                        speed));
            }
        }
        return Text.sentences(sentences);
    }
}
