package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoaderSpecParserTest {
    private static LoaderSpec parse(String text) {
        return LoaderSpecParser.parse(text, "loader");
    }

    @Test
    void every_key_is_read() {
        LoaderSpec spec = parse("name=train,workers=4,prefetch=3,batch=32,sample=3x224x224:float32+int+str+600KiB,"
                + "collate=list,held=2,pin=yes,persistent=yes,sharing=file_system,start=forkserver,epochs=3,"
                + "batches=100,dataset=1GiB");
        assertThat(spec.name()).isEqualTo("train");
        assertThat(spec.workers()).isEqualTo(4);
        assertThat(spec.prefetch()).isEqualTo(3);
        assertThat(spec.batch()).isEqualTo(32);
        assertThat(spec.sample())
                .containsExactly(
                        new SampleLeaf.Tensor(List.of(3L, 224L, 224L), TorchDtype.FLOAT32),
                        new SampleLeaf.PythonNumber("int"),
                        new SampleLeaf.Text(),
                        new SampleLeaf.Sized(ByteCount.kibibytes(600)));
        assertThat(spec.collate()).isEqualTo(Collate.LIST);
        assertThat(spec.held()).isEqualTo(2);
        assertThat(spec.pin()).isTrue();
        assertThat(spec.persistent()).isTrue();
        assertThat(spec.sharing()).isEqualTo(Sharing.FILE_SYSTEM);
        assertThat(spec.start()).isEqualTo(StartMethod.FORKSERVER);
        assertThat(spec.epochs()).isEqualTo(3);
        assertThat(spec.batchesPerEpoch()).isEqualTo(OptionalLong.of(100));
        assertThat(spec.dataset()).isEqualTo(ByteCount.gibibytes(1));
    }

    @Test
    void what_is_not_written_is_pytorchs_default_and_known_as_such() {
        LoaderSpec spec = parse("workers=4,batch=32,sample=int");
        assertThat(spec.prefetch()).isEqualTo(2);
        assertThat(spec.held()).isEqualTo(1);
        assertThat(spec.start()).isEqualTo(StartMethod.FORK);
        assertThat(spec.batchesPerEpoch()).isEmpty();
        assertThat(spec.provenance("prefetch")).isEqualTo(Provenance.DEFAULT);
        assertThat(spec.provenance("workers")).isEqualTo(Provenance.STATED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrkers=4,batch=1,sample=int|did you mean workers?",
                "workers=4,batch=1,sample=3x224x224:flot32|did you mean float32?",
                "workers=4,batch=1,sample=int+3x224x224|leaf 2: \"3x224x224\" lacks a dtype",
                "workers=4,batch=1,sample=3x-1:float32|no shape",
                "workers=4,batch=1,sample=600Kib+strr|did you mean str?",
                "workers=4,batch=1,sample=600KiBs|unknown unit",
                "workers=4,batch=1,sample=|leaf 1",
                "workers=4,batch=1,sample=int+|leaf 2",
                "workers=-1,batch=1,sample=int|expected a whole number from 0",
                "workers=4,batch=0,sample=int|batch=0: expected a whole number from 1",
                "workers=4,prefetch=0,batch=1,sample=int|prefetch=0",
                "workers=4.5,batch=1,sample=int|workers=4.5",
                "workers=4,batch=1|sample= is missing",
                "workers=4,sample=int|batch= is missing",
                "batch=4,sample=int|workers= is missing",
                "workers=4,workers=5|occurs twice",
                "workers|has no value",
                "workers=4,batch,sample=int|\"batch\" has no value",
                "workers=4,num_workers=5|num_workers= says the same as workers=; give one of the two",
                "num_worker=4|did you mean num_workers?",
                "num_workers=-1,batch=1,sample=int|num_workers=-1: expected a whole number from 0",
                "workers=4,batch_size=None,sample=int|batch_size=None: expected a whole number from 1",
                "workers=4,batch=1,sample=int,pin_memory=maybe|pin_memory=maybe: expected yes or no",
                "workers=4,batch=1,sample=int,collate_fn=my_collate|collate_fn=my_collate: expected default or list",
                "workers=4,shuffle=True|shuffle= changes nothing about the loader's shared memory; leave it out",
                "workers=4,batch=1,sample=(3,224,224)|leaf 1: \"(3,224,224)\" lacks a dtype",
                "workers=4,batch=1,sample=3,224,224|lacks a dtype",
                "workers=4,batch=1,sample=(3,:float32|no shape",
                "workers=4,batch=1,sample=3x224x:float32|no shape",
                "workers=4,batch=1,sample=int,pin=maybe|expected yes or no",
                "workers=4,batch=1,sample=int,sharing=file_sytem|did you mean file_system?",
                "workers=4,batch=1,sample=int,start=thread|expected fork or spawn or forkserver",
                "workers=4,batch=1,sample=int,dataset=2gb|two ways",
                "workers=4,batch=1,sample=int,name=a b|a name is",
                "workers=4,batch=1,sample=9999999999x9999999999x999:float32|larger than any machine",
                "workers=1000000,prefetch=1000000,batch=1000000,sample=1GiB|more bytes than can be counted",
            })
    void what_is_wrong_is_named_with_what_was_expected(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedText.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "num_workers=4,batch_size=32,prefetch_factor=3,pin_memory=True,persistent_workers=True,collate_fn=list,"
                        + "multiprocessing_context='spawn',sharing_strategy=file_system,drop_last=True,samples=64,sample=int",
                "workers=4,batch=32,prefetch=3,pin=yes,persistent=yes,collate=list,start=spawn,sharing=file_system,"
                        + "drop-last=yes,samples=64,sample=int",
            })
    void pytorchs_names_and_values_mean_the_same_as_ours(String text) {
        assertThat(parse(text))
                .isEqualTo(parse("workers=4,batch=32,prefetch=3,pin=yes,persistent=yes,collate=list,start=spawn,"
                        + "sharing=file_system,drop-last=yes,samples=64,sample=int"));
    }

    @Test
    void none_is_pytorchs_default_for_its_own_names() {
        LoaderSpec spec = parse("num_workers=4,batch_size=8,prefetch_factor=None,collate_fn=None,"
                + "multiprocessing_context=None,sample=int");
        assertThat(spec.prefetch()).isEqualTo(2);
        assertThat(spec.provenance("prefetch")).isEqualTo(Provenance.DEFAULT);
        assertThat(spec.collate()).isEqualTo(Collate.DEFAULT);
        assertThat(parse("workers=1,batch=1,sample=int,collate_fn=torch.utils.data.default_collate")
                        .collate())
                .isEqualTo(Collate.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3x224x224:float32",
                "3,224,224:fp32",
                "(3, 224, 224):float32",
                "(3,224,224,):torch.float32",
                "[3, 224, 224] : np.float32",
                "torch.Size([3, 224, 224]):f32",
                "3X224X224:float",
                "3 x 224 x 224:fp32",
                "3*224*224:Float32",
            })
    void shapes_and_dtypes_are_taken_as_people_write_them(String sample) {
        SampleLeaf image = new SampleLeaf.Tensor(List.of(3L, 224L, 224L), TorchDtype.FLOAT32);
        for (String text : List.of("workers=4,batch=1,sample=%s", "sample=%s,workers=4,batch=1")) {
            assertThat(parse(text.replace("%s", sample)).sample()).containsExactly(image);
        }
        assertThat(parse("workers=4,batch=1,sample=" + sample + "+int").sample())
                .containsExactly(image, new SampleLeaf.PythonNumber("int"));
    }

    @Test
    void a_shape_without_extents_is_that_of_a_scalar() {
        LoaderSpec spec = parse("workers=4,batch=1,sample=():int64+(3,):bf16+1x0:uint8");
        assertThat(spec.sample())
                .containsExactly(
                        new SampleLeaf.Tensor(List.of(), TorchDtype.INT64),
                        new SampleLeaf.Tensor(List.of(3L), TorchDtype.BFLOAT16),
                        new SampleLeaf.Tensor(List.of(1L, 0L), TorchDtype.UINT8));
        assertThat(spec.sample().get(0).bytes()).isEqualTo(ByteCount.of(8));
        assertThat(spec.sample().get(0).text()).isEqualTo("():int64");
    }

    @Test
    void an_empty_text_is_refused() {
        assertThatThrownBy(() -> parse("")).hasMessageContaining("workers=");
    }

    @Test
    void a_loader_without_workers_need_not_say_more() {
        assertThat(parse("workers=0").sample()).isEmpty();
    }

    @Test
    void several_loaders_have_names_of_their_own() {
        List<LoaderSpec> specs =
                LoaderSpecParser.parseAll(List.of("workers=0", "name=val,workers=1,batch=1,sample=int", "workers=0"));
        assertThat(specs).extracting(LoaderSpec::name).containsExactly("loader", "val", "loader3");
        assertThatThrownBy(() -> LoaderSpecParser.parseAll(List.of("name=a,workers=0", "name=a,workers=0")))
                .hasMessageContaining("two loaders are called \"a\"");
    }

    @Test
    void dtypes_have_torchs_names_and_sizes() {
        assertThat(TorchDtype.named("torch.bfloat16").bytes()).isEqualTo(2);
        assertThat(TorchDtype.named("long")).isEqualTo(TorchDtype.INT64);
        assertThat(TorchDtype.named("complex128").bytes()).isEqualTo(16);
        assertThat(TorchDtype.named("bool").bytes()).isEqualTo(1);
        assertThat(TorchDtype.named("float8_e4m3fn").bytes()).isEqualTo(1);
    }
}
