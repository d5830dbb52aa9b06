"""How many bytes of /dev/shm do the loaders of a training job need?

``describe`` looks at a loader and at what one batch of it puts into shared memory, ``workload`` writes that as the
workload file that ``shmfit analyze`` takes, ``preflight`` asks before training. Nothing here starts a worker of the loader,
and no random state is different afterwards.
"""

from ._describe import LoaderDescription, describe
from ._preflight import Preflight, ShmTooSmall, ShmTooSmallWarning, preflight
from ._version import __version__
from ._workload import workload

__all__ = [
    "LoaderDescription",
    "Preflight",
    "ShmTooSmall",
    "ShmTooSmallWarning",
    "__version__",
    "describe",
    "preflight",
    "workload",
]
