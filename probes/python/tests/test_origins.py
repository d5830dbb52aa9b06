"""The stories that the project comes from, with their loaders as programs have them: no shape and no size is typed."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))

import torch  # noqa: E402
from torch.utils.data import DataLoader, Dataset  # noqa: E402

import shmfit  # noqa: E402

CASES = os.path.join(HERE, "..", "..", "..", "fixtures", "cases")


class Images(Dataset):
    """Decoded images with their labels, as many as a set of that kind has."""

    def __init__(self, count, shape, dtype=torch.float32):
        self.count, self.shape, self.dtype = count, shape, dtype

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return torch.zeros(self.shape, dtype=self.dtype), index % 1000


class Boxes(Images):
    """YOLOX: an image, its boxes padded to 120, its size, its number."""

    def __getitem__(self, index):
        return torch.zeros(self.shape), torch.zeros(120, 5), (640, 640), torch.tensor([index])


def engine():
    """How the engine is started, as preflight would."""
    from shmfit import _engine

    return _engine.command()


@unittest.skipUnless(os.environ.get("SHMFIT"), "SHMFIT names no engine to ask")
class Origins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The first progress bar's semaphore, which a current PyTorch brings along, is no part of the stories.
        if "tqdm.std" in sys.modules:
            sys.modules["tqdm.std"].TqdmDefaultWriteLock.create_mp_lock()

    def asked(self, case, loader, *arguments, **stated):
        """What the engine says of the story's machine and the loader that described itself."""
        with tempfile.TemporaryDirectory() as scratch:
            job = os.path.join(scratch, "job.yaml")
            with open(job, "w", encoding="utf-8") as out:
                out.write(shmfit.workload(loader, **stated))
            run = subprocess.run(
                engine() + ["analyze", os.path.join(CASES, case), "--workload", job, "--format", "json"] + list(arguments),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, check=False)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        report = json.loads(run.stdout)
        return report["verdict"]["status"], report["shm"]["requiredBytes"], report

    def typed(self, case, loader, *arguments, ranks=1):
        """The same with the loader as the story types it, for the same PyTorch and as many epochs."""
        with tempfile.TemporaryDirectory() as scratch:
            job = os.path.join(scratch, "typed.yaml")
            with open(job, "w", encoding="utf-8") as out:
                out.write('version: 1\nranks: %d\ntorch: "%s"\nloaders:\n  - {name: loader, epochs: 2, %s}\n'
                          % (ranks, torch.__version__.split("+")[0].split("a")[0], loader))
            run = subprocess.run(
                engine() + ["analyze", os.path.join(CASES, case), "--workload", job, "--format", "json"] + list(arguments),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, check=False)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return json.loads(run.stdout)["shm"]["requiredBytes"]

    def holds(self, case, loader, typed, fails, fits, arguments=(), **stated):
        """The job fails in the story's size and fits in that of its fix, and needs what the story computes for it."""
        status, needs, _ = self.asked(case, loader, *arguments, "--shm-size", fails, **stated)
        self.assertEqual("fails", status)
        self.assertEqual(self.typed(case, typed, *arguments, ranks=stated.get("ranks", 1)), needs)
        self.assertNotEqual("fails", self.asked(case, loader, *arguments, "--shm-size", fits, **stated)[0])

    def test_one_h100_and_dockers_64_mb(self):
        loader = DataLoader(Images(50000, (500_000,), torch.uint8), batch_size=60, num_workers=4)
        self.holds("h100-x1-docker-64m", loader, "workers: 4, batch: 60, sample: [{shape: [500000], dtype: uint8}, {shape: [], dtype: int64}]", "64m", "512m")

    def test_the_last_step_of_an_argo_workflow(self):
        loader = DataLoader(Boxes(118287, (3, 640, 640)), batch_size=16, num_workers=4)
        self.holds("a100-x1-argo-64m", loader, "workers: 4, batch: 16, sample: [{shape: [3, 640, 640], dtype: float32}, {shape: [120, 5], dtype: float32}, "
                   "{shape: [], dtype: int64}, {shape: [], dtype: int64}, {shape: [1], dtype: int64}]", "64m", "1g")

    def test_a_pod_with_a_limit_of_100_gi_and_a_size_limit_of_32_gi(self):
        machine = ("--nccl", "2.18.3", "--assume", "gpu=A100-SXM4-80GB")
        loader = DataLoader(Images(1281167, (3, 224, 224)), batch_size=256, num_workers=16, prefetch_factor=4)
        self.holds("a100-x4-pod-100gi-32gi", loader, "workers: 16, prefetch: 4, batch: 256, sample: [{shape: [3, 224, 224], dtype: float32}, {shape: [], dtype: int64}]", "32Gi", "44Gi", machine, ranks=4)

    def test_which_memory_is_too_small(self):
        images = Images(50000, (500_000,), torch.uint8)
        status, needs, _ = self.asked("h100-x1-memories", DataLoader(images, batch_size=60, num_workers=0))
        self.assertEqual("fits", status)
        self.assertEqual(self.typed("h100-x1-memories", "workers: 0, batch: 60, sample: [{shape: [500000], dtype: uint8}]"), needs)
        self.assertEqual("fails", self.asked("h100-x1-memories", DataLoader(images, batch_size=60, num_workers=4))[0])

    def test_a_service_in_docker(self):
        loader = DataLoader(Images(50000, (3, 512, 512)), batch_size=32, num_workers=4)
        self.holds("l40s-x1-service", loader, "workers: 4, batch: 32, sample: [{shape: [3, 512, 512], dtype: float32}, {shape: [], dtype: int64}]", "64m", "2g")
        twice = DataLoader(Images(50000, (3, 512, 512)), batch_size=64, num_workers=8)
        self.holds("l40s-x1-service", twice, "workers: 8, batch: 64, sample: [{shape: [3, 512, 512], dtype: float32}, {shape: [], dtype: int64}]", "2g", "4g")


if __name__ == "__main__":
    unittest.main()
