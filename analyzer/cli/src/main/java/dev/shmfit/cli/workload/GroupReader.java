package dev.shmfit.cli.workload;

import dev.shmfit.analysis.stated.GroupLayout;
import dev.shmfit.analysis.stated.GroupRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the process groups of a workload file. */
final class GroupReader {
    private final ValueReader values;

    GroupReader(ValueReader values) {
        this.values = values;
    }

    List<GroupRequest> groups(Yaml.Mapping file) {
        List<GroupRequest> groups = new ArrayList<>();
        for (Yaml item : values.items(file, "groups")) {
            GroupRequest group = group((Yaml.Mapping) item);
            if (groups.stream().anyMatch(g -> g.name().equals(group.name()))) {
                values.wrong(
                        item,
                        "two groups are called \"" + group.name() + "\"; a group may have several"
                                + " communicators: by size, stride, ranks or copies");
            }
            groups.add(group);
        }
        return groups;
    }

    private GroupRequest group(Yaml.Mapping m) {
        List<GroupRequest.Op> operations = values.items(m, "operations").stream()
                .map(ValueReader::text)
                .flatMap(w -> GroupRequest.Op.of(w).stream())
                .toList();
        return new GroupRequest(
                m.get("name").map(ValueReader::text).orElse(""), layout(m), operations, values.yes(m, "share"), (int)
                        values.number(m, "copies", 1));
    }

    private GroupLayout layout(Yaml.Mapping m) {
        OptionalInt size = values.count(m, "size");
        OptionalInt stride = values.count(m, "stride");
        Optional<Yaml> ranks = m.get("ranks");
        if (ranks.isPresent()) {
            if (size.isPresent() || stride.isPresent()) {
                values.wrong(ranks.get(), "ranks say who belongs together; leave size and stride out beside them");
            }
            return new GroupLayout.Listed(
                    values.items(m, "ranks").stream().map(values::numbers).toList());
        }
        return stride.isPresent()
                ? new GroupLayout.Strided(stride.getAsInt(), size)
                : new GroupLayout.Consecutive(size);
    }
}
