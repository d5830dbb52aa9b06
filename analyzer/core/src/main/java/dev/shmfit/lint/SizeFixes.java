package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.LineIndex;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.Mount;
import dev.shmfit.manifest.Sizes;
import dev.shmfit.manifest.Tree;
import dev.shmfit.manifest.Volume;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The edits that put a size where one is wrong or missing, and keep the memory limit in step with it. */
final class SizeFixes {
    private static final Pattern VALUE = Pattern.compile("(" + WrittenSize.BEFORE + ")([0-9][^\\s\"',}\\]#]*)");

    private final ManifestReader.Found found;
    private final JobManifest job;
    private final String text;
    private final YamlEdits yaml;
    private final LineIndex lines;
    private final NodeNeed.Source need;
    private final List<Edit> ofContainers;
    private final List<Edit> ofPod;

    SizeFixes(ManifestReader.Found found, NodeNeed.Source need, List<Edit> ofContainers, List<Edit> ofPod) {
        this.found = found;
        this.job = found.job();
        this.text = found.file().text();
        this.yaml = new YamlEdits(text);
        this.lines = new LineIndex(found.file().name(), text);
        this.need = need;
        this.ofContainers = ofContainers;
        this.ofPod = ofPod;
    }

    ByteCount size(ManifestContainer c) {
        return ProposedSize.of(SharedNeed.onNode(need).of(found, c), SharedNeed.told(job, c))
                .bytes();
    }

    String written(ByteCount size) {
        return switch (job.format()) {
            case KUBERNETES -> SizeText.kubernetes(size);
            case DSTACK -> LintWords.dstack(size);
            default -> SizeText.docker(size);
        };
    }

    /** Mends a size that is wrong where it stands. */
    void sized(ManifestContainer c, LintFinding f) {
        Optional<Volume> volume = c.shmMount().flatMap(m -> job.pod().volume(m.volume()));
        Reading<ByteCount> stated = volume.map(Volume::size).orElse(c.ipc().shmSize());
        boolean ofShm = LintWords.source(stated).equals(f.at());
        boolean ofVolume = volume.isPresent() && volume.get().at().source().equals(f.at());
        switch (f.rule()) {
            case SHM_BELOW_NEED -> {
                if (ofShm) {
                    replace(f.at(), written(size(c)));
                    memory(c, size(c));
                }
            }
            case SHM_EXCEEDS_MEMORY_LIMIT -> {
                if (ofShm) {
                    memory(c, stated.asOptional().orElse(ByteCount.ZERO));
                }
            }
            case SHM_NO_SIZE_LIMIT, SHM_ON_DISK -> {
                if (ofVolume || (ofShm && f.rule() == LintRule.SHM_ON_DISK)) {
                    emptyDir(volume.orElseThrow(), c);
                }
            }
            default -> {
                if (ofShm || LintWords.source(c.resources().memoryLimit()).equals(f.at())) {
                    unit(f.at(), size(c));
                }
            }
        }
    }

    private void emptyDir(Volume volume, ManifestContainer c) {
        Optional<Tree> dir = volume.tree().get("emptyDir");
        if (dir.isEmpty()) {
            option(volume, size(c));
            return;
        }
        ByteCount size = size(c);
        boolean unlimited = !volume.size().isKnown();
        boolean disk = volume.kind() == Volume.Kind.DISK;
        if (dir.get() instanceof Tree.Keys map && (map.flow() || !map.entries().isEmpty())) {
            Optional<Tree.Leaf> medium = map.leaf("medium");
            if (disk && medium.isPresent()) {
                ofPod.add(new Edit(medium.get().at().start(), medium.get().at().end(), "Memory"));
            } else if (disk) {
                yaml.entry(map, "medium", "Memory").ifPresent(ofPod::add);
            }
            // Both at once would need a comma between them where there was none; the next round adds the other.
            if (unlimited && !(disk && map.entries().isEmpty())) {
                yaml.entry(map, "sizeLimit", SizeText.kubernetes(size)).ifPresent(ofPod::add);
                memory(c, size);
            }
        } else if (dir.get() instanceof Tree.Leaf l && l.text().isEmpty()) {
            volume.tree()
                    .entry("emptyDir")
                    .ifPresent(e -> ofPod.add(new Edit(
                            e.key().end(),
                            Math.max(e.key().end(), l.at().end()),
                            ": {medium: Memory, sizeLimit: " + SizeText.kubernetes(size) + "}")));
        }
    }

    /** A tmpfs that an option or an entry of a unit mounts gets its size at its end, inside of the quotes around it. */
    private void option(Volume volume, ByteCount size) {
        int end = volume.at().end();
        String there = text.substring(Math.min(volume.at().start(), end), end);
        boolean quoted = there.endsWith("'") || there.endsWith("\"");
        boolean mount = there.contains("type=tmpfs");
        if (there.contains(Mount.SHM) && there.indexOf('\n') < 0) {
            String key = mount ? ",tmpfs-size=" : there.contains(Mount.SHM + ":") ? ",size=" : ":size=";
            int place = quoted ? end - 1 : end;
            ofContainers.add(new Edit(place, place, key + written(size)));
        }
    }

    /** What lies in /dev/shm counts against the memory limit: half of it at the most. */
    void memory(ManifestContainer c, ByteCount size) {
        Reading<ByteCount> limit = c.resources().memoryLimit();
        ByteCount twice = size.times(2);
        if (limit.asOptional().filter(l -> l.compareTo(twice) < 0).isEmpty()) {
            return;
        }
        boolean same = limit.asOptional().equals(c.resources().memoryRequest().asOptional());
        replace(LintWords.source(limit), written(twice));
        if (same) {
            replace(LintWords.source(c.resources().memoryRequest()), written(twice));
        }
    }

    /** The same number in the unit that is meant: {@code 2gb} as {@code 2Gi}, {@code 512m} as {@code 512Mi}. */
    private void unit(SourceRef at, ByteCount otherwise) {
        value(at).ifPresent(m -> {
            Matcher parts = Pattern.compile("(\\d+(?:\\.\\d+)?)([A-Za-z]*)").matcher(m.group(2));
            if (parts.matches()) {
                if (parts.group(2).matches("(?i)k?i?b?")) {
                    // Which unit was meant, nobody can tell.
                    replace(at, written(otherwise));
                    return;
                }
                String letter = parts.group(2).substring(0, 1).toUpperCase(Locale.ROOT);
                String unit =
                        job.format() == ManifestFormat.KUBERNETES ? letter + "i" : letter.toLowerCase(Locale.ROOT);
                if ("KMGTP".contains(letter)) {
                    replace(at, parts.group(1) + unit);
                }
            }
        });
    }

    private void replace(SourceRef at, String value) {
        value(at)
                .filter(m -> !m.group(1).contains("${") || holds(at, m))
                .ifPresent(m -> ofContainers.add(new Edit(m.start(2), m.end(2), value)));
    }

    /** Whether a variable's default is what holds there: no file sets the variable otherwise. */
    private boolean holds(SourceRef at, Matcher m) {
        Optional<ByteCount> written =
                Sizes.of(job.format(), m.group(2), job.at()).asOptional();
        return job.containers().stream()
                .flatMap(c -> Stream.of(
                        c.ipc().shmSize(),
                        c.resources().memoryLimit(),
                        c.resources().memoryRequest(),
                        c.shmMount()
                                .flatMap(s -> job.pod().volume(s.volume()))
                                .map(Volume::size)
                                .orElse(c.ipc().shmSize())))
                .anyMatch(r -> LintWords.source(r).equals(at) && r.asOptional().equals(written));
    }

    /** The number that stands at a place, behind an option's name where it is one. */
    private Optional<Matcher> value(SourceRef at) {
        if (!at.item().equals(found.file().name()) || at.line() < 1 || at.column() < 1) {
            return Optional.empty();
        }
        int start = text.offsetByCodePoints(lines.start(at.line()), at.column() - 1);
        Matcher m = VALUE.matcher(text).region(start, text.length());
        return m.lookingAt() ? Optional.of(m) : Optional.empty();
    }
}
