"""What does one batch of a map-style loader put into shared memory? Collates a few samples and looks."""

import copy
import itertools
from typing import Any, Callable, Dict, List, NamedTuple, Sequence, Set, Tuple

from ._guard import counting_locks
from ._storages import Sent, Storage, names, sent


class Leaf(NamedTuple):
    """One leaf of the workload file, and where it was measured."""

    value: Dict[str, Any]
    comment: str


class Measured(NamedTuple):
    """What was seen of a loader's batches."""

    collate: str
    leaves: List[Leaf]
    extras: List[Tuple[Dict[str, Any], str]]
    notes: List[str]
    looked_at: int
    not_covered: List[str]


def fresh(value: Any) -> Any:
    """New containers around the same leaves: a collate that changes its samples changes no other."""
    if type(value) is dict:
        return {k: fresh(v) for k, v in value.items()}
    if type(value) is list:
        return [fresh(v) for v in value]
    return copy.copy(value) if hasattr(value, "keys") else value


class Maker:
    """Makes batches as a worker's fetcher does (torch/utils/data/_utils/fetch.py), each sample fetched once."""

    def __init__(self, loader: Any, indices: Sequence[Any]) -> None:
        self.dataset = loader.dataset
        self.collate = loader.collate_fn
        self.indices = list(indices)
        self.auto = loader.batch_sampler is not None
        from torch.utils.data._utils import fetch

        whole = "__getitems__" in fetch._MapDatasetFetcher.fetch.__code__.co_names or any(
            c == "__getitems__" for c in fetch._MapDatasetFetcher.fetch.__code__.co_consts
        )
        self.whole = self.auto and whole and bool(getattr(self.dataset, "__getitems__", None))
        self.items: Dict[int, Any] = {}

    def sample(self, position: int) -> Any:
        if position not in self.items:
            self.items[position] = self.dataset[self.indices[position]]
        return fresh(self.items[position])

    def batch(self, positions: Sequence[int]) -> Any:
        if not self.auto:
            return self.collate(self.sample(positions[0]))
        if self.whole:
            return self.collate(self.dataset.__getitems__([self.indices[p] for p in positions]))
        return self.collate([self.sample(p) for p in positions])

    def again(self, position: int) -> Any:
        """The batch of one sample, which is fetched once more."""
        if self.whole:
            return self.batch([position])
        item = self.dataset[self.indices[position]]
        return self.collate([item] if self.auto else item)


class _Kept(NamedTuple):
    bases: Dict[int, Storage]
    kept: Set[int]
    shared: Dict[int, Storage]


def _kept(singles: List[Sent], again: Callable[[int], Sent]) -> _Kept:
    """Storages that the dataset itself holds: of all samples together (a base), or one for each."""
    count: Dict[int, int] = {}
    first: Dict[int, Storage] = {}
    for one in singles:
        for s in one.storages:
            count[s.key] = count.get(s.key, 0) + 1
            first.setdefault(s.key, s)
    shared = {k: s for k, s in first.items() if s.already_shared}
    bases = {k: s for k, s in first.items() if count[k] > 1 and k not in shared}
    kept: Set[int] = set()
    repeated = [again(0)] if singles else []
    keys = {s.key for s in singles[0].storages} if singles else set()
    if any(s.key in keys for one in repeated for s in one.storages):
        repeated += [again(i) for i in range(1, len(singles))]
        for one, more in zip(singles, repeated):
            mine = {s.key for s in one.storages}
            kept.update(s.key for s in more.storages if s.key in mine)
    single = len(singles) == 1
    return _Kept({} if single else bases, kept - set(bases) - set(shared), shared)


def measure(
    maker: Maker, batch: int, kept_copies: int, forks: bool, pins: bool
) -> Measured:
    """Measures batches of ``batch`` samples, of which ``maker`` knows some.

    ``kept_copies`` is how often a sample that the dataset keeps can be in shared memory; ``forks`` whether workers are
    forked, else what the dataset holds is there as the dataset's.
    """
    known = len(maker.indices)
    locks: List[int] = []
    with counting_locks(locks):
        singles = [sent(maker.batch([p])) for p in range(known)]
    kept = _kept(singles, lambda p: sent(maker.again(p)))
    passing = set(kept.bases) | set(kept.shared)
    notes = sorted({n for one in singles for n in one.notes})
    extras: List[Tuple[Dict[str, Any], str]] = []
    if forks:
        for s in kept.bases.values():
            extras.append(({"kind": "base-of-views", "bytes": s.nbytes}, "samples are views of one storage of %s" % s.text))
    for s in kept.shared.values():
        extras.append(({"kind": "share-memory", "bytes": s.nbytes}, "in shared memory already: %s" % s.text))
    if locks[0] > 0:
        extras.append(({"kind": "worker-locks", "count": locks[0]}, "semaphores that fetching samples makes, in each process"))

    def storages(of: Sent) -> List[Storage]:
        return [s for s in of.storages if s.key not in passing]

    of_one = [storages(one) for one in singles]
    if batch == 1 or not maker.auto:
        leaves, more = _of_lists(maker, of_one, kept, kept_copies, forks, pins)
        collate = "list" if more or not maker.auto else "default"
        return Measured(collate, leaves, extras + more, notes, known, _gaps(maker, leaves))
    width = min(batch, max(known, 2))
    positions = [i % known for i in range(width)]
    full_sent = sent(maker.batch(positions))
    full = storages(full_sent)
    distinct = sent(maker.batch(list(range(min(batch, known))))) if known > 1 else full_sent
    apart = {s.key for s in storages(distinct)} <= {s.key for one in of_one for s in one}
    counted = len(full) > len(of_one[0]) and len(full) == sum(len(of_one[p]) for p in positions)
    if full and (apart or counted):
        leaves, more = _of_lists(maker, of_one, kept, kept_copies, forks, pins)
        return Measured("list", leaves, extras + more, notes, known, _gaps(maker, leaves))
    leaves = _together(maker, of_one, full, full_sent, batch, positions, storages, pins)
    return Measured("default", leaves, extras, notes, known, _gaps(maker, leaves))


def _gaps(maker: Maker, leaves: List[Leaf]) -> List[str]:
    """What a few samples cannot tell of the others."""
    try:
        everything = len(maker.indices) >= len(maker.dataset)
    except TypeError:
        everything = False
    if everything or not any("max-bytes" in leaf.value for leaf in leaves):
        return []
    return ["samples larger than the largest of %d that were looked at" % len(maker.indices)]


def _of_lists(
    maker: Maker, of_one: List[List[Storage]], kept: _Kept, copies: int, forks: bool, pins: bool
) -> Tuple[List[Leaf], List[Tuple[Dict[str, Any], str]]]:
    """Leaves of samples whose tensors stay apart."""
    leaves: List[Leaf] = []
    extras: List[Tuple[Dict[str, Any], str]] = []
    for column in itertools.zip_longest(*of_one):
        there = [s for s in column if s is not None]
        largest = max(there, key=lambda s: s.nbytes)
        leaves.append(_leaf(there, largest.nbytes, largest.shape, largest.dtype, largest.pinned or not pins, ""))
        if any(s.key in kept.kept for s in there) and forks:
            extras.append((
                {"kind": "kept-samples", "count": copies, "bytes": largest.nbytes},
                "the dataset keeps the tensors that it hands out",
            ))
    return leaves or [Leaf({"python": "none"}, "no tensor is shared")], extras


def _together(
    maker: Maker,
    of_one: List[List[Storage]],
    full: List[Storage],
    full_sent: Sent,
    batch: int,
    positions: List[int],
    storages: Callable[[Sent], List[Storage]],
    pins: bool,
) -> List[Leaf]:
    """Leaves of batches whose samples are put together."""
    called = names(full_sent.keep[0])
    width = len(positions)
    if any(len(one) != len(full) for one in of_one):
        whole = storages(sent(maker.batch([i % len(of_one) for i in range(batch)])))
        return [
            _leaf([s], s.nbytes, None, None, s.pinned or not pins, "a batch of %d samples" % batch, per_batch=True)
            for s in whole
        ] or [Leaf({"python": "none"}, "no tensor is shared")]
    repeated: Dict[int, List[Storage]] = {}
    leaves = []
    for j, of_full in enumerate(full):
        column = [one[j] for one in of_one]
        at = max(range(len(column)), key=lambda i: column[i].nbytes)
        one = column[at].nbytes
        if at not in repeated and len({s.nbytes for s in column}) > 1:
            repeated[at] = storages(sent(maker.batch([at] * width)))
        many = of_full.nbytes
        if at in repeated and len(repeated[at]) == len(full):
            many = max(many, repeated[at][j].nbytes)
        name = called.get(of_full.key, "")
        pinned = of_full.pinned or not pins
        if many == width * one:
            shape = of_full.shape[1:] if of_full.shape and of_full.shape[0] == width else None
            leaves.append(_leaf(column, one, shape, of_full.dtype if shape is not None else None, pinned, name))
        elif many == one:
            leaves.append(_leaf(column, one, of_full.shape, of_full.dtype, pinned, name + " does not grow with the batch", per_batch=True))
        else:
            # Grows by as much for each further sample, or so much at the most.
            total = one + -(-(many - one) * (batch - 1) // (width - 1))
            leaves.append(_leaf(column, total, None, None, pinned, name + " of a batch of %d samples" % batch, per_batch=True))
    return leaves or [Leaf({"python": "none"}, "no tensor is shared")]


def _leaf(
    seen: List[Storage], nbytes: int, shape: Any, dtype: Any, pinned: bool, name: str, per_batch: bool = False
) -> Leaf:
    sizes = sorted({s.nbytes for s in seen})
    varies = len(sizes) > 1
    value: Dict[str, Any]
    if shape is not None and dtype is not None and not varies:
        value = {"shape": list(shape), "dtype": dtype}
    else:
        value = {"max-bytes" if varies else "bytes": nbytes}
    if per_batch:
        value["per"] = "batch"
    if not pinned:
        value["pinned"] = "no"
    where = ("%s: " % name) if name else ""
    how = "measured, %d samples" % len(seen) if not varies else "measured, %d samples of %d to %d bytes" % (
        len(seen), sizes[0], sizes[-1])
    return Leaf(value, where + how)
