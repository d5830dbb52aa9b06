package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderGridTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workers=4,batch=32,sample=3x224x224:float32+int",
                "workers=3,prefetch=5,batch=7,sample=10x3:uint8+str,collate=list,sharing=file_system",
                "workers=2,batch=9,sample=600KiB,epochs=3,held=2",
                "workers=2,batch=9,sample=600KiB,epochs=3,persistent=yes,batches=5,start=spawn,dataset=1GiB",
                "workers=6,batch=1,sample=float,pin=yes,epochs=2",
                "workers=6,batch=1,sample=str",
                "workers=2,batch=9,sample=600KiB+512x512:float32/batch+7:int64,epochs=3,held=2",
                "producer=torchdata_nodes,workers=2,prefetch=3,batch=9,sample=600KiB",
                "producer=batchgenerators,workers=3,batch=2,sample=600KiB",
                "workers=3,batch=2,sample=600KiB/unpinned,pin=yes,epochs=2"
            })
    void a_line_gives_what_the_model_gives_at_every_size_of_batch(String text) {
        LoaderSpec spec = LoaderSpecParser.parse(text, "loader");
        LoaderGrid grid = LoaderGrid.of(spec, PAGE);
        int cell = 0;
        for (int workers : grid.workers()) {
            for (int prefetch : grid.prefetch()) {
                for (int batch : List.of(1, 3, 64, 1000)) {
                    LoaderSpec sized = spec.sized(workers, prefetch, batch);
                    List<Long> line = grid.cells().get(cell).byMoment().stream()
                            .map(l -> l.fixed() + l.batches() * size(grid, batch))
                            .toList();
                    List<Long> model = LoaderGrid.perRank(RankDemand.of(List.of(sized), PAGE), PAGE).stream()
                            .map(ByteCount::bytes)
                            .toList();
                    assertThat(line)
                            .as("%s with workers=%d, prefetch=%d, batch=%d", text, workers, prefetch, batch)
                            .isEqualTo(model);
                }
                cell++;
            }
        }
    }

    /** A batch as the record's description has it. */
    private static long size(LoaderGrid grid, int batch) {
        LoaderGrid.BatchSize size = grid.size();
        long sum = size.constant().bytes();
        for (ByteCount leaf : size.leaves()) {
            long each = size.together() ? leaf.bytes() * batch : leaf.bytes();
            sum += ByteCount.of(each + size.header()).inPagesOf(grid.granule()).bytes() * (size.together() ? 1 : batch);
        }
        return sum;
    }
}
