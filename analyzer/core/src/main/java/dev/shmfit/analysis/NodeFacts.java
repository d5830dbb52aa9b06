package dev.shmfit.analysis;

import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import java.util.List;
import java.util.Optional;

/**
 * What the capture says about GPUs and their links. At least one of {@code xml} and {@code matrix} is there.
 *
 * @param xml NCCL's own dump: exact
 * @param matrix {@code nvidia-smi topo -m}
 * @param p2pRead NVML's status for reading
 * @param p2pWrite NVML's status for writing
 * @param notes of the parsers
 */
record NodeFacts(
        Optional<NcclXml> xml,
        Optional<SmiTopoMatrix> matrix,
        Optional<SmiP2pMatrix> p2pRead,
        Optional<SmiP2pMatrix> p2pWrite,
        List<ParseNote> notes) {
    NodeFacts {
        notes = List.copyOf(notes);
    }

    /** The word of the report. */
    String source() {
        return xml.isPresent() ? "nccl-xml" : "nvidia-smi";
    }
}
