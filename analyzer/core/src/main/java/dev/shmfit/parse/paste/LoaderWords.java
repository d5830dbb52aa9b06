package dev.shmfit.parse.paste;

/** How people, and the programs that they start, write how many workers a DataLoader has. */
public final class LoaderWords {
    private static final String IS = "[\"' =:]{1,4}";
    private static final String NOT_OF_A_SERVER =
            "(?<!\\b(?:gunicorn|uvicorn|hypercorn|celery|dask|ray|puma)\\b.{1,200})";
    private static final String OF_A_LAUNCH = "(?<=\\b(?:python[\\d.]{0,5}|torchrun|accelerate|deepspeed) .{1,400})";

    /**
     * {@code num_workers=8}, {@code --dataloader_num_workers 8} (Transformers), {@code workers_per_gpu=8} (MMEngine), {@code workers: 8}
     * and {@code --nw 8} (YOLO), {@code --workers 8} and {@code -j 8} (torchvision, timm), "8 dataloader workers". One group holds the count.
     * What serves over HTTP or runs tasks has workers of another kind.
     */
    public static final String COUNT = "(?:\\b|(?<=dataloader[_-]))num[_-]workers" + IS + "(\\d{1,4})\\b"
            + "|(?<![A-Za-z])(?:n[_-]?|data[_-]|loader[_-]|dataloader[_-])workers" + IS + "(\\d{1,4})\\b"
            + "|(?<![A-Za-z])workers[_-]per[_-]gpu" + IS + "(\\d{1,4})\\b"
            + "|(?<![\\w-])--nw[ =](\\d{1,4})\\b"
            + "|(?<![\\w-])(?:--)?workers(?:=|: ?|\": ?|(?<=--workers) )(\\d{1,3})\\b" + NOT_OF_A_SERVER
            + "|(?<![\\w-])-j ?(\\d{1,3})\\b" + OF_A_LAUNCH
            + "|\\b(\\d{1,3}) (?:[Dd]ata ?[Ll]oader|[Ll]oader|[Dd]ata) workers\\b";

    private LoaderWords() {}
}
