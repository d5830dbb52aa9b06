package dev.shmfit.house.sample.reports;

import dev.shmfit.house.sample.shm.SeesText;
import java.util.List;

/** Publishes a type of core, asks the environment, and knows the test data. */
public record ReportV1(List<SeesText> parts, dev.shmfit.house.sample.fixtures.SeesCore fixture) {
    public String home() {
        return String.valueOf(System.getenv("HOME"));
    }
}
