"""Runs code of the user's program so that no random state is different afterwards."""

import contextlib
import random
import sys
from typing import Any, Iterator, List, Tuple


def _generators(obj: Any, depth: int = 2) -> Iterator[Any]:
    """Generators that the objects hold themselves."""
    values = list(vars(obj).values()) if hasattr(obj, "__dict__") else []
    for value in values:
        kind = type(value).__module__ + "." + type(value).__name__
        if kind in ("torch._C.Generator", "numpy.random._generator.Generator", "random.Random"):
            yield value
        elif kind == "numpy.random.mtrand.RandomState":
            yield value
        elif depth > 0 and hasattr(value, "__dict__") and not isinstance(value, type):
            yield from _generators(value, depth - 1)


def _state(generator: Any) -> Tuple[Any, Any]:
    name = type(generator).__name__
    if name == "Random":
        return generator.setstate, generator.getstate()
    if name == "RandomState":
        return generator.set_state, generator.get_state()
    if name == "Generator" and hasattr(generator, "bit_generator"):
        bits = generator.bit_generator
        return lambda s: setattr(bits, "state", s), bits.state
    return generator.set_state, generator.get_state()


@contextlib.contextmanager
def undisturbed(*objects: Any) -> Iterator[None]:
    """Python's, NumPy's and PyTorch's random states, and those that ``objects`` hold, are as before at the end."""
    saved: List[Tuple[Any, Any]] = [(random.setstate, random.getstate())]
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        saved.append((numpy.random.set_state, numpy.random.get_state()))
    torch = sys.modules.get("torch")
    if torch is not None:
        saved.append((torch.set_rng_state, torch.get_rng_state()))
        if torch.cuda.is_available() and torch.cuda.is_initialized():
            saved.append((torch.cuda.set_rng_state_all, torch.cuda.get_rng_state_all()))
    for obj in objects:
        saved.extend(_state(g) for g in _generators(obj))
    try:
        yield
    finally:
        for restore, state in saved:
            restore(state)


@contextlib.contextmanager
def counting_locks(counts: List[int]) -> Iterator[None]:
    """Appends how many semaphores of multiprocessing were made meanwhile: each is a page of /dev/shm."""
    from multiprocessing import synchronize

    made = [0]
    plain = synchronize.SemLock.__init__

    def counted(self: Any, *args: Any, **kwargs: Any) -> None:
        made[0] += 1
        plain(self, *args, **kwargs)

    synchronize.SemLock.__init__ = counted  # type: ignore[method-assign]
    try:
        yield
    finally:
        synchronize.SemLock.__init__ = plain  # type: ignore[method-assign]
        counts.append(made[0])
