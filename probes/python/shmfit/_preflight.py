"""Before training: does what the loaders need fit into /dev/shm?"""

import os
import sys
import warnings
from dataclasses import dataclass
from typing import Any, List, Optional

from . import _engine
from ._java import EngineMissing
from ._workload import Loaders, described, workload


class ShmTooSmall(RuntimeError):
    """The job would fail: /dev/shm is too small for it."""


class ShmTooSmallWarning(UserWarning):
    """The same as a warning."""


@dataclass(frozen=True)
class Preflight:
    """The answer: None in ``fits`` where it could not be told."""

    fits: Optional[bool]
    text: str
    required_bytes: Optional[int]
    available_bytes: Optional[int]
    workload: str

    def __str__(self) -> str:
        return self.text


def free_bytes(path: str = "/dev/shm") -> Optional[int]:
    """What is free of /dev/shm now."""
    try:
        there = os.statvfs(path)
    except OSError:
        return None
    return there.f_bavail * there.f_frsize


def size(count: int) -> str:
    """Bytes for people, in powers of 1024."""
    value = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            return ("%d %s" if unit == "B" else "%.1f %s") % (value, unit)
        value /= 1024
    return ""


def preflight(
    loaders: Loaders,
    *,
    samples: int = 8,
    ranks: Optional[int] = None,
    action: str = "warn",
    platform: Optional[str] = None,
    arguments: Optional[List[str]] = None,
    **stated: Any,
) -> Preflight:
    """Says in one line that the loaders fit, or what they need, what there is, and the change to make.

    ``action`` is what to do where they do not: ``warn``, ``raise`` (ShmTooSmall) or ``return``. ``platform`` and
    ``arguments`` go to ``shmfit analyze``; a path among the arguments is the node's capture, without one NCCL's part is
    left out. Where there is no engine to ask, that is said, and ``fits`` is None.
    """
    if action not in ("warn", "raise", "return"):
        raise ValueError("action=%r: expected warn, raise or return" % action)
    descriptions = described(loaders, samples, **stated)
    job = workload(descriptions, ranks=ranks)
    free = free_bytes()
    unseen = [d.name for d in descriptions if not d.leaves]
    if unseen:
        return _told(None, "shmfit: cannot tell: %s was not looked at (first_batch=True)" % ", ".join(unseen), None, free, job, action)
    extra = list(arguments or [])
    if not any(a.startswith("--shm-size") for a in extra) and free is not None:
        extra += ["--shm-size", str(free)]
    if platform is not None:
        extra += ["--platform", platform]
    try:
        report = _engine.analyze(job, extra)
    except EngineMissing as e:
        return _told(None, "shmfit: cannot tell: %s" % e, None, free, job, action)
    shm = report["shm"]
    required = int(shm["requiredBytes"])
    status = report["verdict"]["status"]
    there = shm.get("availableBytes") or shm.get("sizeBytes")
    if status != "fails":
        text = "shmfit: fits: needs %s of /dev/shm, %s free" % (size(required), size(there) if there else "unknown")
        return _told(status != "unknown", text, required, there, job, action)
    change = next((f["remedy"] for f in report["findings"] if f["id"] == "shm-too-small"), "")
    text = "shmfit: needs %s of /dev/shm, %s free. %s" % (size(required), size(there), change.strip())
    return _told(False, text.strip(), required, there, job, action)


def _told(fits: Optional[bool], text: str, required: Optional[int], there: Optional[int], job: str, action: str) -> Preflight:
    answer = Preflight(fits, text, required, there, job)
    if fits is False and action == "raise":
        raise ShmTooSmall(text)
    if fits is not True and action == "warn":
        warnings.warn(text, ShmTooSmallWarning, stacklevel=3)
    elif action != "return":
        print(text, file=sys.stderr)
    return answer
