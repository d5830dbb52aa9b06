package dev.shmfit.parse.paste;

import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.Namespaces;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docker inspect} says of a container. Single members are looked for wherever they stand, since people paste
 * parts: on lines of their own, or all in one line.
 */
final class DockerInspect {
    private static final Pattern MEMBER = Pattern.compile(
            "\"(ShmSize|Memory|IpcMode|Privileged|CapAdd|Env|DeviceIDs|Count|OCIRuntime|Driver|Runtime)\"\\s*:\\s*(\"[^\"]*\"|\\[[^\\]]*\\]?|-?\\d+|true|false|null)");

    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    /** The one member that a command asks for: {@code --format '{{.HostConfig.ShmSize}}'}. */
    private static final Pattern ASKED = Pattern.compile(
            "\\{\\{\\s*(?:json\\s+)?\\.HostConfig\\.(ShmSize|Memory|IpcMode|Privileged)\\s*(?:\\|\\s*json\\s*)?\\}\\}");

    private static final String NOT_SAID = "not said";

    private final PastedSection section;
    private final PastedFacts facts;
    private String ipc = "";
    private boolean privileged;
    private boolean niceAdded;
    private final List<String> devices = new ArrayList<>();
    private SourceRef devicesAt = SourceRef.of("");
    private Reading<ByteCount> size = Reading.absent(NOT_SAID);
    private SourceRef capabilities = SourceRef.of("");

    private DockerInspect(PastedSection section, PastedFacts facts) {
        this.section = section;
        this.facts = facts;
    }

    static void read(PastedSection section, PastedFacts facts) {
        new DockerInspect(section, facts).read();
    }

    private void read() {
        Matcher asked = ASKED.matcher(section.command());
        // Of several members in one format nothing tells which value is whose.
        boolean one = asked.find()
                && section.command().indexOf("{{", asked.end()) < 0
                && section.command().indexOf("{{") == asked.start();
        String array = "";
        for (PastedLine line : section.lines()) {
            String text = line.stripped();
            SourceRef at = section.at(line);
            if (one && line.command().isEmpty() && !text.isEmpty()) {
                member(asked.group(1), text, at);
                one = false;
                continue;
            }
            if (!array.isEmpty()) {
                element(array, text, at);
                array = text.startsWith("]") ? "" : array;
                continue;
            }
            Matcher m = MEMBER.matcher(text);
            while (m.find()) {
                array = member(m.group(1), m.group(2), at);
            }
        }
        finish();
    }

    /** One member; an array that goes on in the next lines is named. */
    private String member(String name, String value, SourceRef at) {
        switch (name) {
            case "ShmSize" -> {
                long bytes = Lines.number(value);
                size = bytes > 0 ? Reading.known(ByteCount.of(bytes), at) : size;
            }
            case "Memory" -> {
                long bytes = Lines.number(value);
                ByteCount limit = bytes > 0 ? ByteCount.of(bytes) : MemoryLimit.UNLIMITED;
                if (bytes >= 0) {
                    facts.add(Topic.MEMORY_LIMIT, limit(limit, at), at);
                }
            }
            case "IpcMode" -> ipc = value.replace("\"", "");
            case "Privileged" -> privileged = value.equals("true");
            case "OCIRuntime" -> facts.add(Topic.PLATFORM, Variables.clues(Variables.Clue.PODMAN, at), at);
            case "Count" -> {
                long count = Lines.number(value);
                if (count > 0 && count < 100) {
                    GivenGpus.counted((int) count, at, facts);
                }
            }
            case "CapAdd", "Env", "DeviceIDs" -> {
                if (name.equals("CapAdd")) {
                    capabilities = at;
                }
                element(name, value, at);
                return value.startsWith("[") && !value.endsWith("]") ? name : "";
            }
            default -> {
                // Known, and without effect here.
            }
        }
        return "";
    }

    private void element(String array, String text, SourceRef at) {
        Matcher m = STRING.matcher(text);
        while (m.find()) {
            String value = m.group(1);
            if (array.equals("DeviceIDs")) {
                devices.add(value);
                devicesAt = at;
                continue;
            }
            if (array.equals("Env")) {
                Variables.assignment(value, at, facts);
            } else if (value.equals("ALL") || value.endsWith("SYS_NICE")) {
                niceAdded = true;
            }
        }
    }

    private void finish() {
        if (!devices.isEmpty()) {
            GivenGpus.listed(String.join(",", devices), devicesAt, facts);
        }
        SourceRef first = section.at(section.lines().get(0));
        facts.add(Topic.PLATFORM, Variables.clues(Variables.Clue.DOCKER, first), first);
        boolean ofHost = ipc.equals("host");
        if (ofHost) {
            Reading<String> host = Reading.known("ipc:[4026531839]", first);
            facts.add(
                    Topic.NAMESPACES, new Namespaces(host, Reading.absent(NOT_SAID), Reading.absent(NOT_SAID)), first);
        }
        // With the host's IPC, and with another container's, the size that stands here is not used.
        if (size instanceof Reading.Known<ByteCount> k && !ofHost && !ipc.startsWith("container:")) {
            facts.add(Topic.SHM_DEFINED, k.value(), k.source());
        }
        if (!capabilities.item().isEmpty() || privileged) {
            SourceRef at = capabilities.item().isEmpty() ? first : capabilities;
            facts.add(Topic.SYS_NICE, niceAdded || privileged, at);
        }
    }

    static MemoryLimit limit(ByteCount limit, SourceRef at) {
        return new MemoryLimit(
                Reading.known(limit, at), Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), Reading.absent(NOT_SAID));
    }
}
