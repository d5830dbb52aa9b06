package dev.shmfit.probes.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A capture inside a tar archive, in whichever directory of it. */
final class CaptureArchive {
    private CaptureArchive() {}

    static CaptureSource.Whole read(String name, TarReader tar) throws IOException {
        Map<String, Map<String, byte[]>> byDirectory = new TreeMap<>();
        long total = 0;
        for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
            TarReader.Entry entry = next.get();
            int slash = entry.name().lastIndexOf('/');
            String file = entry.name().substring(slash + 1);
            if (CaptureLayout.LOOKED_FOR.contains(file)) {
                total += entry.size();
                if (total > BoundedInput.CAPTURE.bytes()) {
                    throw new UnreadableInput(name + " holds files of more than " + BoundedInput.CAPTURE.human()
                            + "; a capture has less than one MiB");
                }
                byte[] content = tar.content(entry, BoundedInput.FILE);
                byDirectory
                        .computeIfAbsent(entry.name().substring(0, slash + 1), d -> new LinkedHashMap<>())
                        .put(file, content);
            }
        }
        return CaptureContents.of(id(name), name, theOne(name, byDirectory));
    }

    private static Map<String, byte[]> theOne(String name, Map<String, Map<String, byte[]>> byDirectory) {
        List<String> captures = byDirectory.entrySet().stream()
                .filter(d -> d.getValue().keySet().stream().anyMatch(CaptureLayout.TELLING::contains))
                .map(Map.Entry::getKey)
                .toList();
        if (captures.size() > 1) {
            throw new UnreadableInput(name + " holds " + captures.size() + " captures, such as "
                    + String.join(" and ", captures.subList(0, 2)) + "; unpack it and give one of them");
        }
        if (byDirectory.isEmpty()) {
            throw new UnreadableInput(name + " holds none of the files of a capture; expected " + CaptureLayout.TOPO_M
                    + " or " + CaptureLayout.NCCL_XML + " in it");
        }
        String directory = captures.isEmpty() ? byDirectory.keySet().iterator().next() : captures.get(0);
        return byDirectory.getOrDefault(directory, Map.of());
    }

    /** The file's name without directories and endings. */
    private static String id(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        for (String ending : List.of(".tar.gz", ".tgz", ".tar")) {
            if (file.endsWith(ending) && file.length() > ending.length()) {
                return file.substring(0, file.length() - ending.length());
            }
        }
        return file;
    }
}
