package dev.shmfit.cli.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the programs of fixtures/dataloader/observed-2.15.jsonl.gz do, where the recorded statement leaves it out: written
 * from the programs' text, family by family, in the words of the workload file.
 */
final class Restated {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode settings;
    private final ObjectNode workload;

    private Restated(ObservedRun run) {
        settings = run.json().path("settings");
        workload = run.json().path("workload").deepCopy();
    }

    /** The workload of a run with all that its program says. */
    static String of(ObservedRun run) {
        Restated restated = new Restated(run);
        restated.family(run.text("family"));
        return restated.workload.toString();
    }

    private void family(String family) {
        switch (family) {
            // One storage and two views of it, or one that is larger than what is seen of it.
            case "lm_shift_views" -> sample("[{shape: [1025], dtype: int64}]");
            case "split_views" -> sample("[{shape: [4, 90, 91], dtype: float32}]");
            case "same_twice" -> sample("[{shape: [900], dtype: int64}]");
            case "narrow_of_buffer" -> sample("[{shape: [2048], dtype: float32}]");
            case "column_view" -> sample("[{shape: [16, 64, 64], dtype: float32}]");
            case "expand" ->
                sample("[{shape: [3, 32, 32], dtype: float32}, {shape: [512, 512], dtype: float32, per: batch}]");
            case "spawn_views" -> loader(0).put("dataset", 10 * settings("samples") * 3 * 32 * 32 * 4);
            // Shapes of which the batch makes something else; each sample differs, so the largest is stated.
            case "packed_sequence" -> {
                // Of each sample ten to ninety-nine rows of 40; one length for each row of the longest, two indices.
                sample("[{max-shape: [99, 40], dtype: float32}, {max-shape: [99], dtype: int64, per: batch},"
                        + " {shape: [], dtype: int64, count: 2}]");
            }
            case "cat_then_split" -> loader(0).put("collate", "default");
            // What pinning passes over.
            case "pin_dataclass" ->
                sample("[{shape: [3, 70, 70], dtype: float32, pinned: no}, {shape: [], dtype: int64, pinned: no}]");
            case "pin_opaque" ->
                sample("[{shape: [3, 33, 33], dtype: float32, pinned: no}, {shape: [10], dtype: float32, pinned: no}]");
            // Pages of libraries and of the program.
            case "tqdm_enumerate" -> extra("{kind: locks}");
            case "hf_datasets" -> extra("{kind: worker-locks}");
            case "init_fn_tensor" -> extra("{kind: share-memory, bytes: 40, count: " + settings("workers") + "}");
            case "monai_cache" ->
                sample("[{shape: [1, 32, 32, 32], dtype: float32}, {shape: [1, 32, 32, 32], dtype: uint8},"
                        + " {shape: [4, 4], dtype: float64, count: 2}]");
            // Errors that the loop survives.
            case "worker_exception", "worker_exception_dropped" -> extra("{kind: survived-errors, count: 2}");
            // Loaders one after another, or side by side.
            case "train_val_fork", "train_val_persistent" -> {
                loader(0).put("complete", true);
                loader(1).put("complete", true).put("runs", "after");
            }
            case "lightning_cpu", "lightning_persistent" -> {
                // The sanity check leaves an iterator of the validation loader behind; no batch is held at next().
                loader(0).put("held", 0);
                loader(1).put("held", 0).put("runs", "after");
                extras(1).add(read("{kind: kept-iterators}"));
            }
            case "three_loaders" -> {
                loader(1).put("runs", "beside");
                loader(2).put("runs", "beside").put("held", 2);
            }
            // Epochs that run to their end.
            case "fork_epochs", "infinite_generator" -> loader(0).put("complete", true);
            case "batch_sampler_var" -> {
                ArrayNode sizes = JSON.createArrayNode();
                long batches = loader(0).path("batches").longValue();
                for (int k = 0; k < batches; k++) {
                    sizes.add(1 + k * 7 % (settings("batch") + 2));
                }
                loader(0).remove("batches");
                loader(0).remove("batch");
                loader(0).set("batch-sizes", sizes);
            }
            // No DataLoader.
            case "mp_queue" -> {
                loader(0).put("producer", "queue").put("prefetch", 6);
                // The event that ends the processes.
                extra("{kind: locks, count: 5}");
            }
            case "torchdata_nodes" -> loader(0).put("producer", "torchdata_nodes");
            default -> {}
        }
    }

    private int settings(String key) {
        return settings.path(key).intValue();
    }

    private ObjectNode loader(int which) {
        return (ObjectNode) workload.path("loaders").get(which);
    }

    private void sample(String yaml) {
        loader(0).set("sample", read(yaml));
    }

    private void extra(String yaml) {
        extras(0).add(read(yaml));
    }

    private ArrayNode extras(int which) {
        JsonNode extras = loader(which).path("extras");
        return extras.isArray() ? (ArrayNode) extras : loader(which).putArray("extras");
    }

    private static JsonNode read(String yaml) {
        return PublishedSchema.json(YamlText.parse("restated", yaml));
    }
}
