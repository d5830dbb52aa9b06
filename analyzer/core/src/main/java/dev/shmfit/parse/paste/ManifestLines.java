package dev.shmfit.parse.paste;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pasted manifest of Compose or Kubernetes gives the job's container: the GPUs by number, the memory limit, and the
 * size of a memory volume at /dev/shm. A limit of Kubernetes counts where the same limits name GPUs: a pod has other
 * containers beside the job's.
 */
final class ManifestLines {
    private static final Pattern BLOCK = Pattern.compile("^(limits|requests|reservations):$");
    private static final Pattern MEMORY = Pattern.compile("^memory:\\s+[\"']?([\\w.]+)[\"']?$");
    private static final Pattern MEM_LIMIT = Pattern.compile("^mem_limit:\\s+[\"']?([\\w.]+)[\"']?$");
    private static final Pattern POD_GPUS =
            Pattern.compile("^[\"']?nvidia\\.com/gpu[\"']?:\\s+[\"']?([1-9]\\d?)[\"']?$");
    private static final Pattern GPUS = Pattern.compile("^[\"']?nvidia\\.com/[\\w.-]+[\"']?:\\s+.*$");
    private static final Pattern IDS = Pattern.compile("^device_ids:\\s*(?:\\[(.*)\\])?$");
    private static final Pattern COUNT = Pattern.compile("^count:\\s+[\"']?([1-9]\\d?)[\"']?$");
    private static final Pattern SHM_SIZE = Pattern.compile("^shm_size:\\s+[\"']?(.*?)[\"']?$");
    /** MiB in a task of ECS, bytes in a job of Nomad. */
    private static final Pattern TASK_SIZE = Pattern.compile("^[\"']?sharedMemorySize[\"']?\\s*[:=]\\s*(\\d{1,7}),?$");

    private static final Pattern JOB_SIZE = Pattern.compile("^shm_size\\s*=\\s*(\\d{1,15})$");
    private static final Pattern HOST_IPC = Pattern.compile("^ipc:\\s+[\"']?host[\"']?$");
    private static final Pattern ITEM = Pattern.compile("^-\\s+[\"']?([\\w-]+)[\"']?$");
    private static final Pattern MOUNT = Pattern.compile("^(?:-\\s+)?mountPath:\\s+[\"']?/dev/shm/?[\"']?$");
    private static final Pattern MEDIUM = Pattern.compile("^medium:\\s+[\"']?Memory[\"']?$");
    private static final Pattern SIZE = Pattern.compile("^sizeLimit:\\s+[\"']?([\\w.]+)[\"']?$");
    private static final Pattern FLOW =
            Pattern.compile("^emptyDir:\\s*\\{(?=.*medium:\\s*[\"']?Memory)(?=.*sizeLimit:\\s*[\"']?([\\w.]+)).*\\}$");
    private static final int LONGEST = 400;

    /** A size and where it stands. */
    private record Sized(ByteCount bytes, SourceRef at) {}

    private String block = "";
    private int blockIndent;
    private boolean compose;
    private boolean gpus;
    private Optional<Sized> memory = Optional.empty();
    private boolean listsIds;
    private final List<String> ids = new ArrayList<>();
    private SourceRef idsAt = SourceRef.of("nowhere");
    private Optional<Sized> shmSize = Optional.empty();
    private boolean hostIpc;
    private int serviceIndent = -1;
    private boolean mounted;
    private int mediumLine = Integer.MIN_VALUE / 2;
    private int sizeLine = Integer.MIN_VALUE / 2;
    private Optional<Sized> size = Optional.empty();
    private final List<Sized> volumes = new ArrayList<>();
    private final DefaultShm unsaid = new DefaultShm();

    /** The next line of the text. */
    void line(PastedLine line, SourceRef at, PastedFacts facts) {
        String text = line.stripped().replaceFirst("\\s#.*$", "").strip();
        unsaid.line(text.isEmpty() ? line.stripped() : text, at);
        if (text.isEmpty() || text.startsWith("#") || text.length() > LONGEST) {
            return;
        }
        int indent = line.indent();
        if (!block.isEmpty() && indent <= blockIndent) {
            leaveBlock(facts);
        }
        compose |= text.equals("services:") || text.equals("deploy:");
        ids(text, at, facts);
        Matcher starts = BLOCK.matcher(text);
        if (starts.matches()) {
            leaveBlock(facts);
            block = starts.group(1);
            blockIndent = indent;
        } else if (block.equals("limits")) {
            gpus |= GPUS.matcher(text).matches();
            Matcher asked = POD_GPUS.matcher(text);
            if (asked.matches()) {
                facts.add(Topic.POD_GPUS, Integer.parseInt(asked.group(1), 10), at);
            }
            Matcher m = MEMORY.matcher(text);
            memory = m.matches() ? sized(m.group(1), at) : memory;
        }
        Matcher limit = MEM_LIMIT.matcher(text);
        if (limit.matches()) {
            sized(limit.group(1), at).ifPresent(s -> limit(s, facts));
        }
        volume(line.number(), text, at);
        Matcher task = TASK_SIZE.matcher(text);
        Matcher job = JOB_SIZE.matcher(text);
        if (task.matches()) {
            sized(task.group(1) + "m", at).ifPresent(s -> facts.add(Topic.SHM_DEFINED, s.bytes(), at));
        } else if (job.matches()) {
            sized(job.group(1), at).ifPresent(s -> facts.add(Topic.SHM_DEFINED, s.bytes(), at));
        }
        service(indent, text, at, facts);
        Matcher count = COUNT.matcher(text);
        if (count.matches() && block.equals("reservations")) {
            GivenGpus.counted(Integer.parseInt(count.group(1), 10), at, facts);
        }
    }

    /** With the host's IPC a container has the host's /dev/shm, whatever size its service states. */
    private void service(int indent, String text, SourceRef at, PastedFacts facts) {
        if (serviceIndent >= 0 && indent < serviceIndent) {
            leaveService(facts);
        }
        Matcher size = SHM_SIZE.matcher(text);
        boolean host = HOST_IPC.matcher(text).matches();
        if (size.matches() || host) {
            serviceIndent = indent;
            hostIpc |= host;
            shmSize = size.matches() ? sized(size.group(1), at) : shmSize;
        }
    }

    private void leaveService(PastedFacts facts) {
        if (hostIpc) {
            shmSize.ifPresent(s -> facts.passOver("shm_size, which counts for nothing beside ipc: host", s.at()));
        } else {
            shmSize.ifPresent(s -> facts.add(Topic.SHM_DEFINED, s.bytes(), s.at()));
        }
        shmSize = Optional.empty();
        hostIpc = false;
        serviceIndent = -1;
    }

    private void ids(String text, SourceRef at, PastedFacts facts) {
        Matcher item = ITEM.matcher(text);
        if (listsIds && item.matches()) {
            ids.add(item.group(1));
            return;
        }
        leaveIds(facts);
        Matcher m = IDS.matcher(text);
        if (!m.matches()) {
            return;
        }
        idsAt = at;
        if (m.group(1) == null) {
            listsIds = true;
        } else {
            visible(m.group(1).replaceAll("[\"'\\s]", ""), facts);
        }
    }

    private void leaveIds(PastedFacts facts) {
        if (listsIds && !ids.isEmpty()) {
            visible(String.join(",", ids), facts);
        }
        listsIds = false;
        ids.clear();
    }

    private void visible(String list, PastedFacts facts) {
        if (!list.isEmpty()) {
            GivenGpus.listed(list, idsAt, facts);
        }
    }

    private void volume(int number, String text, SourceRef at) {
        mounted |= MOUNT.matcher(text).matches();
        Matcher flow = FLOW.matcher(text);
        if (flow.matches()) {
            sized(flow.group(1), at).ifPresent(volumes::add);
        }
        Matcher sizes = SIZE.matcher(text);
        if (sizes.matches()) {
            sizeLine = number;
            size = sized(sizes.group(1), at);
        }
        if (MEDIUM.matcher(text).matches()) {
            mediumLine = number;
        }
        if (size.isPresent() && Math.abs(mediumLine - sizeLine) == 1) {
            volumes.add(size.get());
            size = Optional.empty();
        }
    }

    private static Optional<Sized> sized(String text, SourceRef at) {
        return PastedSizes.docker(text).map(b -> new Sized(b, at));
    }

    private void leaveBlock(PastedFacts facts) {
        if (gpus || compose) {
            memory.ifPresent(m -> limit(m, facts));
        }
        block = "";
        gpus = false;
        memory = Optional.empty();
    }

    private static void limit(Sized limit, PastedFacts facts) {
        facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(limit.bytes(), limit.at()), limit.at());
    }

    /** The end of the text. */
    void end(PastedFacts facts) {
        leaveIds(facts);
        leaveBlock(facts);
        leaveService(facts);
        unsaid.end(facts);
        // Of several memory volumes it is not known here which of them is the one at /dev/shm.
        if (mounted && volumes.size() == 1) {
            facts.add(Topic.SHM_DEFINED, volumes.get(0).bytes(), volumes.get(0).at());
        }
    }
}
