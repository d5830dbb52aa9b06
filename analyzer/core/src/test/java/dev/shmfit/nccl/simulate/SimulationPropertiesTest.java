package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.nccl.tuning.Collective;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every node, whatever its shape. Seeds stand in the messages. */
class SimulationPropertiesTest {
    private static final List<String> VERSIONS = List.of(
            "2.10.3", "2.11.4", "2.12.7", "2.13.4", "2.14.3", "2.15.5", "2.16.2", "2.16.5", "2.17.1", "2.18.1",
            "2.18.6", "2.19.3", "2.20.5", "2.21.5", "2.22.3", "2.23.4", "2.24.3", "2.25.1", "2.26.5", "2.27.7",
            "2.28.3", "2.28.9", "2.29.7", "2.30.3", "2.30.7");
    private static final List<Operation> ALL_KINDS = List.of(
            new Operation.OfAll(Collective.ALL_REDUCE, 1024),
            new Operation.OfAll(Collective.ALL_REDUCE, 64L << 20),
            new Operation.OfAll(Collective.BROADCAST, 64L << 20),
            new Operation.AllToAll());

    private static Optional<Communicator> make(Job job, CommunicatorSpec spec) {
        try {
            return Optional.of(job.make(spec, Optional.empty()));
        } catch (NcclInitFailure refused) {
            return Optional.empty();
        }
    }

    private static long bytes(List<Segments> segments) {
        return segments.stream().mapToLong(s -> s.total().bytes()).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32})
    void on_any_node_a_job_runs_to_its_end_and_totals_are_sums(int maxGpus) {
        int seeds = Integer.getInteger("shmfit.seeds", 96 / maxGpus);
        for (long seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed * 1000 + maxGpus);
            Machine machine = RandomMachine.of(random, maxGpus);
            String version = VERSIONS.get(random.nextInt(VERSIONS.size()));
            String what = "seed " + seed + ", up to " + maxGpus + " GPUs, NCCL " + version;
            Job job = new Job(machine.node(version, RandomMachine.access(random, machine)));
            Optional<Communicator> world;
            try {
                world = make(job, machine.world());
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
            if (world.isPresent()) {
                runsToItsEnd(job, world.get(), what);
            }
        }
    }

    private static void runsToItsEnd(Job job, Communicator world, String what) {
        for (int ch = 0; ch < world.channels().size(); ch++) {
            assertThat(new TreeSet<>(world.channels().ring(ch)))
                    .as("%s: ring %d passes through every rank", what, ch)
                    .hasSize(world.size());
        }
        List<Job.Step> steps = new ArrayList<>();
        steps.add(job.init(world));
        ALL_KINDS.forEach(op -> steps.add(job.run(world, op)));
        long created = steps.stream().mapToLong(s -> bytes(s.segments())).sum();
        long host = steps.stream().mapToLong(s -> s.cuMemHostBytes().bytes()).sum();
        assertThat(bytes(job.live().segments())).as(what).isEqualTo(created);
        assertThat(job.live().cuMemHostBytes().bytes()).as(what).isEqualTo(host);
        for (Operation op : ALL_KINDS) {
            assertThat(job.run(world, op).connected())
                    .as("%s: %s a second time connects nothing", what, op)
                    .isEmpty();
        }
        Job.Memory back = job.destroy(world);
        assertThat(bytes(back.segments()))
                .as(what)
                .isEqualTo(created - bytes(job.live().segments()));
    }

    @Test
    void numbering_the_gpus_differently_changes_no_transport() {
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Machine machine = RandomMachine.of(random, 8);
            int gpus = machine.gpuCount();
            boolean[][] allowed = RandomMachine.matrix(random, machine, 3);
            List<Integer> labels =
                    new ArrayList<>(IntStream.range(0, gpus).boxed().toList());
            Collections.shuffle(labels, random);
            boolean[][] moved = new boolean[gpus][gpus];
            for (int a = 0; a < gpus; a++) {
                for (int b = 0; b < gpus; b++) {
                    moved[labels.get(a)][labels.get(b)] = allowed[a][b];
                }
            }
            String version = VERSIONS.get(random.nextInt(VERSIONS.size()));
            Optional<Communicator> one =
                    make(new Job(machine.node(version, new GpuAccess(allowed, allowed))), machine.world());
            machine.labelled(labels);
            Optional<Communicator> other =
                    make(new Job(machine.node(version, new GpuAccess(moved, moved))), machine.world());
            String what = "seed " + seed + ", NCCL " + version;
            assertThat(other.isPresent()).as(what).isEqualTo(one.isPresent());
            for (int a = 0; a < gpus && one.isPresent(); a++) {
                for (int b = 0; b < gpus; b++) {
                    if (a != b) {
                        assertThat(other.orElseThrow()
                                        .decision(labels.get(a), labels.get(b))
                                        .transport())
                                .as("%s, GPUs at %d and %d", what, a, b)
                                .isEqualTo(one.get().decision(a, b).transport());
                    }
                }
            }
        }
    }

    @Test
    void a_symmetry_of_the_node_keeps_all_channel_counts() {
        List<List<Integer>> symmetries = List.of(
                List.of(4, 5, 6, 7, 0, 1, 2, 3),
                List.of(2, 3, 0, 1, 4, 5, 6, 7),
                List.of(1, 0, 2, 3, 4, 5, 6, 7),
                List.of(7, 6, 5, 4, 3, 2, 1, 0));
        for (Machine.Cpu cpu : List.of(Machine.Cpu.SKYLAKE, Machine.Cpu.ROME)) {
            Machine machine = new Machine(cpu)
                    .numa(Machine.pciSwitch(Machine.gpus(2)), Machine.pciSwitch(Machine.gpus(2)))
                    .numa(Machine.pciSwitch(Machine.gpus(2)), Machine.pciSwitch(Machine.gpus(2)));
            for (String version : List.of("2.14.3", "2.18.6", "2.21.5", "2.27.7", "2.30.7")) {
                var plain = new Job(machine.node(version)).make(machine.world(), Optional.empty());
                for (List<Integer> symmetry : symmetries) {
                    var turned =
                            new Job(machine.labelled(symmetry).node(version)).make(machine.world(), Optional.empty());
                    assertThat(turned.counts())
                            .as("%s, %s, %s", cpu, version, symmetry)
                            .isEqualTo(plain.counts());
                }
                machine.labelled(List.of());
            }
        }
    }

    @Test
    void more_p2p_makes_no_pair_use_shared_memory_that_did_not() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Machine machine = RandomMachine.of(random, 8);
            int gpus = machine.gpuCount();
            boolean[][] less = RandomMachine.matrix(random, machine, 2);
            boolean[][] more = RandomMachine.matrix(random, machine, 2);
            for (int a = 0; a < gpus; a++) {
                for (int b = 0; b < gpus; b++) {
                    more[a][b] |= less[a][b];
                }
            }
            String version = VERSIONS.get(random.nextInt(VERSIONS.size()));
            Optional<Communicator> poor =
                    make(new Job(machine.node(version, new GpuAccess(less, less))), machine.world());
            Optional<Communicator> rich =
                    make(new Job(machine.node(version, new GpuAccess(more, more))), machine.world());
            if (poor.isPresent()) {
                assertThat(shmPairs(poor.get()))
                        .as("seed %d, NCCL %s", seed, version)
                        .containsAll(shmPairs(rich.orElseThrow()));
            }
        }
    }

    private static Set<String> shmPairs(Communicator c) {
        Set<String> pairs = new TreeSet<>();
        for (int a = 0; a < c.size(); a++) {
            for (int b = 0; b < c.size(); b++) {
                if (a != b && c.decision(a, b).transport() == Transport.SHM) {
                    pairs.add(a + "->" + b);
                }
            }
        }
        return pairs;
    }
}
