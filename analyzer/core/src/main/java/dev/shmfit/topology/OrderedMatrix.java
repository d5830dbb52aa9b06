package dev.shmfit.topology;

import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A matrix brought into one order: GPUs by index, then NICs as listed, each device once. */
record OrderedMatrix(SmiTopoMatrix matrix, List<Inconsistency> inconsistencies) {
    static OrderedMatrix of(SmiTopoMatrix given) {
        List<SmiDevice> devices = given.devices();
        List<Inconsistency> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            if (names.add(devices.get(i).name())) {
                order.add(i);
            } else {
                found.add(new Inconsistency(
                        Inconsistency.Kind.SELF,
                        devices.get(i).name() + " is listed twice; the second row is passed over",
                        sources(given, i)));
            }
        }
        order.sort(Comparator.comparingInt(
                i -> devices.get(i).isGpu() ? devices.get(i).gpuIndex() : Integer.MAX_VALUE));
        List<Integer> gpuRows = IntStream.range(0, devices.size())
                .filter(i -> devices.get(i).isGpu())
                .boxed()
                .toList();
        List<SmiTopoMatrix.Affinity> affinities = order.stream()
                .filter(gpuRows::contains)
                .map(i -> affinity(given, gpuRows.indexOf(i)))
                .toList();
        List<List<Reading<SmiLink>>> cells = order.stream()
                .map(i -> order.stream().map(j -> cell(given, i, j)).toList())
                .toList();
        return new OrderedMatrix(
                new SmiTopoMatrix(order.stream().map(devices::get).toList(), cells, affinities, given.nicNames()),
                found);
    }

    private static SmiTopoMatrix.Affinity affinity(SmiTopoMatrix given, int gpu) {
        if (gpu < given.affinities().size()) {
            return given.affinities().get(gpu);
        }
        return new SmiTopoMatrix.Affinity(
                Reading.absent("no such row"), Reading.absent("no such row"), Reading.absent("no such row"));
    }

    private static Reading<SmiLink> cell(SmiTopoMatrix given, int i, int j) {
        if (i >= given.cells().size() || j >= given.cells().get(i).size()) {
            return Reading.absent("the matrix has no such cell");
        }
        return given.cells().get(i).get(j);
    }

    private static List<SourceRef> sources(SmiTopoMatrix given, int row) {
        return IntStream.range(0, given.devices().size())
                .mapToObj(j -> cell(given, row, j))
                .filter(c -> c instanceof Reading.Known<SmiLink>)
                .map(c -> ((Reading.Known<SmiLink>) c).source())
                .limit(1)
                .toList();
    }
}
