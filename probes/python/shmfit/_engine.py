"""Asks the Java engine, where it is."""

import json
import os
import shutil
import subprocess
import tempfile
from typing import Any, Dict, List

from . import _java
from ._java import EngineMissing

#: The least table of a machine without anything that NCCL would use /dev/shm for.
_ONE_GPU = "\tGPU0\tCPU Affinity\nGPU0\t X \t0-7\n"


def command() -> List[str]:
    """How the engine is started: ``SHMFIT``, the jar in this package, or ``shmfit`` on the PATH.

    Raises EngineMissing where there is none, and JavaMissing, which is one, where the jar finds no Java.
    """
    stated = os.environ.get("SHMFIT")
    if stated:
        return stated.split()
    if _java.jar() is not None:
        return _java.command(dict(os.environ), "analyze")
    found = shutil.which("shmfit")
    # The package's own command would only say that there is no engine.
    if found and not os.path.exists(os.path.join(os.path.dirname(found), "shmfit-python")):
        return [found]
    raise EngineMissing("no shmfit on the PATH and none in this package; SHMFIT=/path/to/shmfit names one")


def analyze(workload: str, arguments: List[str]) -> Dict[str, Any]:
    """The engine's report as JSON, for a workload file and further arguments of ``shmfit analyze``.

    Raises EngineMissing, and RuntimeError with the engine's words where it cannot answer.
    """
    start = command()
    with tempfile.TemporaryDirectory() as scratch:
        job = os.path.join(scratch, "job.yaml")
        node = os.path.join(scratch, "topo.txt")
        with open(job, "w", encoding="utf-8") as out:
            out.write(workload)
        with open(node, "w", encoding="utf-8") as out:
            out.write(_ONE_GPU)
        capture = [] if any(not a.startswith("-") and os.path.exists(a) for a in arguments) else [node]
        run = subprocess.run(
            start + ["analyze"] + capture + arguments + ["--workload", job, "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, check=False)
    if run.returncode not in (0, 1):
        raise RuntimeError("shmfit ended with %d: %s" % (run.returncode, run.stderr.strip()))
    report: Dict[str, Any] = json.loads(run.stdout)
    return report
