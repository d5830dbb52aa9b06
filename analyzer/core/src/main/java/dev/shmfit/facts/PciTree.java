package dev.shmfit.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which PCI devices are there, and below which bridges, in the kernel's words?
 *
 * @param functions by path, in the order of the paths
 * @param adapters network adapters that have a device
 */
public record PciTree(List<Function> functions, List<Adapter> adapters) {
    public PciTree {
        functions = List.copyOf(functions);
        adapters = List.copyOf(adapters);
    }

    /**
     * One PCI function.
     *
     * @param path such as {@code /sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0}
     * @param attributes by name, as the kernel prints them
     */
    public record Function(String path, Map<String, String> attributes, SourceRef source) {
        public Function {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        /** Such as {@code 0000:01:00.0}. */
        public String busId() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** An attribute's text; empty where there is none. */
        public String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }

        /** Whether it is a GPU of NVIDIA's. */
        public boolean isGpu() {
            return attribute("class").startsWith("0x03") && attribute("vendor").equals("0x10de");
        }
    }

    /**
     * One network adapter.
     *
     * @param kind {@code infiniband} or {@code net}
     * @param name such as {@code mlx5_0}
     * @param pci the path of its device
     */
    public record Adapter(String kind, String name, String pci, Map<String, String> attributes) {
        public Adapter {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }
}
