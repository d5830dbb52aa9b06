package dev.shmfit.nccl.observed;

/** Shows how far forecast and observation agree. */
final class ConformanceReport {
    private ConformanceReport() {}

    static void show(Score score, String title) {
        System.out.print(score.report(title));
        score.mismatches().stream().limit(Integer.getInteger("show", 30)).forEach(System.out::println);
    }
}
