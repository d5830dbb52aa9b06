"""What loaders say of themselves. Needs PyTorch; run with python3 -m unittest discover probes/python/tests."""

import dataclasses
import os
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import numpy  # noqa: E402
import torch  # noqa: E402
from torch.utils.data import DataLoader, Dataset, IterableDataset, TensorDataset  # noqa: E402

import shmfit  # noqa: E402
from shmfit._storages import sent  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Map(Dataset):
    def __init__(self, length, get):
        self.length, self.get = length, get

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        return self.get(i)


class Stream(IterableDataset):
    touched = False

    def __iter__(self):
        Stream.touched = True
        for _ in range(100):
            yield torch.ones(3, 7), torch.rand(1)


class Opaque:
    def __init__(self, x):
        self.x = x


@dataclasses.dataclass
class Record:
    x: torch.Tensor
    y: torch.Tensor


def described(dataset, **settings):
    extra = {k: settings.pop(k) for k in ("samples", "first_batch", "held", "epochs") if k in settings}
    if settings.get("batch_size", 4) is not None and "batch_sampler" not in settings:
        settings.setdefault("batch_size", 4)
    settings.setdefault("num_workers", 2)
    settings.setdefault("multiprocessing_context", "fork" if settings["num_workers"] else None)
    return shmfit.describe(DataLoader(dataset, **settings), **extra)


def leaves(description):
    return [leaf.value for leaf in description.leaves]


def keys(description):
    return {k: v for k, v, _ in description.settings}


class WhatOneBatchIs(unittest.TestCase):
    def test_leaves_of_default_collate_have_their_shapes(self):
        d = described(Map(9, lambda i: {"x": torch.ones(3, 8, 8), "y": i, "name": "n"}))
        self.assertEqual(leaves(d), [{"shape": [3, 8, 8], "dtype": "float32"}, {"shape": [], "dtype": "int64"}])
        self.assertIn("batch['x']", d.leaves[0].comment)

    def test_a_view_counts_with_its_whole_storage(self):
        d = described(Map(9, lambda i: torch.ones(16, 10)), collate_fn=lambda b: torch.stack(b)[:, 0])
        self.assertEqual(leaves(d), [{"bytes": 640}])

    def test_two_views_of_one_storage_count_once(self):
        def shift(b):
            x = torch.stack(b)
            return x[:, :-1], x[:, 1:]

        self.assertEqual(leaves(described(Map(9, lambda i: torch.ones(11)), collate_fn=shift)), [{"bytes": 44}])

    def test_what_does_not_grow_is_one_in_a_batch(self):
        d = described(Map(9, lambda i: torch.ones(2)), collate_fn=lambda b: (torch.stack(b), torch.ones(5, 5)))
        self.assertEqual(leaves(d)[1], {"shape": [5, 5], "dtype": "float32", "per": "batch"})

    def test_an_index_with_one_entry_more_than_samples_is_of_the_full_batch(self):
        d = described(Map(50, lambda i: torch.ones(2)), batch_size=20, collate_fn=lambda b: torch.arange(len(b) + 1))
        self.assertEqual(leaves(d), [{"bytes": 21 * 8, "per": "batch"}])

    def test_tensors_of_samples_that_stay_apart_are_a_list(self):
        d = described(Map(9, lambda i: torch.ones(i % 3 + 1)), collate_fn=list)
        self.assertEqual(keys(d)["collate"], "list")
        self.assertEqual(leaves(d), [{"max-bytes": 12}])

    def test_padding_is_measured_with_the_longest_seen(self):
        pad = torch.nn.utils.rnn.pad_sequence
        d = described(Map(8, lambda i: torch.ones(i + 1)), collate_fn=lambda b: pad(b, batch_first=True))
        self.assertEqual(leaves(d), [{"max-bytes": 32}])

    def test_numpy_arrays_of_a_custom_collate_are_not_shared(self):
        d = described(Map(9, lambda i: numpy.ones(9)), collate_fn=numpy.stack)
        self.assertEqual(leaves(d), [{"python": "none"}])

    def test_a_dataset_that_hands_out_views_of_one_tensor_is_its_base(self):
        d = described(TensorDataset(torch.ones(50, 30)), batch_size=None)
        self.assertEqual(leaves(d), [{"python": "none"}])
        self.assertEqual(d.extras[0][0], {"kind": "base-of-views", "bytes": 6000})

    def test_samples_that_the_dataset_keeps_are_said_so(self):
        cache = {}
        d = described(Map(30, lambda i: cache.setdefault(i, torch.ones(100))), collate_fn=list)
        self.assertEqual(d.extras[0][0], {"kind": "kept-samples", "count": 30, "bytes": 400})

    def test_samples_that_a_collate_changes_are_given_again(self):
        def popping(b):
            return torch.stack([s.pop("x") for s in b])

        self.assertEqual(leaves(described(Map(2, lambda i: {"x": torch.ones(3)}), batch_size=8, collate_fn=popping)),
                         [{"shape": [3], "dtype": "float32"}])

    def test_pinning_passes_over_what_has_no_pin_memory(self):
        record = sent(Record(torch.ones(3), torch.ones(4)))
        self.assertEqual([s.pinned for s in record.storages], [False, False])
        known = sent({"a": [torch.ones(3)], "b": (torch.ones(4), Opaque(torch.ones(5)))})
        self.assertEqual([s.pinned for s in known.storages], [True, True, False])


class WhatALoaderSays(unittest.TestCase):
    def test_settings_are_read_and_epochs_are_taken_as_several(self):
        d = described(Map(90, lambda i: torch.ones(1)), batch_size=7, prefetch_factor=3, drop_last=True, persistent_workers=True)
        for key, value in dict(workers=2, prefetch=3, batch=7, samples=90, persistent=True, start="fork", epochs=2, pin=False).items():
            self.assertEqual(keys(d)[key], value, key)
        self.assertEqual(keys(d)["drop-last"], True)

    def test_a_batch_sampler_tells_the_sizes_of_its_batches(self):
        d = described(Map(90, lambda i: torch.ones(1)), batch_sampler=[[0, 1, 2], [3], [4, 5]])
        self.assertEqual(keys(d)["batch-sizes"], [3, 1, 2])
        self.assertNotIn("batch", keys(d))

    def test_spawned_workers_get_the_tensors_of_the_dataset(self):
        d = described(TensorDataset(torch.ones(3, 5000)[:1], torch.ones(1)), multiprocessing_context="spawn")
        self.assertEqual(keys(d)["start"], "spawn")
        self.assertEqual(keys(d)["dataset"], 61440 + 4096)

    def test_without_workers_nothing_is_looked_at(self):
        def refuse(i):
            raise AssertionError("fetched")

        self.assertEqual(leaves(described(Map(3, refuse), num_workers=0)), [{"python": "none"}])

    def test_samples_that_differ_leave_larger_ones_open(self):
        many = described(Map(100, lambda i: torch.ones(i + 1)), collate_fn=list)
        self.assertEqual(many.not_covered, ["samples larger than the largest of 8 that were looked at"])
        self.assertIn('not-covered:', str(many))
        self.assertEqual(described(Map(8, lambda i: torch.ones(i + 1)), collate_fn=list).not_covered, [], "all were looked at")
        self.assertEqual(described(Map(100, lambda i: torch.ones(3))).not_covered, [])

    def test_what_worker_init_fn_shares_is_not_covered(self):
        d = described(Map(8, lambda i: torch.ones(3)), worker_init_fn=print)
        self.assertEqual(d.not_covered, ["tensors that worker_init_fn shares, which is not run here"])

    def test_an_iterable_dataset_is_not_touched_unless_asked(self):
        Stream.touched = False
        d = described(Stream())
        self.assertEqual(d.leaves, [])
        self.assertIn("first_batch", d.notes[0])
        self.assertNotIn("none", str(d), "what was not seen is not nothing")
        self.assertIn("# sample: not looked at", str(d))
        asked = described(Stream(), first_batch=True)
        self.assertEqual(asked.not_covered, ["batches larger than the one that was looked at"])
        self.assertEqual(leaves(asked)[0], {"shape": [3, 7], "dtype": "float32"})
        self.assertFalse(Stream.touched, "only a process of its own may touch it")

    def test_what_is_no_loader_is_refused(self):
        with self.assertRaisesRegex(TypeError, "int is no DataLoader"):
            shmfit.describe(3)


class WhatDescribeLeavesAlone(unittest.TestCase):
    def test_random_states_are_as_before(self):
        generator = torch.Generator().manual_seed(5)

        def get(i):
            return torch.rand(3) + random.random() + numpy.random.rand()

        loader = DataLoader(Map(40, get), batch_size=4, num_workers=2, shuffle=True, generator=generator)
        torch.manual_seed(1), random.seed(1), numpy.random.seed(1)
        before = torch.get_rng_state(), random.getstate(), numpy.random.get_state()[1].copy(), generator.get_state()
        shmfit.describe(loader)
        self.assertTrue(torch.equal(before[0], torch.get_rng_state()))
        self.assertEqual(before[1], random.getstate())
        self.assertTrue((before[2] == numpy.random.get_state()[1]).all())
        self.assertTrue(torch.equal(before[3], generator.get_state()))

    def test_no_process_and_no_file_is_made(self):
        files = set(os.listdir("/dev/shm"))
        loader = DataLoader(Map(40, lambda i: torch.ones(999)), batch_size=4, num_workers=3)
        shmfit.describe(loader)
        self.assertFalse(torch.multiprocessing.active_children())
        self.assertEqual(files, set(os.listdir("/dev/shm")) & files | (files - set(os.listdir("/dev/shm"))))

    def test_a_tensor_of_the_dataset_is_not_moved(self):
        tensors = [torch.ones(10) for _ in range(9)]
        shmfit.describe(DataLoader(Map(9, tensors.__getitem__), batch_size=3, num_workers=1, collate_fn=list))
        self.assertFalse(any(t.is_shared() for t in tensors))


SCRIPT = """
import torch
from torch.utils.data import DataLoader, TensorDataset
loader = DataLoader(TensorDataset(torch.ones(20, 5)), batch_size=4, num_workers=1, multiprocessing_context="fork")
if __name__ == "__main__":
    for epoch in range(3):
        for b in loader:
            pass
    import sys
    assert not any("_hook" in p for p in sys.path)
    print("trained")
"""


class CommandLine(unittest.TestCase):
    def run_here(self, *arguments):
        environment = dict(os.environ, PYTHONPATH=ROOT)
        return subprocess.run([sys.executable, "-m", "shmfit", *arguments], env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True, check=False)

    def test_a_script_is_imported_and_its_loader_written(self):
        with tempfile.TemporaryDirectory() as scratch:
            script = os.path.join(scratch, "train.py")
            with open(script, "w") as out:
                out.write(SCRIPT)
            ran = self.run_here("workload", script + ":loader", "--epochs", "3")
            self.assertEqual(ran.returncode, 0, ran.stderr)
            self.assertIn("- {shape: [5], dtype: float32}", ran.stdout)
            self.assertNotIn("trained", ran.stdout)
            missing = self.run_here("workload", script + ":loder")
            self.assertIn("has no 'loder'", missing.stderr)

    def test_a_traced_program_is_not_changed_and_its_passes_are_counted(self):
        with tempfile.TemporaryDirectory() as scratch:
            script = os.path.join(scratch, "train.py")
            with open(script, "w") as out:
                out.write(SCRIPT)
            job = os.path.join(scratch, "job.yaml")
            ran = self.run_here("trace", "-o", job, "--", sys.executable, script)
            self.assertEqual((ran.returncode, ran.stdout), (0, "trained\n"), ran.stderr)
            with open(job) as text:
                written = text.read()
            self.assertIn("epochs: 3", written)
            self.assertIn("- {shape: [5], dtype: float32}", written)


class Preflight(unittest.TestCase):
    def loader(self):
        return DataLoader(Map(400, lambda i: torch.ones(1000)), batch_size=4, num_workers=1, multiprocessing_context="fork")

    def test_without_an_engine_it_says_so(self):
        path, os.environ["PATH"] = os.environ["PATH"], "/nonexistent"
        stated = os.environ.pop("SHMFIT", None)
        try:
            answer = shmfit.preflight(self.loader(), action="return")
        finally:
            os.environ["PATH"] = path
            if stated:
                os.environ["SHMFIT"] = stated
        self.assertIsNone(answer.fits)
        self.assertIn("no shmfit on the PATH", str(answer))

    @unittest.skipUnless(os.environ.get("SHMFIT"), "SHMFIT names no engine to ask")
    def test_with_the_engine_it_fits_or_raises_with_the_change(self):
        fits = shmfit.preflight(self.loader(), action="return", arguments=["--shm-size", "64m"])
        self.assertTrue(fits.fits, fits.text)
        # 11 semaphores; two prefetched, one held, one handed over, one inherited; the semaphores of the ended iterator.
        self.assertGreaterEqual(fits.required_bytes, 11 * 4096 + 5 * 16384 + 11 * 4096)
        with self.assertRaisesRegex(shmfit.ShmTooSmall, "needs .* of /dev/shm"):
            shmfit.preflight(self.loader(), action="raise", arguments=["--shm-size", "128k"])


if __name__ == "__main__":
    unittest.main()
