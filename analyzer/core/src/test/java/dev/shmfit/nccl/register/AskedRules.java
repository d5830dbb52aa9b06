package dev.shmfit.nccl.register;

import dev.shmfit.nccl.VersionRule;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which rules does a forecast ask? Those it does not ask cannot show in it. */
final class AskedRules {
    private static final List<Watched<?>> ALL = new ArrayList<>();

    private AskedRules() {}

    /** From now on every rule notes that it was asked. */
    static void watch() {
        for (VersionRule<?> rule : RuleRegister.all()) {
            Watched<?> watched = new Watched<>(rule, rule.entries());
            ALL.add(watched);
            MovedEdge.set(rule, watched);
        }
    }

    static Set<VersionRule<?>> during(Runnable forecast) {
        ALL.forEach(w -> w.asked = false);
        forecast.run();
        Set<VersionRule<?>> asked = Collections.newSetFromMap(new IdentityHashMap<>());
        ALL.stream().filter(w -> w.asked).forEach(w -> asked.add(w.rule));
        return asked;
    }

    private static final class Watched<E> extends AbstractList<E> {
        private final VersionRule<?> rule;
        private final List<E> entries;
        private boolean asked;

        Watched(VersionRule<?> rule, List<E> entries) {
            this.rule = rule;
            this.entries = entries;
        }

        @Override
        public E get(int index) {
            asked = true;
            return entries.get(index);
        }

        @Override
        public int size() {
            asked = true;
            return entries.size();
        }
    }
}
