"""A dozen kinds of loader, each at exactly its bound; SHMFIT_KINDS=all takes every one of loader_kinds.py."""

import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]
DOZEN = (
    "dict subclass_list tokens_list constant multi_crop sparse iter_epochs chunk_rows_list kept_list_persist"
    " workers_without_work zip2 holder_spawn_epochs"
).split()


def lacking():
    """What the comparison needs and is not here."""
    try:
        import numpy  # noqa: F401
        import torch  # noqa: F401

        from shmfit import _engine

        _engine.command()
    except Exception as missing:
        return str(missing)
    private = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/dev/shm"]
    try:
        may = subprocess.run(private, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        may = False
    return None if may else "no right to mount a /dev/shm of its own"


class KindsTest(unittest.TestCase):
    def test_loaders_of_each_kind_run_to_their_end_at_exactly_the_bound(self):
        reason = lacking()
        if reason:
            self.skipTest(reason)
        import loader_kinds

        kinds = [] if os.environ.get("SHMFIT_KINDS") == "all" else [k for k in DOZEN if loader_kinds.here(k)]
        ran = subprocess.run(
            ["unshare", "-m", sys.executable, "-W", "ignore", os.path.join(HERE, "compare_kinds.py"), *kinds],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )
        self.assertEqual(ran.returncode, 0, ran.stdout)
        counted = ran.stdout.splitlines()[-1]
        self.assertIn("covered", counted)


if __name__ == "__main__":
    unittest.main()
