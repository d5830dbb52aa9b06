package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankGridTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=train,workers=4,batch=32,sample=600KiB,epochs=3;name=val,workers=2,batch=8,sample=1MiB",
                "name=train,workers=4,batch=32,sample=600KiB,epochs=3;name=val,workers=2,batch=8,sample=1MiB,persistent=yes",
                "name=train,workers=4,batch=3,sample=9KiB,held=3,epochs=2;name=val,workers=1,batch=8,sample=1KiB,held=0,persistent=yes",
                "name=train,workers=4,batch=3,sample=9KiB,pin=yes,epochs=2;name=val,workers=1,batch=8,sample=1KiB,epochs=2",
                "name=train,workers=4,batch=3,sample=9KiB,epochs=2,start=spawn;name=val,workers=1,batch=8,sample=1KiB,start=spawn",
                "name=a,workers=2,batch=3,sample=9KiB,persistent=yes;name=b,workers=1,batch=8,sample=1KiB,persistent=yes,"
                        + "batches=3,epochs=2;name=c,workers=3,batch=8,sample=1KiB,persistent=yes,epochs=4,held=2",
                "name=train,workers=4,batch=32,sample=600KiB,epochs=3;name=val,runs=after,workers=2,batch=8,sample=1MiB,epochs=3",
                "name=train,workers=4,batch=32,sample=600KiB,persistent=yes,epochs=3;"
                        + "name=val,runs=after,workers=2,batch=8,sample=1MiB,persistent=yes,epochs=3;"
                        + "name=test,runs=after,workers=2,batch=8,sample=3MiB,persistent=yes",
                "name=a,workers=4,batch=3,sample=9KiB,persistent=yes;name=b,runs=beside,workers=1,batch=8,sample=1KiB,"
                        + "persistent=yes;name=c,runs=after,workers=3,batch=8,sample=9KiB/batch+9KiB;"
                        + "name=d,workers=1,batch=8,sample=1KiB,persistent=yes"
            })
    void the_grids_together_give_what_the_model_gives(String text) {
        List<LoaderSpec> specs = LoaderSpecParser.parseAll(List.of(text.split(";", -1)));
        RankGrid grid = RankGrid.of(specs, PAGE);
        Random random = new Random(text.hashCode());
        for (int point = 0; point < 200; point++) {
            List<LoaderSpec> sized = new ArrayList<>();
            List<Part> parts = new ArrayList<>();
            for (LoaderGrid of : grid.loaders()) {
                int w = random.nextInt(of.workers().size());
                int p = random.nextInt(of.prefetch().size());
                int batch = 1 + random.nextInt(100);
                LoaderSpec spec =
                        of.spec().sized(of.workers().get(w), of.prefetch().get(p), batch);
                sized.add(spec);
                parts.add(new Part(
                        of.cells().get(w * of.prefetch().size() + p),
                        LoaderDemand.of(spec, PAGE).batch().bytes(),
                        spec.workers() > 0));
            }
            assertThat(together(grid, parts))
                    .as(sized.toString())
                    .isEqualTo(LoaderGrid.perRank(RankDemand.of(sized, PAGE), PAGE).stream()
                            .map(ByteCount::bytes)
                            .toList());
        }
    }

    private record Part(LoaderGrid.Cell cell, long batch, boolean works) {
        long kept(RankDemand.Kept how) {
            return switch (how) {
                case NOTHING -> 0;
                case HELD -> cell.leftovers() + batch * cell.held();
                case IN_LOOP_BODY -> cell.leftovers() + batch * cell.inLoopBody();
            };
        }
    }

    /** The needs as the record's description has them. */
    private static List<Long> together(RankGrid grid, List<Part> parts) {
        long across = 0;
        for (int s = 0; s < grid.stages().size(); s++) {
            for (int by : grid.stages().get(s)) {
                for (int of = 0; of < grid.stages().get(s).get(0); of++) {
                    across += parts.get(by).works() && grid.keepers().get(by)
                            ? parts.get(of).kept(RankDemand.Kept.HELD)
                            : 0;
                }
            }
        }
        List<Long> all = new ArrayList<>();
        for (int m = 0; m < grid.inherited().size(); m++) {
            long most = 0;
            for (List<Integer> stage : grid.stages()) {
                long sum = grid.inherited().get(m) ? across + beyond(grid, stage, parts) : 0;
                for (int i = 0; i < parts.size(); i++) {
                    Part p = parts.get(i);
                    LoaderGrid.Line aside = p.cell().aside();
                    LoaderGrid.Line line = stage.contains(i)
                            ? p.cell().byMoment().get(m)
                            : grid.inherited().get(m) ? aside : new LoaderGrid.Line(0, 0);
                    sum += line.fixed() + line.batches() * p.batch();
                }
                most = Math.max(most, sum);
            }
            all.add(most);
        }
        return all;
    }

    private static long beyond(RankGrid grid, List<Integer> stage, List<Part> parts) {
        long kept = 0;
        long handedOver = 0;
        long largest = 0;
        boolean beside = false;
        for (int by : stage) {
            Part p = parts.get(by);
            handedOver += p.batch() * p.cell().handedOver();
            largest = Math.max(largest, p.batch() * p.cell().handedOver());
            beside |= grid.loaders().get(by).spec().loop().order() == LoaderOrder.BESIDE;
            for (int of : stage) {
                boolean both = p.works() && parts.get(of).works();
                kept += both ? parts.get(of).kept(grid.kept().get(by).get(of)) : 0;
            }
        }
        return beside ? kept : Math.max(0, kept + largest - handedOver);
    }
}
