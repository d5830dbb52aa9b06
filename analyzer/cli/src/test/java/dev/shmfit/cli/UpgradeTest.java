package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to ask about another version of NCCL gives the same account of it. */
class UpgradeTest {
    private static final String NODE = Path.of(
                    System.getProperty("shmfit.root"), "fixtures", "nodes", "rtx4090-x2", "capture")
            .toString();
    private static final String LOADER = "--loader=workers=4,batch=2,sample=1MiB";

    private static JsonNode versions(String range) throws IOException {
        Ran ran = Shell.quiet().run("analyze", NODE, LOADER, "--nccl", range, "--format=json");
        return new ObjectMapper().readTree(ran.out()).at("/nccl/versions");
    }

    private static String need(JsonNode row) {
        return "needs " + RoundedSize.up(ByteCount.of(row.get("requiredBytes").asLong()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.21.5..2.27.7", "2.21..2.27", "2.19.3..2.22.3"})
    void a_range_begins_and_ends_as_the_change_does_and_each_points_at_the_other(String range) throws IOException {
        JsonNode rows = versions(range);
        String change = Shell.quiet()
                .run("plan", NODE, LOADER, "--change", "nccl=" + range)
                .out();
        assertThat(change)
                .contains("before: " + need(rows.get(0)))
                .contains("after:  " + need(rows.get(rows.size() - 1)))
                .contains("--nccl " + range);
        assertThat(Shell.quiet()
                        .run("analyze", NODE, LOADER, "--nccl", range, "--section", "versions")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("shmfit plan NODE --change nccl="
                        + rows.get(0).get("version").asText() + ".."
                        + rows.get(rows.size() - 1).get("version").asText());
    }

    @Test
    void the_range_is_a_part_of_all_and_the_report_is_about_its_end() throws IOException {
        JsonNode all = versions("all");
        JsonNode part = versions("2.21..2.27");
        assertThat(part.size()).isBetween(2, all.size() - 1);
        for (JsonNode row : part) {
            assertThat(all.findValuesAsText("version"))
                    .contains(row.get("version").asText());
        }
        Ran ran = Shell.quiet().run("analyze", NODE, LOADER, "--nccl", "2.21..2.27", "--format=json");
        assertThat(new ObjectMapper().readTree(ran.out()).at("/nccl/version"))
                .isEqualTo(part.get(part.size() - 1).get("version"));
    }

    @Test
    void the_screen_shows_the_versions_and_stays_one_screen() {
        Ran ran = Shell.quiet().run("analyze", NODE, LOADER, "--nccl", "all", "--shm-size=64m");
        assertThat(ran.out()).contains("By version of NCCL (--section versions");
        assertThat(ran.out().lines().count()).isLessThanOrEqualTo(40);
    }

    @Test
    void a_workload_file_takes_a_range_too() throws IOException {
        Ran ran = Shell.with("nccl: 2.21.5..2.27.7").run("analyze", NODE, "--workload=-", "--format=json");
        assertThat(new ObjectMapper().readTree(ran.out()).at("/nccl/versions"))
                .hasSameSizeAs(versions("2.21.5..2.27.7"));
    }

    @Test
    void a_plan_in_which_nothing_fits_says_why_and_what_would_run() {
        String plan = Shell.quiet()
                .run("plan", NODE, LOADER, "--nccl=2.21.5", "--shm-size=40m", "--sweep", "workers=1,2")
                .out();
        assertThat(plan)
                .contains("0 of 2 points fit.")
                .containsPattern("NCCL alone needs [0-9.]+ MiB on rtx4090-x2, more than the 40.0 MiB that there are: no"
                        + " loader can fit.")
                .containsPattern(
                        "The smallest size with which a point runs: [0-9.]+ MiB .* workers=1 prefetch=2 batch=2");
        assertThat(plan).contains("recommended  the size to ask for").doesNotContain("loader:loader");
    }
}
