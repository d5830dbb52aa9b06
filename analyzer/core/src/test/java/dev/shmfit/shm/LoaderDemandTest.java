package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoaderDemandTest {
    private static final ByteCount PAGE = ByteCount.of(4096);
    /** Semaphores of two workers. */
    private static final long SEM = 14 * 4096;

    private static LoaderDemand demand(String text) {
        return LoaderDemand.of(LoaderSpecParser.parse(text, "l"), PAGE);
    }

    /** Two workers, four batches ahead; one batch is one page. */
    private static long batchesAt(String more, boolean peak) {
        LoaderDemand d = demand("workers=2,prefetch=2,batch=1,sample=4096" + more);
        long bytes = (peak ? d.peak() : d.steady()).bytes() - SEM;
        return (bytes - (peak ? d.leftovers().bytes() : 0) - d.other().bytes()) / 4096;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|5|6",
                ",held=0|5|5",
                ",held=3|7|8",
                // At the epoch's turn forked workers inherit what is held.
                ",epochs=2|6|7",
                ",epochs=2,held=0|5|5",
                ",epochs=2,held=3|10|11",
                ",epochs=2,persistent=yes|5|6",
                ",epochs=2,start=spawn|5|6",
                ",epochs=2,start=forkserver,held=3|7|8",
                // Short epochs: no more batches than there are.
                ",batches=3|3|3",
                ",batches=5|5|5",
                ",batches=3,epochs=2|4|4",
                ",batches=3,epochs=2,persistent=yes|3|4",
                ",batches=3,epochs=2,persistent=yes,held=3|5|6",
                ",batches=1,epochs=2,persistent=yes,held=3|2|2",
                ",batches=1,epochs=2,held=3|2|2",
                // Pinned copies leave shared memory.
                ",pin=yes|4|4",
                ",pin=yes,held=5,epochs=2|4|4",
                ",pin=yes,batches=3|3|3",
            })
    void batches_alive_follow_the_loop(String more, long settled, long bound) {
        assertThat(batchesAt(more, false)).as("settled").isEqualTo(settled);
        assertThat(batchesAt(more, true)).as("bound").isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Places of a queue; one that is received, one that is held.
                "queue|5|7",
                // 2 x workers and the prefetcher's two.
                "torchdata_nodes|7|8",
                "batchgenerators|9|10",
                "batchgenerators_nondet|6|7",
            })
    void other_producers_keep_their_own_number_ahead(String producer, long settled, long bound) {
        boolean queue = producer.equals("queue");
        LoaderDemand d =
                demand("producer=" + producer + ",workers=2,prefetch=" + (queue ? 5 : 2) + ",batch=1,sample=4096");
        long semaphores = d.semaphores().bytes();
        assertThat((d.steady().bytes() - semaphores) / 4096).isEqualTo(queue ? 6 : settled);
        assertThat((d.peak().bytes() - semaphores) / 4096).isEqualTo(bound);
    }

    @Test
    void the_last_batch_is_smaller_where_all_of_an_epoch_are_alive() {
        // Three batches in all, the last of one sample.
        LoaderDemand d = demand("workers=2,batch=4,samples=9,sample=4096");
        assertThat(d.peak().bytes() - SEM).isEqualTo(9 * 4096);
        // Of the epoch before it is known to be the last one only where no loop is left early.
        LoaderDemand open = demand("workers=2,batch=4,samples=401,sample=4096,epochs=2");
        LoaderDemand complete = demand("workers=2,batch=4,samples=401,sample=4096,epochs=2,complete=yes");
        assertThat(open.peak().bytes() - complete.peak().bytes()).isEqualTo(3 * 4096);
    }

    @Test
    void of_batches_of_differing_sizes_the_largest_sequence_counts() {
        LoaderDemand d = demand("workers=1,prefetch=1,batch-sizes=9+1+1+5+5+1+9,sample=4096");
        assertThat(d.peak().bytes() - 11 * 4096).isEqualTo(15 * 4096);
        assertThat(d.batch()).isEqualTo(PAGE.times(9));
    }

    @Test
    void what_does_not_grow_with_the_batch_counts_once() {
        assertThat(demand("workers=1,batch=100,sample=4096/batch+2:int64").batch())
                .isEqualTo(PAGE.times(2));
        assertThat(demand("workers=1,batch=100,sample=none+():int64").batch()).isEqualTo(PAGE);
    }

    @Test
    void pinning_passes_over_what_it_does_not_know() {
        long pinned =
                demand("workers=2,batch=1,sample=4096+4096,pin=yes").peak().bytes();
        long part = demand("workers=2,batch=1,sample=4096+4096/unpinned,pin=yes")
                .peak()
                .bytes();
        long none = demand("workers=2,batch=1,sample=4096+4096").peak().bytes();
        assertThat(pinned).isEqualTo(SEM + 4 * 2 * 4096);
        assertThat(part).isEqualTo(SEM + (4 + 6) * 4096);
        assertThat(none).isEqualTo(SEM + 6 * 2 * 4096);
    }

    /** torch/utils/data/_utils/pin_memory.py: what does not grow with the batch is pinned like the rest. */
    @Test
    void a_part_of_the_whole_batch_is_pinned_unless_it_is_passed_over() {
        long pinned = demand("workers=2,batch=1,sample=4096+4096/batch,pin=yes")
                .peak()
                .bytes();
        long part = demand("workers=2,batch=1,sample=4096+4096/unpinned,pin=yes")
                .peak()
                .bytes();
        assertThat(pinned).isEqualTo(SEM + 4 * 2 * 4096);
        assertThat(part).isGreaterThan(pinned);
        assertThat(new SampleLeaf.PerBatch(new SampleLeaf.NotPinned(new SampleLeaf.Text())).pins())
                .isFalse();
    }

    @Test
    void for_a_line_over_the_batch_all_is_passed_over_where_a_part_is() {
        LoaderSpec mixed = LoaderSpecParser.parse("workers=2,batch=1,sample=4096+4096/unpinned,pin=yes", "l");
        assertThat(mixed.uniform().sample()).noneMatch(SampleLeaf::pins);
        LoaderSpec whole = LoaderSpecParser.parse("workers=2,batch=1,sample=4096+4096,pin=yes", "l");
        assertThat(whole.uniform().sample()).isEqualTo(whole.sample());
        LoaderSpec unpinned = LoaderSpecParser.parse("workers=2,batch=1,sample=4096+4096/unpinned", "l");
        assertThat(unpinned.uniform().sample()).isEqualTo(unpinned.sample());
    }

    @Test
    void without_workers_everything_is_zero() {
        LoaderDemand d = demand("workers=0,batch=32,sample=3x224x224:float32,start=spawn,dataset=1g,epochs=5");
        assertThat(d.steady()).isEqualTo(ByteCount.ZERO);
        assertThat(d.peak()).isEqualTo(ByteCount.ZERO);
        assertThat(d.segments()).isZero();
        assertThat(d.descriptors().largest()).isZero();
    }

    @Test
    void each_leaf_is_a_storage_of_its_own_in_whole_pages() {
        LoaderDemand d = demand("workers=1,batch=32,sample=3x224x224:float32+int+float+str+1x1:uint8");
        assertThat(d.batch()).isEqualTo(ByteCount.of(32L * 602112 + 3 * 4096));
        assertThat(d.payload()).isEqualTo(ByteCount.of(32L * 602112 + 256 + 256 + 32));
        assertThat(d.storages()).isEqualTo(4);
    }

    @Test
    void a_list_keeps_tensors_apart_and_python_numbers_out() {
        LoaderDemand d = demand("workers=1,batch=8,collate=list,sample=100:float32+int+str+600KiB");
        assertThat(d.batch()).isEqualTo(ByteCount.of(8 * 4096 + 8 * 614400L));
        assertThat(d.storages()).isEqualTo(16);
    }

    @Test
    void an_empty_tensor_costs_nothing_by_descriptor_and_a_page_as_a_named_file() {
        assertThat(demand("workers=1,batch=8,sample=0x4:float32").batch()).isEqualTo(ByteCount.ZERO);
        assertThat(demand("workers=1,batch=8,sample=0x4:float32,sharing=file_system")
                        .batch())
                .isEqualTo(PAGE);
    }

    @Test
    void a_named_file_has_a_header_that_may_cost_a_page() {
        assertThat(demand("workers=1,batch=1,sample=4032,sharing=file_system").batch())
                .isEqualTo(PAGE);
        assertThat(demand("workers=1,batch=1,sample=4033,sharing=file_system").batch())
                .isEqualTo(PAGE.times(2));
        assertThat(demand("workers=1,batch=1,sample=4096").batch()).isEqualTo(PAGE);
    }

    @Test
    void larger_pages_count_for_semaphores_too() {
        LoaderDemand d =
                LoaderDemand.of(LoaderSpecParser.parse("workers=2,batch=1,sample=1", "l"), ByteCount.kibibytes(64));
        assertThat(d.semaphores()).isEqualTo(ByteCount.kibibytes(64 * 14));
        assertThat(d.batch()).isEqualTo(ByteCount.kibibytes(64));
    }

    @Test
    void a_dataset_counts_only_where_it_is_pickled_for_the_workers() {
        assertThat(demand("workers=2,batch=1,sample=int,dataset=5000").other()).isEqualTo(ByteCount.ZERO);
        assertThat(demand("workers=2,batch=1,sample=int,dataset=5000,start=spawn")
                        .other())
                .isEqualTo(PAGE.times(2));
    }

    @Test
    void semaphores_of_the_ended_iterator_overlap_with_new_ones() {
        assertThat(demand("workers=2,batch=1,sample=int,epochs=2").leftovers()).isEqualTo(ByteCount.of(SEM));
        assertThat(demand("workers=2,batch=1,sample=int,epochs=2,persistent=yes")
                        .leftovers())
                .isEqualTo(ByteCount.ZERO);
    }

    @Test
    void descriptors_follow_tensors_held_and_prefetched() {
        LoaderDemand d = demand("workers=2,prefetch=2,batch=44,collate=list,sample=1:int64+1:int64");
        assertThat(d.descriptors().parentTensors()).isEqualTo(88 * (1 + 1 + 3));
        assertThat(d.descriptors().workerTensors()).isEqualTo(88 * 3);
        assertThat(d.descriptors().settled()).isEqualTo(176);
        assertThat(demand("workers=2,batch=44,collate=list,sample=1:int64,sharing=file_system")
                        .descriptors()
                        .largest())
                .isZero();
    }

    @Test
    void a_full_result_pipe_is_noticed_only_for_tensors_that_move_late() {
        assertThat(demand("workers=16,prefetch=8,batch=32,collate=list,sample=9:int64+9:int64")
                        .pipe())
                .isPresent();
        assertThat(demand("workers=16,prefetch=8,batch=32,sample=9:int64+9:int64")
                        .pipe())
                .isEmpty();
        assertThat(demand("workers=2,prefetch=2,batch=1,collate=list,sample=9:int64")
                        .pipe())
                .isEmpty();
    }

    @Test
    void every_number_has_its_formula_and_inputs() {
        LoaderDemand d = demand("workers=4,prefetch=2,batch=32,sample=3x224x224:float32");
        assertThat(d.figures())
                .extracting(Figure::name)
                .containsExactly(
                        "loader:l:batch", "loader:l:semaphores", "loader:l:other", "loader:l:steady", "loader:l:peak");
        Figure peak = d.figures().get(4);
        assertThat(peak.bytes()).isEqualTo(d.peak());
        assertThat(peak.formula()).contains("batch x 10");
        assertThat(peak.inputs()).extracting(Figure.Input::name).contains("workers", "prefetch", "held");
    }

    @Test
    void more_of_anything_never_needs_less() {
        for (int workers = 1; workers < 6; workers++) {
            for (int prefetch = 1; prefetch < 4; prefetch++) {
                for (int batch = 1; batch < 4; batch++) {
                    LoaderSpec spec = LoaderSpecParser.parse(
                            "workers=" + workers + ",prefetch=" + prefetch + ",batch=" + batch
                                    + ",sample=1000:float32,epochs=2",
                            "l");
                    ByteCount peak = LoaderDemand.of(spec, PAGE).peak();
                    for (LoaderSpec more : List.of(
                            spec.sized(workers + 1, prefetch, batch),
                            spec.sized(workers, prefetch + 1, batch),
                            spec.sized(workers, prefetch, batch + 1))) {
                        assertThat(LoaderDemand.of(more, PAGE).peak()).isGreaterThanOrEqualTo(peak);
                    }
                }
            }
        }
    }
}
