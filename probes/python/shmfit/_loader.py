"""Reads a loader's settings, each with where it was read."""

import copy
import itertools
import multiprocessing
import sys
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

Setting = Tuple[str, Any, str]


class Settings(NamedTuple):
    """What a loader says of itself, and what follows for its measurement."""

    lines: List[Setting]
    notes: List[str]
    not_covered: List[str]
    batch: int
    workers: int
    start: str
    pins: bool
    persistent: bool


def unwrapped(loader: Any) -> Any:
    """The DataLoader itself: WebDataset's WebLoader and the like have it inside."""
    pipeline = getattr(loader, "pipeline", None)
    if isinstance(pipeline, list) and pipeline and hasattr(pipeline[0], "num_workers"):
        return pipeline[0]
    return loader


def start_method(loader: Any) -> Tuple[str, str]:
    """How workers come into being, and where that was read."""
    context = getattr(loader, "multiprocessing_context", None)
    if context is not None:
        method = context if isinstance(context, str) else context.get_start_method()
        return method, "multiprocessing_context"
    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen is not None:
        return chosen, "multiprocessing.get_start_method()"
    return multiprocessing.get_all_start_methods()[0], "Python %d.%d's default" % sys.version_info[:2]


def accelerator() -> bool:
    """Whether pinning takes effect here."""
    import torch

    newer = getattr(torch, "accelerator", None)
    return torch.cuda.is_available() or bool(newer is not None and newer.is_available())


def held(loader: Any) -> Tuple[int, str]:
    """Batches that the loop refers to at next(), as far as the loader's class says."""
    module = type(loader).__module__
    if module.startswith("accelerate."):
        return 2, "accelerate fetches one batch ahead"
    buffer = getattr(loader, "buffer_size", None)
    if module.startswith("monai.") and isinstance(buffer, int):
        return buffer + 2, "ThreadDataLoader: buffer_size + 2"
    return 1, "assumed: for batch in loader"


def batch_sizes(loader: Any, most: int = 4096) -> Optional[List[int]]:
    """Samples of each batch of an epoch where a batch sampler of the user's makes them; None where it cannot be told."""
    try:
        sampler = copy.copy(loader.batch_sampler)
        sizes = [len(b) for b in itertools.islice(iter(sampler), most + 1)]
    except Exception:  # noqa: B902 - it is the user's code; its length is stated in its place
        return None
    return sizes if sizes and len(sizes) <= most else None


def epoch(loader: Any) -> Tuple[List[Setting], int, List[str]]:
    """The keys of an epoch, the samples of the largest batch, and what could not be told."""
    from torch.utils.data import BatchSampler, IterableDataset

    iterable = isinstance(loader.dataset, IterableDataset)
    if loader.batch_sampler is None:
        lines: List[Setting] = [("batch", 1, "batch_size=None: the dataset gives whole batches")]
        length = None if iterable else length_of(loader.sampler)
        return lines + ([("batches", length, "len(sampler)")] if length else []), 1, []
    plain = type(loader.batch_sampler) is BatchSampler
    if plain or iterable:
        size = loader.batch_size or loader.batch_sampler.batch_size
        lines = [("batch", size, "batch_size")]
        samples = None if iterable else length_of(loader.sampler)
        if samples:
            lines.append(("samples", samples, "len(sampler), of one rank"))
            if loader.drop_last:
                lines.append(("drop-last", True, "drop_last"))
        return lines, size, []
    inner = getattr(loader.batch_sampler, "sampler", None)
    if isinstance(inner, BatchSampler):
        # A sampler that repeats another for ever, as Ultralytics and timm have it.
        return [("batch", inner.batch_size, "batch_size of the sampler that is repeated")], inner.batch_size, []
    ordered = getattr(loader, "in_order", True)
    sizes = batch_sizes(loader)
    name = type(loader.batch_sampler).__name__
    if sizes and ordered and len(set(sizes)) > 1:
        return [("batch-sizes", sizes, "%s, as it is now" % name)], max(sizes), []
    if sizes:
        return [("batch", max(sizes), "largest of %s" % name), ("batches", len(sizes), "of %s" % name)], max(sizes), []
    size = getattr(loader.batch_sampler, "batch_size", None)
    gap = ["batches larger than %d, as %s does not tell the sizes of its batches" % (size or 1, name)]
    return [("batch", size or 1, "batch_size of %s" % name)], size or 1, gap


def length_of(obj: Any) -> Optional[int]:
    try:
        return len(obj)
    except TypeError:
        return None


def read(loader: Any, name: str, **stated: Any) -> Settings:
    """The settings of a torch.utils.data.DataLoader, or of a class that has its attributes."""
    import torch.multiprocessing as tmp

    start, where = start_method(loader)
    pins = bool(loader.pin_memory) and accelerator()
    notes: List[str] = []
    if loader.pin_memory and not pins:
        notes.append("pin_memory has no effect here, as there is no accelerator; where the job has one, write pin: yes")
    lines: List[Setting] = [("name", name, ""), ("workers", loader.num_workers, "num_workers")]
    if loader.num_workers > 0:
        lines.append(("prefetch", loader.prefetch_factor or 2, "prefetch_factor"))
    of_epoch, batch, not_covered = epoch(loader)
    lines += of_epoch
    taken = held(loader)
    lines.append(("held", stated["held"], "stated") if stated.get("held") is not None else ("held",) + taken)
    endless = getattr(getattr(loader, "batch_sampler", None), "sampler", None)
    repeats = endless is not None and type(endless).__name__ == "BatchSampler"
    persistent = bool(getattr(loader, "persistent_workers", False)) or repeats
    strategy = str(tmp.get_sharing_strategy())  # type: ignore[no-untyped-call, unused-ignore]
    if start != "fork" and strategy != "file_descriptor":
        notes.append("workers that are not forked have PyTorch's default strategy, file_descriptor, until they set another")
        strategy = "file_descriptor"
    epochs = stated.get("epochs")
    lines += [
        ("pin", pins, "pin_memory"),
        ("persistent", persistent, "persistent_workers"),
        ("sharing", strategy, "torch.multiprocessing.get_sharing_strategy()"),
        ("start", start, where),
        ("epochs", epochs if epochs is not None else 2, "stated" if epochs is not None else "assumed: two stand for more than one"),
    ]
    for key in ("complete", "runs"):
        if stated.get(key) is not None:
            lines.append((key, stated[key], "stated"))
    return Settings(lines, notes, not_covered, batch, loader.num_workers, start, pins, persistent)


def keys(settings: Settings) -> Dict[str, Any]:
    """The settings by key."""
    return {k: v for k, v, _ in settings.lines}
