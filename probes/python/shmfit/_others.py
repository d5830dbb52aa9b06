"""Producers of batches that are no DataLoader: torchdata.nodes and batchgenerators."""

from typing import Any, Dict, List, Optional, Tuple

from . import _loader, _measure
from ._child import in_child
from ._storages import sent

Described = Tuple[List[_loader.Setting], List[_measure.Leaf], List[str]]

ONE_BATCH = "batches larger than the one that was looked at"

UNSEEN = "its batches are not looked at: describe(..., first_batch=True) lets a process of its own make one"


def described(loader: Any, name: str, first_batch: bool, stated: Dict[str, Any]) -> Optional[Described]:
    """The settings and one batch; empty where ``loader`` is none of these."""
    kind = type(loader).__name__
    module = type(loader).__module__
    if module.startswith("torchdata.nodes"):
        return _nodes(loader, name, first_batch, stated)
    if kind in ("MultiThreadedAugmenter", "NonDetMultiThreadedAugmenter") and hasattr(loader, "num_processes"):
        return _augmenter(loader, name, first_batch, stated, kind.startswith("NonDet"))
    return None


def _lines(name: str, producer: str, workers: int, prefetch: int, stated: Dict[str, Any]) -> List[_loader.Setting]:
    epochs = stated.get("epochs")
    lines: List[_loader.Setting] = [
        ("name", name, ""),
        ("producer", producer, ""),
        ("workers", workers, ""),
        ("prefetch", prefetch, ""),
        ("batch", 1, "what comes out at once"),
        ("held", stated["held"] if stated.get("held") is not None else 1, "assumed: for batch in loader"),
        ("epochs", epochs if epochs is not None else 2, "stated" if epochs is not None else "assumed: two stand for more than one"),
    ]
    return lines + [(k, stated[k], "stated") for k in ("complete", "runs") if stated.get(k) is not None]


def _one(make: Any, first_batch: bool) -> Tuple[List[_measure.Leaf], List[str]]:
    if not first_batch:
        return [], [UNSEEN]
    storages = in_child(lambda: [s.nbytes for s in sent(make()).storages])
    leaves = [_measure.Leaf({"bytes": n, "per": "batch"}, "measured, the first batch") for n in storages]
    none = [_measure.Leaf({"python": "none"}, "no tensor is shared")]
    return leaves or none, [ONE_BATCH]


def _nodes(loader: Any, name: str, first_batch: bool, stated: Dict[str, Any]) -> Optional[Described]:
    """The chain of nodes from the end to the mapper whose processes make the batches."""
    node = getattr(loader, "root", loader)
    prefetch = 0
    while node is not None:
        kind = type(node).__name__
        if kind == "Prefetcher":
            prefetch += node.prefetch_factor
        if kind == "ParallelMapper" and node.method == "process":
            break
        node = getattr(node, "source", None)
    if node is None:
        return None

    def make() -> Any:
        node.source.reset()
        return node.map_fn(next(node.source))

    leaves, notes = _one(make, first_batch)
    return _lines(name, "torchdata_nodes", node.num_workers, prefetch, stated), leaves, notes


def _augmenter(loader: Any, name: str, first_batch: bool, stated: Dict[str, Any], nondet: bool) -> Described:
    def make() -> Any:
        item = next(iter(loader.generator))
        return loader.transform(**item) if loader.transform is not None else item

    leaves, notes = _one(make, first_batch)
    if nondet:
        return _lines(name, "batchgenerators_nondet", loader.num_processes, loader.num_cached, stated), leaves, notes
    return _lines(name, "batchgenerators", loader.num_processes, loader.num_cached_per_queue, stated), leaves, notes
