package dev.shmfit.analysis.machine;

import dev.shmfit.facts.MatrixConsistency;
import dev.shmfit.facts.MatrixRemark;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the capture says about GPUs and their links. At least one of {@code xml} and {@code matrix} is there.
 *
 * @param xml NCCL's own dump, or the tree of /sys as NCCL would dump it: exact
 * @param matrix {@code nvidia-smi topo -m}
 * @param p2pRead NVML's status for reading
 * @param p2pWrite NVML's status for writing
 * @param notes of the parsers
 */
public record NodeFacts(
        Optional<NcclXml> xml,
        Optional<SmiTopoMatrix> matrix,
        Optional<SmiP2pMatrix> p2pRead,
        Optional<SmiP2pMatrix> p2pWrite,
        List<ParseNote> notes) {
    public NodeFacts {
        notes = List.copyOf(notes);
    }

    /** The tables of {@code topo -p2p}. */
    public List<SmiP2pMatrix> p2p() {
        return Stream.concat(p2pRead.stream(), p2pWrite.stream()).toList();
    }

    /** What is odd in nvidia-smi's tables. That links contradict each other is told where the node is rebuilt. */
    public List<MatrixRemark> remarks() {
        Stream<MatrixRemark> links = matrix.stream()
                .flatMap(m -> MatrixConsistency.of(m).stream())
                .filter(r -> !r.id().equals("matrix-asymmetric"));
        Stream<MatrixRemark> statuses = p2p().stream().flatMap(m -> MatrixConsistency.of(m).stream());
        return Stream.concat(links, statuses).distinct().toList();
    }

    /** The word of the report. */
    public String source() {
        boolean sysfs = xml.stream()
                .flatMap(x -> x.cpus().stream())
                .anyMatch(c -> c.source().item().equals(CaptureFiles.SYS_PCI));
        return sysfs ? "sysfs" : xml.isPresent() ? "nccl-xml" : "nvidia-smi";
    }
}
