package dev.shmfit.analysis.stated;

import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.MalformedText;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which CUDA a driver offers, by the branch that its version begins with: the newest toolkit whose release notes name a driver
 * of the branch. Sources: NVIDIA's "CUDA Toolkit Release Notes", table "CUDA Toolkit and Corresponding Driver Versions", Linux
 * x86_64 (13.1 for the branches 410 to 590, 13.2 and 13.3 for theirs); R565, of which no toolkit was released, as the head of
 * nvidia-smi 565.57.01 has it ("CUDA Version: 12.7"); R615 as the release notes of CUTLASS 4.8.0dev name it for CUDA 13.4.
 */
public final class DriverBranches {
    private static final NavigableMap<Integer, Integer> CUDA = new TreeMap<>(Map.ofEntries(
            Map.entry(410, 10000),
            Map.entry(418, 10010),
            Map.entry(440, 10020),
            Map.entry(450, 11000),
            Map.entry(455, 11010),
            Map.entry(460, 11020),
            Map.entry(465, 11030),
            Map.entry(470, 11040),
            Map.entry(495, 11050),
            Map.entry(510, 11060),
            Map.entry(515, 11070),
            Map.entry(520, 11080),
            Map.entry(525, 12000),
            Map.entry(530, 12010),
            Map.entry(535, 12020),
            Map.entry(545, 12030),
            Map.entry(550, 12040),
            Map.entry(555, 12050),
            Map.entry(560, 12060),
            Map.entry(565, 12070),
            Map.entry(570, 12080),
            Map.entry(575, 12090),
            Map.entry(580, 13000),
            Map.entry(590, 13010),
            Map.entry(595, 13020),
            Map.entry(610, 13030),
            Map.entry(615, 13040)));

    private static final Pattern DRIVER = Pattern.compile("(\\d{3})(?:\\.\\d{1,3})?(?:\\.\\d{1,3})?");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})");

    private DriverBranches() {}

    /**
     * CUDA's version as the driver counts it (12080 for 12.8) from {@code 12.8} or from a driver's version, {@code
     * 550.54.15}. A branch without a row of its own offers what the branch before it does; so does one that is newer than all.
     *
     * @throws MalformedText where it is neither, or the branch is older than all
     */
    public static int cuda(String text) {
        Matcher version = VERSION.matcher(text);
        if (version.matches()) {
            return CudaVersion.counted(Integer.parseInt(version.group(1), 10), Integer.parseInt(version.group(2), 10));
        }
        Matcher driver = DRIVER.matcher(text);
        if (!driver.matches()) {
            throw new MalformedText("expected CUDA's version, such as 12.8, or the driver's, such as 550.54.15");
        }
        Map.Entry<Integer, Integer> row = CUDA.floorEntry(Integer.parseInt(driver.group(1), 10));
        if (row == null) {
            throw new MalformedText("driver " + text + " is older than all that are known; the oldest branch is "
                    + CUDA.firstKey() + ". State CUDA's version, which nvidia-smi prints beside the driver's");
        }
        return row.getValue();
    }

    /** The same for a driver's version alone; empty where it is none, or older than all. */
    static Optional<Integer> of(String driver) {
        Matcher m = DRIVER.matcher(driver);
        return m.matches()
                ? Optional.ofNullable(CUDA.floorEntry(Integer.parseInt(m.group(1), 10)))
                        .map(Map.Entry::getValue)
                : Optional.empty();
    }

    /** The value, with the CUDA that a driver's version stands for. */
    static String said(String value) {
        int cuda = cuda(value);
        String word = CudaVersion.text(cuda);
        return VERSION.matcher(value).matches() ? value : value + " (CUDA " + word + ")";
    }
}
