package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** A rule whose edge stands elsewhere for a while: what would the forecast be if the change had come at another release? */
final class MovedEdge implements AutoCloseable {
    private final VersionRule<?> rule;
    private final List<?> before;

    private MovedEdge(VersionRule<?> rule, List<?> moved) {
        this.rule = rule;
        this.before = rule.entries();
        set(rule, moved);
    }

    /** @param change the place of the change among the rule's entries, from 1 */
    static <T> MovedEdge to(NcclVersion version, VersionRule<T> rule, int change) {
        List<VersionRule.Entry<T>> moved = new ArrayList<>(rule.entries());
        VersionRule.Entry<T> entry = moved.get(change);
        moved.set(change, new VersionRule.Entry<>(version, entry.value(), entry.source()));
        return new MovedEdge(rule, moved);
    }

    static void set(VersionRule<?> rule, List<?> entries) {
        try {
            Field field = VersionRule.class.getDeclaredField("entries");
            field.setAccessible(true);
            field.set(rule, entries);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        set(rule, before);
    }
}
