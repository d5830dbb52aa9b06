"""What does a loader say of itself, and what does one of its batches put into shared memory?"""

import random as _random
import sys
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence, Tuple

from . import _loader, _measure, _others, _yaml
from ._child import in_child
from ._guard import undisturbed
from ._storages import sent

PAGE = 4096


@dataclass(frozen=True)
class LoaderDescription:
    """One loader of the workload file: its keys with their comments, remarks, and what its figures do not cover."""

    name: str
    settings: List[_loader.Setting]
    leaves: List[_measure.Leaf]
    extras: List[Tuple[Dict[str, Any], str]] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)
    not_covered: List[str] = field(default_factory=list)

    def lines(self, indent: int = 2) -> List[str]:
        """The loader as an item of the file's list ``loaders``."""
        out = _yaml.comments(indent, self.notes)
        first = True
        for key, value, comment in self.settings:
            start = "- " if first else "  "
            out.append(_yaml.line(indent, "%s%s: %s" % (start, key, _yaml.scalar(value)), comment))
            first = False
        if self.not_covered:
            out.append(_yaml.line(indent, "  not-covered:"))
            out += [_yaml.line(indent, "    - " + _yaml.scalar(" ".join(n.split())[:300])) for n in self.not_covered[:32]]
        if not self.leaves:
            # Nothing is put in its place: a loader of which nothing was seen would look like one that needs nothing.
            out += _yaml.comments(indent + 2, ["sample: not looked at; state it, or describe it with first_batch"])
            return out
        out.append(_yaml.line(indent, "  sample:"))
        for leaf in self.leaves:
            out.append(_yaml.line(indent, "    - " + _yaml.scalar(leaf.value), leaf.comment))
        if self.extras:
            out.append(_yaml.line(indent, "  extras:"))
            for extra, comment in self.extras:
                out.append(_yaml.line(indent, "    - " + _yaml.scalar(extra), comment))
        return out

    def __str__(self) -> str:
        return "\n".join(["loaders:"] + self.lines()) + "\n"


def describe(
    loader: Any,
    samples: int = 8,
    *,
    name: str = "loader",
    held: Optional[int] = None,
    epochs: Optional[int] = None,
    complete: Optional[bool] = None,
    runs: Optional[str] = None,
    extras: Sequence[Dict[str, Any]] = (),
    first_batch: bool = False,
) -> LoaderDescription:
    """Describes a loader, with up to ``samples`` samples of its dataset fetched and collated in this process.

    ``held``, ``epochs``, ``complete``, ``runs`` and ``extras`` say what the loader cannot know of its loop, such as
    ``extras=[{"kind": "survived-errors", "count": 2}]``; see the workload file.
    No worker is started, and random states are as before. An iterable dataset is not touched unless ``first_batch`` says
    that its first batch may be made, in a process of its own as a worker would make it.

    Raises TypeError for what is no loader, and whatever the dataset or the collate function raises.
    """
    if samples < 1:
        raise ValueError("samples=%d: at least one sample has to be looked at" % samples)
    loader = _loader.unwrapped(loader)
    stated = {"held": held, "epochs": epochs, "complete": complete, "runs": runs}
    other = _others.described(loader, name, first_batch, stated)
    if other is not None:
        settings_of_it, leaves, open_of_it = other
        return LoaderDescription(name, settings_of_it, leaves, [(e, "stated") for e in extras], [], open_of_it)
    if not all(hasattr(loader, a) for a in ("dataset", "num_workers", "collate_fn", "pin_memory")):
        raise TypeError("%s is no DataLoader that shmfit knows" % type(loader).__name__)
    with undisturbed(loader, loader.dataset):
        settings = _loader.read(loader, name, **stated)
        if loader.num_workers == 0:
            return LoaderDescription(name, settings.lines, [_measure.Leaf({"python": "none"}, "no workers: nothing is shared")])
        measured = _of_batches(loader, settings, samples, first_batch)
        kept = list(measured.extras) + _progress_bar() + [(e, "stated") for e in extras]
        lines = list(settings.lines)
        if measured.collate != "default":
            lines.append(("collate", measured.collate, "measured: tensors of samples stay apart"))
        not_covered = settings.not_covered + measured.not_covered
        if settings.start != "fork":
            lines += _dataset(loader, not_covered)
        if loader.worker_init_fn is not None:
            not_covered.append("tensors that worker_init_fn shares, which is not run here")
        return LoaderDescription(name, lines, measured.leaves, kept, settings.notes + measured.notes, not_covered)


def _of_batches(loader: Any, settings: _loader.Settings, samples: int, first_batch: bool) -> _measure.Measured:
    from torch.utils.data import IterableDataset

    if isinstance(loader.dataset, IterableDataset):
        return _of_iterable(loader, settings, first_batch)
    indices = _indices(loader, samples)
    if not indices:
        return _measure.Measured("default", [_measure.Leaf({"python": "none"}, "the dataset has no sample")], [], [], 0, [])
    maker = _measure.Maker(loader, indices)
    length = _loader.length_of(loader.sampler) or len(indices)
    in_order = type(loader.sampler).__name__ == "SequentialSampler"
    copies = length if in_order or not settings.persistent else length * settings.workers
    return _measure.measure(maker, settings.batch, copies, settings.start == "fork", settings.pins)


def _indices(loader: Any, samples: int) -> List[Any]:
    """Some of the sampler's indices: evenly over the dataset where they are numbers, else its first ones."""
    import copy
    import itertools

    from torch.utils.data import RandomSampler, SequentialSampler

    length = _loader.length_of(loader.dataset)
    if type(loader.sampler) in (SequentialSampler, RandomSampler) and length:
        count = min(samples, length)
        return [i * (length - 1) // max(count - 1, 1) for i in range(count)]
    custom = loader.batch_sampler if loader.batch_sampler is not None else loader.sampler
    first = list(itertools.islice(iter(copy.copy(custom)), samples))
    flat = [i for b in first for i in b] if loader.batch_sampler is not None else first
    return flat[:samples]


def _of_iterable(loader: Any, settings: _loader.Settings, first_batch: bool) -> _measure.Measured:
    unseen = "an iterable dataset is not touched: describe(..., first_batch=True) lets a process of its own make one batch"
    if not first_batch:
        return _measure.Measured("default", [], [], [unseen], 0, [])

    def first() -> Any:
        from torch.utils.data import _utils

        _random.seed(0)
        _utils.worker._worker_info = _utils.worker.WorkerInfo(
            id=0, num_workers=loader.num_workers, seed=0, dataset=loader.dataset)
        fetcher = _utils.fetch._IterableDatasetFetcher(
            loader.dataset, loader.batch_sampler is not None, loader.collate_fn, False)
        batch = sent(fetcher.fetch([None] * settings.batch))  # type: ignore[no-untyped-call, unused-ignore]
        return [(s.nbytes, s.shape, s.dtype, s.pinned) for s in batch.storages]

    leaves = []
    for nbytes, shape, dtype, pinned in in_child(first):
        value: Dict[str, Any] = {"bytes": nbytes, "per": "batch"}
        if shape and shape[0] == settings.batch and dtype:
            value = {"shape": shape[1:], "dtype": dtype}
        if settings.pins and not pinned:
            value["pinned"] = "no"
        leaves.append(_measure.Leaf(value, "measured, the first batch of worker 0"))
    none = [_measure.Leaf({"python": "none"}, "no tensor is shared")]
    return _measure.Measured("default", leaves or none, [], [], 1, [_others.ONE_BATCH])


def _dataset(loader: Any, not_covered: List[str]) -> List[_loader.Setting]:
    """Tensors that move when the dataset is pickled for new workers."""
    try:
        there = sent((loader.dataset, loader.collate_fn, loader.worker_init_fn))
    except Exception as e:  # noqa: B902 - the worker's start will say the same
        not_covered.append("tensors of the dataset, which cannot be pickled for its workers: %s" % e)
        return []
    pages = sum(-(-s.nbytes // PAGE) * PAGE for s in there.storages)
    if pages == 0:
        return []
    return [("dataset", pages, "%d tensor storages of the pickled dataset, in whole pages" % len(there.storages))]


def _progress_bar() -> List[Tuple[Dict[str, Any], str]]:
    """The semaphore of the first progress bar of the process, where tqdm is loaded and has made none yet."""
    tqdm = sys.modules.get("tqdm.std")
    if tqdm is None or hasattr(tqdm.TqdmDefaultWriteLock, "mp_lock"):
        return []
    return [({"kind": "locks", "count": 1}, "tqdm makes a semaphore with its first progress bar")]


def seen(loaders: Sequence[LoaderDescription]) -> bool:
    """Whether every loader could be measured."""
    return all(d.leaves for d in loaders)
