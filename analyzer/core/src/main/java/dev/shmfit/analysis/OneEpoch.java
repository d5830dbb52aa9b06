package dev.shmfit.analysis;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.Optional;

/** What rests on it that nobody said how often the loaders are run through? */
final class OneEpoch {
    private OneEpoch() {}

    /** One epoch is forecast; empty where every number of epochs needs as much. */
    static Optional<Assumption> of(RankDemand rank) {
        ByteCount more = rank.moreInLaterEpochs();
        if (more.bytes() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Assumption(
                "epochs", "1", Provenance.DEFAULT, Text.of("fact/one-epoch", "more", RoundedSize.up(more))));
    }
}
