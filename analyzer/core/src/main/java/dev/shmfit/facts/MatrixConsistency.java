package dev.shmfit.facts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Does a matrix agree with itself, and is it whole? Whether it can be a tree of PCIe switches is asked elsewhere.
 *
 * <ul>
 *   <li>{@code matrix-asymmetric}: a pair reads differently in the two directions.
 *   <li>{@code nvlinks-lost}: all GPUs but a few reach each other over the same number of NVLinks, as in an NVSwitch
 *       machine, and those few do not.
 *   <li>{@code gpus-missing}: the numbers of the GPUs have gaps.
 *   <li>{@code cells-undetermined}: pairs of GPUs of which neither direction could be read.
 * </ul>
 */
public final class MatrixConsistency {
    private MatrixConsistency() {}

    /** The remarks on a {@code topo -m} matrix. */
    public static List<MatrixRemark> of(SmiTopoMatrix matrix) {
        List<SmiDevice> devices = matrix.devices();
        List<MatrixRemark> remarks = new ArrayList<>();
        List<Integer> gpus = matrix.gpus().stream().map(SmiDevice::gpuIndex).toList();
        missing(gpus).ifPresent(remarks::add);
        for (int i = 0; i < devices.size(); i++) {
            for (int j = i + 1; j < devices.size(); j++) {
                asymmetric(
                                devices.get(i).name(),
                                devices.get(j).name(),
                                matrix.cells().get(i).get(j),
                                matrix.cells().get(j).get(i),
                                SmiLink::text,
                                indices(devices, i, j))
                        .ifPresent(remarks::add);
            }
        }
        lostNvLinks(matrix).ifPresent(remarks::add);
        undetermined(gpus, matrix.cells()).ifPresent(remarks::add);
        return List.copyOf(remarks);
    }

    /** The remarks on a {@code topo -p2p} matrix. */
    public static List<MatrixRemark> of(SmiP2pMatrix matrix) {
        List<Integer> gpus = matrix.gpuIndices();
        List<MatrixRemark> remarks = new ArrayList<>();
        missing(gpus).ifPresent(remarks::add);
        for (int i = 0; i < gpus.size(); i++) {
            for (int j = i + 1; j < gpus.size(); j++) {
                asymmetric(
                                "GPU" + gpus.get(i),
                                "GPU" + gpus.get(j),
                                matrix.cells().get(i).get(j),
                                matrix.cells().get(j).get(i),
                                P2pStatus::name,
                                List.of(gpus.get(i), gpus.get(j)))
                        .ifPresent(remarks::add);
            }
        }
        undetermined(gpus, matrix.cells()).ifPresent(remarks::add);
        return List.copyOf(remarks);
    }

    private static List<Integer> indices(List<SmiDevice> devices, int i, int j) {
        List<Integer> gpus = new ArrayList<>();
        for (SmiDevice d : List.of(devices.get(i), devices.get(j))) {
            if (d.isGpu()) {
                gpus.add(d.gpuIndex());
            }
        }
        return gpus;
    }

    private static Optional<MatrixRemark> missing(List<Integer> gpus) {
        List<Integer> gaps = new ArrayList<>();
        int last = gpus.isEmpty() ? -1 : gpus.get(gpus.size() - 1);
        for (int i = 0; i < last; i++) {
            if (!gpus.contains(i)) {
                gaps.add(i);
            }
        }
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(new MatrixRemark(
                        "gpus-missing",
                        "the table goes up to GPU" + last + " and does not name " + names(gaps)
                                + "; nvidia-smi numbers GPUs without gaps",
                        gaps,
                        List.of()));
    }

    private static <T> Optional<MatrixRemark> asymmetric(
            String a,
            String b,
            Reading<T> there,
            Reading<T> back,
            java.util.function.Function<T, String> word,
            List<Integer> gpus) {
        if (there instanceof Reading.Known<T> t
                && back instanceof Reading.Known<T> u
                && !t.value().equals(u.value())) {
            return Optional.of(new MatrixRemark(
                    "matrix-asymmetric",
                    a + "-" + b + " is " + word.apply(t.value()) + " and " + b + "-" + a + " is "
                            + word.apply(u.value()) + "; a link has no direction",
                    gpus,
                    List.of(t.source(), u.source())));
        }
        return Optional.empty();
    }

    /**
     * NVSwitch machines show one and the same NV# between all GPUs. Where three or more GPUs do so among themselves,
     * and are more than half of all, a GPU without a single known NVLink to them has lost its own.
     */
    private static Optional<MatrixRemark> lostNvLinks(SmiTopoMatrix matrix) {
        int n = matrix.gpus().size();
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                links(matrix, i, j).ifPresent(c -> counts.merge(c, 1, Integer::sum));
            }
        }
        int usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        Set<Integer> clique = new LinkedHashSet<>();
        for (int i = 0; i < n && usual > 0; i++) {
            int peers = 0;
            for (int j = 0; j < n; j++) {
                peers += links(matrix, i, j).filter(c -> c == usual).isPresent() ? 1 : 0;
            }
            if (peers * 2 >= n) {
                clique.add(i);
            }
        }
        boolean full = clique.stream()
                .allMatch(i -> clique.stream()
                        .allMatch(j -> i.equals(j)
                                || links(matrix, i, j).filter(c -> c == usual).isPresent()
                                || !matrix.cells().get(i).get(j).isKnown()));
        List<Integer> lost = new ArrayList<>();
        List<SourceRef> evidence = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int row = i;
            if (!clique.contains(i)) {
                boolean seen = clique.stream()
                        .anyMatch(j -> matrix.cells().get(row).get(j).isKnown());
                boolean none =
                        clique.stream().noneMatch(j -> links(matrix, row, j).isPresent());
                if (seen && none) {
                    lost.add(matrix.gpus().get(i).gpuIndex());
                    clique.stream()
                            .flatMap(j -> source(matrix.cells().get(row).get(j)).stream())
                            .findFirst()
                            .ifPresent(evidence::add);
                }
            }
        }
        if (!full || clique.size() < 3 || clique.size() * 2 <= n || lost.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MatrixRemark(
                "nvlinks-lost",
                names(lost) + " reaches the other GPUs over PCIe, while those reach each other over " + usual
                        + " NVLinks; its NVLinks are down or it is not part of the NVSwitch fabric",
                lost,
                evidence));
    }

    private static Optional<Integer> links(SmiTopoMatrix matrix, int i, int j) {
        return matrix.cells()
                .get(i)
                .get(j)
                .asOptional()
                .flatMap(l -> l instanceof SmiLink.NvLinks n ? Optional.of(n.count()) : Optional.empty());
    }

    private static <T> Optional<SourceRef> source(Reading<T> reading) {
        return reading instanceof Reading.Known<T> k ? Optional.of(k.source()) : Optional.empty();
    }

    private static <T> Optional<MatrixRemark> undetermined(List<Integer> gpus, List<List<Reading<T>>> cells) {
        Set<Integer> concerned = new LinkedHashSet<>();
        int pairs = 0;
        for (int i = 0; i < gpus.size(); i++) {
            for (int j = i + 1; j < gpus.size(); j++) {
                if (!cells.get(i).get(j).isKnown() && !cells.get(j).get(i).isKnown()) {
                    pairs++;
                    concerned.add(gpus.get(i));
                    concerned.add(gpus.get(j));
                }
            }
        }
        return pairs == 0
                ? Optional.empty()
                : Optional.of(new MatrixRemark(
                        "cells-undetermined",
                        pairs + (pairs == 1 ? " pair" : " pairs") + " of GPUs could not be read in either direction",
                        concerned.stream().sorted().toList(),
                        List.of()));
    }

    private static String names(List<Integer> gpus) {
        return String.join(", ", gpus.stream().map(i -> "GPU" + i).toList());
    }
}
