package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** One measured run of fixtures/dataloader, and the loaders that it says it ran. */
record MeasuredRow(int line, Map<String, String> columns) {
    static List<MeasuredRow> all() throws IOException {
        return of("results.csv.gz");
    }

    /** The rows of one file of fixtures/dataloader. */
    static List<MeasuredRow> of(String file) throws IOException {
        Path csv = Path.of(System.getProperty("shmfit.root"), "fixtures", "dataloader", file);
        List<MeasuredRow> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
            List<String> header = cells(in.readLine());
            int line = 1;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                List<String> cells = cells(text);
                if (cells.size() != header.size()) {
                    throw new IOException("line " + line + " has " + cells.size() + " cells");
                }
                Map<String, String> columns = new LinkedHashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    columns.put(header.get(i), cells.get(i));
                }
                rows.add(new MeasuredRow(line, columns));
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    String text(String column) {
        return columns.getOrDefault(column, "");
    }

    int number(String column) {
        return Integer.parseInt(text(column));
    }

    ByteCount bytes(String column) {
        return ByteCount.of(Long.parseLong(text(column)));
    }

    String tag() {
        return text("tag");
    }

    /** The loaders alive at the same time in one rank of this run. */
    List<LoaderSpec> loaders() {
        if (tag().startsWith("two_loaders")) {
            // The validation loop runs twice inside the training loop.
            boolean persistent = tag().endsWith("persistent");
            return List.of(
                    spec("train", leaves(), 1, persistent, OptionalLong.empty()),
                    spec("validation", leaves(), 2, persistent, OptionalLong.empty()));
        }
        boolean once = !tag().contains("2ep") && !tag().contains("5ep");
        return List.of(spec(
                "loader",
                sharesNoBatch() ? List.of(new SampleLeaf.Text()) : leaves(),
                once ? 1 : tag().contains("2ep") ? 2 : 5,
                tag().contains("persistent"),
                tag().equals("short_dataset") ? OptionalLong.of(3) : OptionalLong.empty()));
    }

    private boolean sharesNoBatch() {
        return tag().startsWith("view_") || tag().equals("cached_samples");
    }

    private LoaderSpec spec(
            String name, List<SampleLeaf> sample, int epochs, boolean persistent, OptionalLong batches) {
        boolean list = text("shape").equals("detect");
        StartMethod start = tag().equals("spawn")
                ? StartMethod.SPAWN
                : tag().equals("forkserver") ? StartMethod.FORKSERVER : StartMethod.FORK;
        return new LoaderSpec(
                name,
                new WorkerPool(
                        Producer.DATALOADER,
                        number("num_workers"),
                        number("prefetch_factor"),
                        persistent,
                        text("strategy").equals("file_system") ? Sharing.FILE_SYSTEM : Sharing.FILE_DESCRIPTOR,
                        start),
                BatchShape.of(list ? 1 : number("batch_size"), sample, list ? Collate.LIST : Collate.DEFAULT),
                new LoaderLoop(
                        number("held"),
                        text("pin").equals("1"),
                        epochs,
                        batches,
                        OptionalInt.empty(),
                        false,
                        LoaderOrder.INSIDE),
                start == StartMethod.FORK ? ByteCount.ZERO : IMAGES.times(64),
                extras(),
                LoaderSpec.Statement.of(List.of()),
                Optional.empty());
    }

    private static final ByteCount IMAGES = ByteCount.of(3L * 224 * 224 * 4);

    private List<SharedExtra> extras() {
        return switch (tag()) {
            case "view_list_collate", "view_batch_size_None" ->
                List.of(new SharedExtra(SharedExtra.Kind.BASE_OF_VIEWS, 1, IMAGES.times(64)));
            case "cached_samples" -> List.of(new SharedExtra(SharedExtra.Kind.KEPT_SAMPLES, 64, IMAGES));
            case "abandoned_iterators" -> List.of(new SharedExtra(SharedExtra.Kind.KEPT_ITERATORS, 2, ByteCount.ZERO));
            case "early_break_file_system" -> List.of(new SharedExtra(SharedExtra.Kind.EARLY_EXITS, 3, ByteCount.ZERO));
            default -> List.of();
        };
    }

    private List<SampleLeaf> leaves() {
        return switch (text("shape")) {
            case "img_f32" -> SampleLeafParser.parse("3x224x224:float32+int");
            case "img_u8" -> SampleLeafParser.parse("224x224x3:uint8+int");
            case "text" -> SampleLeafParser.parse("2048:int64+2048:int64");
            case "nested" -> SampleLeafParser.parse("3x64x64:float32+4:float32+float+int+64x64:bool+str");
            case "custom_stack" -> SampleLeafParser.parse("3x224x224:float32");
            case "numpy_raw", "strings" -> SampleLeafParser.parse("str");
            case "detect" -> largestDetectionBatch();
            default -> throw new IllegalStateException("line " + line + ": unknown shape " + text("shape"));
        };
    }

    /** All tensors of the batch that the row calls the largest: shapes vary from sample to sample with a period of 77. */
    private List<SampleLeaf> largestDetectionBatch() {
        int size = number("batch_size");
        for (int first = 0; first < 77 * size; first += size) {
            List<SampleLeaf> leaves = new ArrayList<>();
            for (long i = first; i < first + size; i++) {
                long height = 200 + i * 37 % 11 * 20;
                long width = 240 + i * 53 % 7 * 40;
                long boxes = i * 5 % 7;
                leaves.add(new SampleLeaf.Tensor(List.of(3L, height, width), TorchDtype.FLOAT32));
                leaves.add(new SampleLeaf.Tensor(List.of(boxes, 4L), TorchDtype.FLOAT32));
                leaves.add(new SampleLeaf.Tensor(List.of(boxes), TorchDtype.INT64));
            }
            LoaderSpec batch = LoaderSpec.of("b", 1, 1, 1, leaves);
            Sharing sharing = text("strategy").equals("file_system") ? Sharing.FILE_SYSTEM : Sharing.FILE_DESCRIPTOR;
            // Without workers nothing was shared, and any batch will do.
            if (number("num_workers") == 0
                    || BatchStorages.of(batch)
                            .charge(sharing, ByteCount.of(4096))
                            .equals(bytes("batch_shm_bytes"))) {
                return leaves;
            }
        }
        throw new IllegalStateException("line " + line + ": no batch has " + text("batch_shm_bytes") + " bytes");
    }
}
