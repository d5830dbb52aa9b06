"""A callback for the Hugging Face Trainer: ``Trainer(..., callbacks=[shmfit.transformers.ShmPreflight()])``."""

from typing import Any, List

from transformers import TrainerCallback

from ._describe import LoaderDescription, describe
from ._preflight import preflight


class ShmPreflight(TrainerCallback):  # type: ignore[misc, unused-ignore]
    """Asks before training, on the first rank of a node: the Trainer's loop collects ``gradient_accumulation_steps``
    batches, of a loader that accelerate has fetch one ahead."""

    def __init__(self, samples: int = 8, action: str = "warn", **asked: Any) -> None:
        self.samples, self.action, self.asked = samples, action, asked

    def on_train_begin(self, args: Any, state: Any, control: Any, **there: Any) -> None:
        loaders = [("train", there.get("train_dataloader")), ("eval", there.get("eval_dataloader"))]
        found: List[LoaderDescription] = []
        for name, loader in loaders:
            if loader is not None and state.is_local_process_zero:
                held = 1 + (args.gradient_accumulation_steps if name == "train" else 1)
                found.append(describe(loader, self.samples, name=name, held=held, runs="after" if found else None,
                                      epochs=max(1, int(args.num_train_epochs))))
        if found:
            preflight(found, action=self.action, **self.asked)
