package dev.shmfit.analysis;

import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.Namespaces;
import dev.shmfit.facts.Reading;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What differs between a host and a container on it? That explains most jobs that run on one and not in the other. */
public final class HostAndContainer {
    private HostAndContainer() {}

    /** The differences as one finding; none where there are none. Both answer the same question. */
    public static List<Finding> compare(Analysis host, Analysis container) {
        List<String> differences = new ArrayList<>();
        ByteCount onHost = host.need().demand().required();
        ByteCount inside = container.need().demand().required();
        sizes(
                "the size of /dev/shm",
                host.need().supply().size(),
                container.need().supply().size(),
                differences);
        sizes(
                "what is free there",
                host.need().supply().available(),
                container.need().supply().available(),
                differences);
        sizes(
                "the memory limit",
                host.need().supply().memoryLimit(),
                container.need().supply().memoryLimit(),
                differences);
        texts(
                "GPUs",
                Optional.of(String.valueOf(host.node().topology().gpus().size())),
                Optional.of(String.valueOf(container.node().topology().gpus().size())),
                differences);
        texts(
                "NCCL",
                Optional.of(host.nccl().version().toString()),
                Optional.of(container.nccl().version().toString()),
                differences);
        Optional<String> niceOnHost = nice(host.machine());
        Optional<String> niceInside = nice(container.machine());
        texts("may place memory on NUMA nodes (CAP_SYS_NICE)", niceOnHost, niceInside, differences);
        settings(host.nccl().env(), container.nccl().env(), differences);
        texts(
                "open files",
                host.need().supply().openFiles().asOptional().map(String::valueOf),
                container.need().supply().openFiles().asOptional().map(String::valueOf),
                differences);
        texts("host name", hostname(host), hostname(container), differences);
        namespaces("ipc", Namespaces::ipc, host, container, differences);
        namespaces("pid", Namespaces::pid, host, container, differences);
        namespaces("mnt", Namespaces::mnt, host, container, differences);
        texts("the device of /dev/shm", device(host), device(container), differences);
        boolean needs = !onHost.equals(inside);
        if (differences.isEmpty() && !needs) {
            return List.of();
        }
        boolean refused = needs && niceOnHost.equals(Optional.of("yes")) && niceInside.equals(Optional.of("no"));
        return List.of(Finding.of(
                "container-differs-from-host",
                Severity.NOTE,
                Owner.JOB,
                needs
                        ? Text.of(
                                "verdict/container-differs-from-host.needs",
                                "on-host",
                                RoundedSize.up(onHost),
                                "inside",
                                RoundedSize.up(inside))
                        : Text.of("verdict/container-differs-from-host.summary"),
                Text.sentences(
                        Text.of(
                                "verdict/container-differs-from-host.explanation",
                                "differences",
                                String.join("; ", differences)),
                        apart(host, container)),
                refused
                        ? Text.of("verdict/container-differs-from-host.remedy-refused")
                        : Text.of("verdict/container-differs-from-host.remedy")));
    }

    /** What the difference means where two jobs, or two parts of one, run in the two places. */
    private static Text apart(Analysis host, Analysis container) {
        Optional<String> there = host.machine().host().identity().bootId().value();
        Optional<String> here = container.machine().host().identity().bootId().value();
        if (there.isPresent() && here.isPresent() && !there.equals(here)) {
            return Text.of("verdict/container-differs-from-host.boot");
        }
        boolean names = !hostname(host).equals(hostname(container));
        return names ? Text.of("verdict/container-differs-from-host.names") : Text.EMPTY;
    }

    private static Optional<String> hostname(Analysis analysis) {
        return analysis.machine().host().identity().hostname().value();
    }

    private static void namespaces(
            String kind,
            Function<Namespaces, Reading<String>> which,
            Analysis host,
            Analysis container,
            List<String> differences) {
        texts(kind + " namespace", namespace(host, which), namespace(container, which), differences);
    }

    private static Optional<String> namespace(Analysis analysis, Function<Namespaces, Reading<String>> which) {
        return analysis.machine()
                .container()
                .namespaces()
                .value()
                .flatMap(n -> which.apply(n).asOptional());
    }

    private static Optional<String> device(Analysis analysis) {
        return analysis.machine().shm().directory().device().asOptional();
    }

    private static Optional<String> nice(MachineFacts machine) {
        return machine.container().sysNice().value().map(n -> n ? "yes" : "no");
    }

    private static void sizes(
            String what, Reading<ByteCount> host, Reading<ByteCount> container, List<String> differences) {
        texts(
                what,
                host.asOptional().map(HostAndContainer::size),
                container.asOptional().map(HostAndContainer::size),
                differences);
    }

    private static String size(ByteCount bytes) {
        return bytes.equals(MemoryLimit.UNLIMITED) ? "none" : RoundedSize.down(bytes);
    }

    private static void texts(
            String what, Optional<String> host, Optional<String> container, List<String> differences) {
        if (host.isPresent() && container.isPresent() && !host.equals(container)) {
            differences.add(what + " " + host.get() + " and " + container.get());
        }
    }

    private static void settings(Map<String, String> host, Map<String, String> container, List<String> differences) {
        Map<String, String> all = new TreeMap<>(host);
        all.putAll(container);
        for (String name : all.keySet()) {
            String there = host.getOrDefault(name, "unset");
            String here = container.getOrDefault(name, "unset");
            if (!there.equals(here)) {
                differences.add(name + " " + there + " and " + here);
            }
        }
    }
}
