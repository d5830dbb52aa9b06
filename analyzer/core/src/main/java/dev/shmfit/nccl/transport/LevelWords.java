package dev.shmfit.nccl.transport;

import dev.shmfit.text.Text;
import dev.shmfit.topology.PathType;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of paths and the level: thousands of pairs share a few texts, which are made once. */
final class LevelWords {
    private final Map<PathType, Text> near = new EnumMap<>(PathType.class);
    private final Map<PathType, Text> far = new EnumMap<>(PathType.class);
    private @Nullable P2pLevel of;

    /** That the level allows the path. */
    Text near(PathType path, P2pLevel level) {
        use(level);
        return near.computeIfAbsent(
                path, p -> Text.of("nccl/level-ok", "path", p, "level", level.level(), "reason", level.reason()));
    }

    /** That it does not. */
    Text far(PathType path, P2pLevel level) {
        use(level);
        return far.computeIfAbsent(
                path, p -> Text.of("nccl/level-exceeded", "path", p, "level", level.level(), "reason", level.reason()));
    }

    private void use(P2pLevel level) {
        if (!level.equals(of)) {
            of = level;
            near.clear();
            far.clear();
        }
    }
}
