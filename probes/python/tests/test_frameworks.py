"""The callbacks, each in the framework's own training loop; skipped where the framework is not there."""

import importlib.util
import os
import sys
import tempfile
import unittest
import warnings

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import torch  # noqa: E402
from torch.utils.data import DataLoader, Dataset  # noqa: E402

import shmfit  # noqa: E402


class Images(Dataset):
    def __len__(self):
        return 24

    def __getitem__(self, i):
        return {"x": torch.ones(3, 8, 8), "labels": i}


def loader(**more):
    return DataLoader(Images(), batch_size=4, num_workers=1, multiprocessing_context="fork", **more)


def there(name):
    return importlib.util.find_spec(name) is not None


def told(caught):
    """What preflight said: without an engine that it cannot tell, with one the answer."""
    return [str(w.message) for w in caught if issubclass(w.category, shmfit.ShmTooSmallWarning)]


class NoEngine(unittest.TestCase):
    def setUp(self):
        self.saved = {k: os.environ.pop(k) for k in ("SHMFIT",) if k in os.environ}
        self.path, os.environ["PATH"] = os.environ["PATH"], "/nonexistent"

    def tearDown(self):
        os.environ.update(self.saved)
        os.environ["PATH"] = self.path


@unittest.skipUnless(there("lightning") or there("pytorch_lightning"), "no Lightning here")
class Lightning(NoEngine):
    def test_the_trainers_loaders_run_one_after_the_other_and_hold_nothing(self):
        import shmfit.lightning as mine

        try:
            import lightning.pytorch as pl
        except ImportError:
            import pytorch_lightning as pl

        class Model(pl.LightningModule):
            def __init__(self):
                super().__init__()
                self.w = torch.nn.Parameter(torch.zeros(1))

            def training_step(self, batch, i):
                return (self.w * 1.0).sum()

            def validation_step(self, batch, i):
                pass

            def configure_optimizers(self):
                return torch.optim.SGD(self.parameters(), 0.1)

        seen = []

        class Look(pl.Callback):
            def on_train_start(self, trainer, module):
                seen.extend(mine.descriptions(trainer))

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            trainer = pl.Trainer(max_epochs=2, accelerator="cpu", logger=False, enable_checkpointing=False,
                                 enable_progress_bar=False, enable_model_summary=False,
                                 callbacks=[mine.ShmPreflight(), Look()])
            trainer.fit(Model(), loader(), loader())
        self.assertEqual(len(told(caught)), 1, "asked once")
        train, val = ({k: v for k, v, _ in d.settings} for d in seen)
        self.assertEqual((train["held"], train["epochs"], val["runs"]), (0, 2, "after"))
        self.assertEqual(seen[1].extras[-1][0], {"kind": "kept-iterators", "count": 1})


@unittest.skipUnless(there("transformers") and there("accelerate"), "no Hugging Face Trainer here")
class Transformers(NoEngine):
    def test_the_trainers_loader_is_asked_about_once(self):
        import transformers

        from shmfit.transformers import ShmPreflight

        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.w = torch.nn.Parameter(torch.zeros(1))

            def forward(self, x=None, labels=None):
                return {"loss": (self.w ** 2).sum()}

        with tempfile.TemporaryDirectory() as out, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            arguments = transformers.TrainingArguments(
                output_dir=out, num_train_epochs=1, per_device_train_batch_size=4, dataloader_num_workers=1, use_cpu=True,
                report_to=[], save_strategy="no", disable_tqdm=True, logging_strategy="no", remove_unused_columns=False)
            transformers.Trainer(model=Model(), args=arguments, train_dataset=Images(), callbacks=[ShmPreflight()]).train()
        self.assertEqual(len(told(caught)), 1)


@unittest.skipUnless(there("accelerate"), "no Accelerate here")
class Accelerate(NoEngine):
    def test_a_prepared_loader_fetches_one_ahead(self):
        import accelerate

        from shmfit.accelerate import prepared

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            ready, = prepared(accelerate.Accelerator(cpu=True), loader())
        self.assertEqual(len(told(caught)), 1)
        self.assertEqual(dict((k, v) for k, v, _ in shmfit.describe(ready).settings)["held"], 2)


if __name__ == "__main__":
    unittest.main()
