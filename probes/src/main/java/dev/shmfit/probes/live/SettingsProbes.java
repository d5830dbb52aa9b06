package dev.shmfit.probes.live;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings of NCCL, CUDA and PyTorch; nothing that could be a secret. */
final class SettingsProbes {
    private static final Pattern ALLOWED = Pattern.compile(
            "(?:NCCL|CUDA|NVIDIA|TORCH|PYTORCH)_[A-Z0-9_]*|WORLD_SIZE|LOCAL_WORLD_SIZE|OMP_NUM_THREADS");
    private static final Pattern SECRET =
            Pattern.compile("[A-Z0-9_]*(?:_KEY|APIKEY|TOKEN|SECRET|PASSW|CREDENTIAL|_AUTH)[A-Z0-9_]*");
    private static final Pattern NCCL_LINE = Pattern.compile("\\s*(?:NCCL|CUDA)_[A-Za-z0-9_]*\\s*=.*");

    private SettingsProbes() {}

    static void environment(Machine machine, Deadline deadline, Taken taken) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> e : new TreeMap<>(machine.environment()).entrySet()) {
            if (ALLOWED.matcher(e.getKey()).matches()
                    && !SECRET.matcher(e.getKey()).matches()) {
                text.append(e.getKey())
                        .append('=')
                        .append(e.getValue().replace('\n', ' '))
                        .append('\n');
            }
        }
        // No such variable is an answer, too.
        taken.text("env.txt", text.toString());
    }

    /**
     * The user's file, then the machine's: the order in which NCCL reads them, and the first of two equal names counts
     * (src/misc/param.cc, initEnv). Lines that set nothing of NCCL's keep their place, but not their text.
     */
    static void ncclConf(Machine machine, Deadline deadline, Taken taken) {
        String stated = machine.variable("NCCL_CONF_FILE");
        String home = machine.variable("HOME");
        StringBuilder text = new StringBuilder();
        for (String file : List.of(
                stated.isEmpty() ? (home.isEmpty() ? "/nowhere" : home) + "/.nccl.conf" : stated, "/etc/nccl.conf")) {
            if (file.startsWith("/")) {
                machine.read(file)
                        .text()
                        .ifPresent(t -> t.lines()
                                .map(l -> NCCL_LINE.matcher(l).matches() ? l : "#")
                                .forEach(l -> text.append(l).append('\n')));
            }
        }
        taken.kept("nccl.conf", text.toString(), "there is neither ~/.nccl.conf nor /etc/nccl.conf");
    }
}
