package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * lscpu's labels in English, whatever language it spoke: its values and their order are the same in all. Behind the maker's
 * identity stand, on x86, the family and the model as the first two numbers (sys-utils/lscpu.c print_summary).
 */
final class LscpuWords {
    private static final Pattern PAIR = Pattern.compile("^\\s*([^:：]{2,60}?)\\s*[:：]\\s{1,60}(\\S.*?)\\s*$");
    private static final Pattern MAKER = Pattern.compile(
            "^(?:GenuineIntel|AuthenticAMD|CentaurHauls|HygonGenuine|ARM|NVIDIA|Ampere|IBM|HiSilicon)$");
    private static final Pattern X86 = Pattern.compile("^(?:GenuineIntel|AuthenticAMD|CentaurHauls|HygonGenuine)$");
    private static final Pattern MACHINE = Pattern.compile("^(?:x86_64|aarch64|ppc64le)$");
    private static final Pattern NAME =
            Pattern.compile("^(?:Intel|AMD|Hygon|Neoverse|Cortex|Ampere|Kunpeng|Grace|POWER|QEMU|Common KVM).*");
    private static final Pattern NUMA = Pattern.compile("^(?=.*NUMA)\\D*?(\\d{1,4})\\D*$");
    private static final Pattern CPUS = Pattern.compile("^\\d+(?:[-,]\\d+)*+$");
    private static final Pattern ENGLISH = Pattern.compile("(?i)\\bvendor[ _]id$");
    private static final int BEFORE = 12;
    private static final int AFTER = 12;
    private static final int LONGEST = 400;

    private LscpuWords() {}

    /** The lines, those of a translated lscpu with its English labels. */
    static List<String> english(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (int i = 0; i < all.size(); i++) {
            Matcher pair = pair(all, i);
            if (pair.matches()
                    && MAKER.matcher(pair.group(2)).matches()
                    && !ENGLISH.matcher(pair.group(1)).find()
                    && foreign(all, i)) {
                processor(all, i, pair.group(2));
            }
        }
        return all;
    }

    /** Whether the lines around it are of the same kind, and none of them is the English one. */
    private static boolean foreign(List<String> all, int maker) {
        int pairs = 0;
        for (int i = Math.max(0, maker - BEFORE); i < Math.min(all.size(), maker + AFTER); i++) {
            Matcher m = pair(all, i);
            if (m.matches()) {
                pairs++;
                if (ENGLISH.matcher(m.group(1)).find()) {
                    return false;
                }
            }
        }
        return pairs >= 4;
    }

    private static void processor(List<String> all, int maker, String identity) {
        for (int i = maker - 1; i >= Math.max(0, maker - BEFORE); i--) {
            Matcher m = pair(all, i);
            if (m.matches() && MACHINE.matcher(m.group(2)).matches()) {
                all.set(i, "Architecture: " + m.group(2));
            }
        }
        all.set(maker, "Vendor ID: " + identity);
        int numbers = X86.matcher(identity).matches() ? 0 : 2;
        boolean named = false;
        for (int i = maker + 1; i < all.size(); i++) {
            Matcher m = pair(all, i);
            if (!m.matches()) {
                if (all.get(i).isBlank()) {
                    break;
                }
                continue;
            }
            Matcher numa = NUMA.matcher(m.group(1));
            if (!named && NAME.matcher(m.group(2)).matches()) {
                all.set(i, "Model name: " + m.group(2));
                named = true;
            } else if (numa.matches() && CPUS.matcher(m.group(2)).matches()) {
                all.set(i, "NUMA node" + numa.group(1) + " CPU(s): " + m.group(2));
            } else if (numbers < 2 && i < maker + AFTER && m.group(2).matches("\\d{1,4}")) {
                all.set(i, (numbers == 0 ? "CPU family: " : "Model: ") + m.group(2));
                numbers++;
            }
        }
    }

    private static Matcher pair(List<String> all, int i) {
        String line = all.get(i);
        return PAIR.matcher(line.length() > LONGEST ? "" : line);
    }
}
