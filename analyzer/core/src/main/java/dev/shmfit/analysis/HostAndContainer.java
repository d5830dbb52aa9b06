package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.CaptureFiles;
import dev.shmfit.analysis.machine.PlaceFacts;
import dev.shmfit.capture.Capture;
import dev.shmfit.facts.Reading;
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

/** What differs between a host and a container on it? That explains most jobs that run on one and not in the other. */
public final class HostAndContainer {
    private HostAndContainer() {}

    /** The differences as one finding; none where there are none. Both answer the same question. */
    public static List<Finding> compare(Analysis host, Analysis container) {
        List<String> differences = new ArrayList<>();
        ByteCount onHost = host.demand().required();
        ByteCount inside = container.demand().required();
        sizes("the size of /dev/shm", host.supply().size(), container.supply().size(), differences);
        sizes(
                "what is free there",
                host.supply().available(),
                container.supply().available(),
                differences);
        sizes(
                "the memory limit",
                host.supply().memoryLimit(),
                container.supply().memoryLimit(),
                differences);
        texts(
                "GPUs",
                Optional.of(String.valueOf(host.topology().gpus().size())),
                Optional.of(String.valueOf(container.topology().gpus().size())),
                differences);
        texts(
                "NCCL",
                Optional.of(host.version().toString()),
                Optional.of(container.version().toString()),
                differences);
        Optional<String> niceOnHost = nice(host.capture());
        Optional<String> niceInside = nice(container.capture());
        texts("may place memory on NUMA nodes (CAP_SYS_NICE)", niceOnHost, niceInside, differences);
        settings(host.env(), container.env(), differences);
        texts(
                "open files",
                host.supply().openFiles().asOptional().map(String::valueOf),
                container.supply().openFiles().asOptional().map(String::valueOf),
                differences);
        texts("host name", line(host, CaptureFiles.HOSTNAME), line(container, CaptureFiles.HOSTNAME), differences);
        for (String kind : List.of("ipc", "pid", "mnt")) {
            texts(
                    kind + " namespace",
                    namespace(host.capture(), kind),
                    namespace(container.capture(), kind),
                    differences);
        }
        texts("the device of /dev/shm", device(host.capture()), device(container.capture()), differences);
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
                        ? "The job needs " + RoundedSize.up(onHost) + " of /dev/shm on the host and "
                                + RoundedSize.up(inside) + " in the container."
                        : "The job needs the same on the host and in the container, which differ otherwise.",
                "On the host and in the container: " + String.join("; ", differences) + "." + apart(host, container),
                refused
                        ? "Start the container with --cap-add SYS_NICE, and NCCL takes its buffers from the driver as on"
                                + " the host; or give it the space."
                        : "Size the container by its own figures; a test on the host does not stand for it."));
    }

    /** What the difference means where two jobs, or two parts of one, run in the two places. */
    private static String apart(Analysis host, Analysis container) {
        Optional<String> boot = line(host, CaptureFiles.BOOT_ID);
        if (boot.isPresent()
                && line(container, CaptureFiles.BOOT_ID).isPresent()
                && !boot.equals(line(container, CaptureFiles.BOOT_ID))) {
            return " Their boot ids differ: the two captures are of two machines, or from before and after a restart.";
        }
        boolean names = !line(host, CaptureFiles.HOSTNAME).equals(line(container, CaptureFiles.HOSTNAME));
        return names
                ? " A rank here and one in a place of another host name are on two nodes for NCCL (NCCL_HOSTID states"
                        + " another)."
                : "";
    }

    private static Optional<String> line(Analysis analysis, String file) {
        return analysis.capture().text(file).map(String::strip).filter(t -> !t.isEmpty());
    }

    private static Optional<String> namespace(Capture capture, String kind) {
        return value(capture, CaptureFiles.NAMESPACES, kind);
    }

    private static Optional<String> device(Capture capture) {
        return value(capture, CaptureFiles.STATVFS, "device");
    }

    private static Optional<String> value(Capture capture, String file, String key) {
        return capture.text(file)
                .flatMap(t -> t.lines()
                        .filter(l -> l.startsWith(key + "="))
                        .map(l -> l.substring(key.length() + 1).strip())
                        .findFirst());
    }

    private static Optional<String> nice(Capture capture) {
        return PlaceFacts.sysNice(capture).asOptional().map(n -> n ? "yes" : "no");
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
        return bytes.equals(dev.shmfit.facts.MemoryLimit.UNLIMITED) ? "none" : RoundedSize.down(bytes);
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
