"""A Lightning callback that asks before training: ``Trainer(callbacks=[shmfit.lightning.ShmPreflight()])``."""

from typing import Any, List

from ._describe import LoaderDescription, describe
from ._preflight import preflight

try:
    from lightning.pytorch.callbacks import Callback
except ImportError:
    from pytorch_lightning.callbacks import Callback  # type: ignore[assignment, no-redef, unused-ignore]


def _all(loaders: Any) -> List[Any]:
    if loaders is None:
        return []
    nested = getattr(loaders, "flattened", None)
    if nested is not None:
        return list(nested)
    return list(loaders) if isinstance(loaders, (list, tuple)) else [loaders]


def descriptions(trainer: Any, samples: int = 8) -> List[LoaderDescription]:
    """The trainer's loaders: validation runs after training; no batch is held at next(), and the sanity check leaves the
    iterator of a validation loader behind."""
    found: List[LoaderDescription] = []
    for which, loaders in (("train", trainer.train_dataloader), ("val", trainer.val_dataloaders)):
        for i, loader in enumerate(_all(loaders)):
            runs = "inside" if not found else "beside" if which == "train" else "after"
            d = describe(loader, samples, name=which + (str(i + 1) if i else ""), held=0, epochs=trainer.max_epochs if (trainer.max_epochs or 0) > 0 else None, runs=runs)
            checks = which == "val" and bool(getattr(trainer, "num_sanity_val_steps", None)) and loader.num_workers > 0
            extras = d.extras + ([({"kind": "kept-iterators", "count": 1}, "the sanity check's, until validation begins")] if checks else [])
            found.append(LoaderDescription(d.name, d.settings, d.leaves, extras, d.notes, d.not_covered))
    return found


class ShmPreflight(Callback):  # type: ignore[misc, unused-ignore]
    """Asks once, on the first rank of a node. ``action`` and further arguments are those of ``shmfit.preflight``."""

    def __init__(self, samples: int = 8, action: str = "warn", **asked: Any) -> None:
        self.samples, self.action, self.asked = samples, action, asked

    def on_sanity_check_start(self, trainer: Any, pl_module: Any) -> None:
        self._ask(trainer)

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        self._ask(trainer)

    def _ask(self, trainer: Any) -> None:
        if self.action and trainer.local_rank == 0 and trainer.train_dataloader is not None:
            preflight(descriptions(trainer, self.samples), action=self.action, **self.asked)
            self.action = ""
