"""For Accelerate: ``loader, = shmfit.accelerate.prepared(accelerator, loader)`` in place of ``accelerator.prepare``."""

from typing import Any, Tuple

from ._preflight import preflight


def prepared(accelerator: Any, *objects: Any, samples: int = 8, action: str = "warn", **asked: Any) -> Tuple[Any, ...]:
    """Prepares the objects, and asks for those among them that are loaders, on the first rank of a node."""
    done = accelerator.prepare(*objects)
    all_of_them = done if len(objects) > 1 else (done,)
    loaders = [o for o in all_of_them if hasattr(o, "num_workers") and hasattr(o, "dataset")]
    if loaders and accelerator.is_local_main_process:
        preflight(loaders, samples=samples, action=action, **asked)
    return tuple(all_of_them)
