"""Which storages travel through shared memory when an object is sent to another process?

The object is pickled in the very way in which PyTorch sends it, by its own reducers; only the last one, which moves a
storage into shared memory, is replaced by one that takes note of it. So views count with their whole storage, what shares
a storage counts once, and sparse, nested and custom classes need no rule of their own.
"""

import collections
import collections.abc
import io
from multiprocessing.reduction import ForkingPickler
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple


class Storage(NamedTuple):
    """One storage: its key while it lives, its bytes, and, where one tensor covers it, the tensor's shape and dtype."""

    key: int
    nbytes: int
    shape: Optional[Tuple[int, ...]]
    dtype: Optional[str]
    already_shared: bool
    pinned: bool

    @property
    def text(self) -> str:
        if self.shape is None:
            return "%d bytes" % self.nbytes
        return "%s %s" % ("x".join(map(str, self.shape)) or "scalar", self.dtype)


class Sent(NamedTuple):
    """What an object consists of when it is sent.

    ``keep`` holds the object: as long as it is there no key is given to another storage.
    """

    storages: List[Storage]
    piped_bytes: int
    notes: List[str]
    keep: Any

    @property
    def nbytes(self) -> int:
        return sum(s.nbytes for s in self.storages)


class _Counting(io.RawIOBase):
    """Takes bytes and counts them."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self.count += size
        return size


def _nothing(*_: Any) -> None:
    """Stands for what is never rebuilt."""


class _Recorder(ForkingPickler):
    """Pickles like multiprocessing does, and notes storages in place of moving them."""

    def __init__(self, sink: _Counting) -> None:
        super().__init__(sink)
        from torch.multiprocessing import reductions

        self.found: Dict[int, Any] = {}
        self.covers: Dict[int, Tuple[Tuple[int, ...], str]] = {}
        self.notes: List[str] = []
        mine: Dict[Any, Any] = {}
        table: Any = self.dispatch_table
        for kind, reducer in dict(table).items():
            if reducer is reductions.reduce_storage:
                mine[kind] = self._storage
            elif reducer is reductions.reduce_tensor:
                mine[kind] = self._tensor(reducer)
        merged: Any = collections.ChainMap(mine, table)
        self.dispatch_table = merged

    def _storage(self, storage: Any) -> Tuple[Any, Tuple[Any, ...]]:
        self.found.setdefault(storage._cdata, storage)
        return _nothing, ()

    def _tensor(self, reducer: Any) -> Any:
        def reduce(tensor: Any) -> Any:
            if tensor.device.type != "cpu":
                self.notes.append("a tensor on %s is not in /dev/shm" % tensor.device)
                return _nothing, ()
            _note_cover(tensor, self.covers)
            return reducer(tensor)

        return reduce


def _note_cover(tensor: Any, covers: Dict[int, Tuple[Tuple[int, ...], str]]) -> None:
    """Remembers the tensor whose elements are the whole of its storage."""
    import torch

    if tensor.layout is not torch.strided or tensor.is_nested:
        return
    storage = untyped(tensor)
    if tensor.numel() * tensor.element_size() == storage.nbytes():
        covers.setdefault(storage._cdata, (tuple(tensor.shape), str(tensor.dtype).replace("torch.", "")))


def untyped(tensor: Any) -> Any:
    """The tensor's storage, under PyTorch 1.13 as well."""
    if hasattr(tensor, "untyped_storage"):
        return tensor.untyped_storage()
    return tensor.storage()._untyped() if hasattr(tensor.storage(), "_untyped") else tensor.storage().untyped()


def _pickled(obj: Any) -> Tuple[_Recorder, int]:
    sink = _Counting()
    recorder = _Recorder(sink)
    recorder.dump(obj)
    return recorder, sink.count


def sent(obj: Any) -> Sent:
    """What ``obj`` puts into shared memory when it is sent, and what goes through the pipe.

    Raises what pickling raises: a worker could not send it either.
    """
    recorder, piped = _pickled(obj)
    pinned: Set[int] = set()
    for part in pinnable(obj):
        pinned.update(_pickled(part)[0].found)
    storages = []
    for key, storage in recorder.found.items():
        shape, dtype = recorder.covers.get(key, (None, None))
        shared = bool(storage.is_shared()) and storage.nbytes() > 0
        storages.append(Storage(key, storage.nbytes(), shape, dtype, shared, key in pinned))
    return Sent(storages, piped, recorder.notes, (obj, list(recorder.found.values())))


def pinnable(obj: Any) -> List[Any]:
    """The parts that torch.utils.data's pin_memory copies to pinned memory."""
    import torch

    if isinstance(obj, torch.Tensor) or hasattr(obj, "pin_memory"):
        return [obj]
    if isinstance(obj, (str, bytes)):
        return []
    if isinstance(obj, collections.abc.Mapping):
        return [p for v in obj.values() for p in pinnable(v)]
    if isinstance(obj, (tuple, collections.abc.Sequence)):
        return [p for v in obj for p in pinnable(v)]
    return []


def names(obj: Any, path: str = "batch", depth: int = 0) -> Dict[int, str]:
    """Where a storage is found first, in Python's words: ``batch['image']``; as far as containers can be looked into."""
    import dataclasses

    import torch

    if isinstance(obj, torch.Tensor):
        try:
            return {untyped(obj)._cdata: path}
        except (RuntimeError, NotImplementedError):
            return {}
    found: Dict[int, str] = {}
    if depth > 6 or isinstance(obj, (str, bytes)):
        return found
    items: Any = ()
    if isinstance(obj, collections.abc.Mapping):
        items = (("[%r]" % (k,), v) for k, v in obj.items())
    elif isinstance(obj, tuple) and hasattr(obj, "_fields"):
        items = (("." + k, getattr(obj, k)) for k in obj._fields)
    elif isinstance(obj, (list, tuple)):
        items = (("[%d]" % i, v) for i, v in enumerate(obj))
    elif dataclasses.is_dataclass(obj) and not isinstance(obj, type):
        items = (("." + f.name, getattr(obj, f.name)) for f in dataclasses.fields(obj))
    elif hasattr(obj, "__dict__"):
        items = (("." + k, v) for k, v in vars(obj).items())
    for at, value in items:
        for key, name in names(value, path + at, depth + 1).items():
            found.setdefault(key, name)
    return found


__all__ = ["Sent", "Storage", "names", "pinnable", "sent", "untyped"]
