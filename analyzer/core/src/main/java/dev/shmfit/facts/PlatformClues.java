package dev.shmfit.facts;

/**
 * What a process can see of that which started it: the clues of {@code platform.txt}. Several may hold at once, as in a
 * container of Kubernetes that Docker runs.
 *
 * @param kubernetes whether a service account or Kubernetes' variables are there
 * @param argo whether Argo's variables are there
 * @param slurm whether a Slurm job is around
 * @param docker whether there is Docker's mark in the root directory
 * @param podman whether there is podman's mark in {@code /run}
 * @param hostsShm whether a container runtime that shares the host's /dev/shm is around (enroot, Apptainer)
 * @param managed the service that runs the container and fixes its /dev/shm, such as {@code colab}
 * @param hypervisor whether the processor says that a hypervisor runs below
 */
public record PlatformClues(
        Reading<Boolean> kubernetes,
        Reading<Boolean> argo,
        Reading<Boolean> slurm,
        Reading<Boolean> docker,
        Reading<Boolean> podman,
        Reading<Boolean> hostsShm,
        Reading<String> managed,
        Reading<Boolean> hypervisor) {
    /** No clue. */
    public static PlatformClues none(String why) {
        Reading<Boolean> no = Reading.absent(why);
        return new PlatformClues(no, no, no, no, no, no, Reading.absent(why), no);
    }

    /** These clues, and where they leave something open, those. */
    public PlatformClues and(PlatformClues more) {
        return new PlatformClues(
                or(kubernetes, more.kubernetes),
                or(argo, more.argo),
                or(slurm, more.slurm),
                or(docker, more.docker),
                or(podman, more.podman),
                or(hostsShm, more.hostsShm),
                or(managed, more.managed),
                or(hypervisor, more.hypervisor));
    }

    private static <T> Reading<T> or(Reading<T> first, Reading<T> second) {
        return first.isKnown() ? first : second;
    }
}
