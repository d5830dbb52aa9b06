package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The machine.
 *
 * @param gpus by index
 * @param source {@code nvidia-smi}, {@code nccl-xml} or {@code sysfs}
 * @param devices all that the picture shows, parents before children
 * @param links between devices
 * @param groups which GPUs belong together: islands of NVLink, then NUMA nodes where there are several with GPUs
 */
public record NodeV1(List<Gpu> gpus, String source, List<Device> devices, List<Link> links, List<GpuGroup> groups) {
    public NodeV1 {
        gpus = List.copyOf(gpus);
        devices = List.copyOf(devices);
        links = List.copyOf(links);
        groups = List.copyOf(groups);
    }

    /** A GPU; null is a fact that the input does not give. */
    public record Gpu(
            int index,
            @Nullable String name,
            @Nullable String busId,
            @Nullable Integer numaNode) {}

    /** What a device of the picture is. */
    public enum Kind implements JsonWord {
        SOCKET,
        NUMA,
        SWITCH,
        GPU,
        NIC,
        NVSWITCH;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A box of the picture.
     *
     * @param id unique in the list
     * @param parent the id of the device that holds it; null at the top and where the place is not known
     * @param label short, such as {@code GPU0}
     * @param detail a second line, such as {@code 0000:17:00.0}; may be empty
     * @param gpu the index in {@link NodeV1#gpus()} of a GPU; null for other kinds
     */
    public record Device(
            String id,
            Kind kind,
            @Nullable String parent,
            String label,
            String detail,
            @Nullable Integer gpu) {}

    /** What a link is made of. */
    public enum LinkKind implements JsonWord {
        PCI,
        NVLINK,
        C2C,
        SMP;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A link; each is named once, in one direction.
     *
     * @param from a device's id
     * @param to another's
     * @param label such as {@code NV18} or {@code gen4 x16}; with a question mark at its end where it is assumed
     */
    public record Link(String from, String to, LinkKind kind, String label) {}

    /** What makes GPUs a group. */
    public enum JoinedBy implements JsonWord {
        /** NVLinks, straight, through NVSwitches or through other GPUs. */
        NVLINK,
        /** The NUMA node that they hang below. */
        NUMA;

        /** The spelling in JSON. */
        @JsonValue
        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * GPUs that belong together.
     *
     * @param gpus indices, ascending
     * @param out the narrowest place between them and the node's other GPUs; null where there are no others
     */
    public record GpuGroup(
            JoinedBy joinedBy, List<Integer> gpus, @Nullable WayOut out) {
        public GpuGroup {
            gpus = List.copyOf(gpus);
        }
    }

    /**
     * A minimum cut of the node's links.
     *
     * @param gigabytesPerSecond in one direction, by the rates that NCCL counts with
     * @param over what the links of the cut are made of
     * @param assumed whether the rates rest on a fact that was assumed
     */
    public record WayOut(double gigabytesPerSecond, List<LinkKind> over, boolean assumed) {
        public WayOut {
            over = List.copyOf(over);
        }
    }
}
