"""The programs of docs/frameworks.md, each run as it stands there; skipped where its framework is not installed."""

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import unittest

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "docs", "frameworks.md")

#: Far above what a busy machine takes to import a framework; a program that stands still ends then.
SECONDS = 240


def programs():
    """The programs of the page by their heading."""
    with open(PAGE, encoding="utf-8") as page:
        parts = re.split(r"^## (.*)$", page.read(), flags=re.MULTILINE)
    found = {}
    for heading, text in zip(parts[1::2], parts[2::2]):
        code = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
        if len(code) != 1:
            raise AssertionError("%s: %d programs" % (heading, len(code)))
        found[heading] = code[0]
    return found


def missing(code):
    """The first module that a program needs and that is not here."""
    for name in re.findall(r"^(?:import|from) ([\w.]+)", code, flags=re.MULTILINE):
        try:
            if importlib.util.find_spec(name if name.startswith("torchdata") else name.split(".")[0]) is None:
                return name
        except ModuleNotFoundError:
            return name
    return None


class Examples(unittest.TestCase):
    def test_every_framework_that_is_promised_has_one(self):
        self.assertEqual(
            ["PyTorch alone", "torchdata", "Lightning", "Hugging Face Trainer", "Accelerate", "DeepSpeed"], list(programs()))

    def test_each_runs_to_its_end_and_asks_about_its_loaders(self):
        sys.path.insert(0, PACKAGE)
        for heading, code in programs().items():
            with self.subTest(heading):
                absent = missing(code)
                if absent:
                    self.skipTest("%s: there is no %s here" % (heading, absent))
                self.run_whole(code)

    def run_whole(self, code):
        with tempfile.TemporaryDirectory() as scratch:
            program = os.path.join(scratch, "train.py")
            with open(program, "w", encoding="utf-8") as out:
                out.write(code)
            # Whatever the answer, it is one of preflight's: with an engine or without.
            # An engine that is itself a Python program keeps its own package: no PYTHONPATH, which it would inherit.
            environment = dict(os.environ, CUDA_VISIBLE_DEVICES="")
            start = "import runpy, sys; sys.path[0] = %r; runpy.run_path(%r, run_name='__main__')" % (PACKAGE, program)
            ran = subprocess.run([sys.executable, "-W", "default", "-c", start], cwd=scratch, env=environment, timeout=SECONDS,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, check=False)
        self.assertEqual(0, ran.returncode, ran.stderr[-2000:])
        said = [line for line in ran.stderr.splitlines() if re.search(r"\bshmfit: (fits|needs|cannot tell)", line)]
        self.assertEqual(1, len(said), ran.stderr[-2000:])


if __name__ == "__main__":
    unittest.main()
