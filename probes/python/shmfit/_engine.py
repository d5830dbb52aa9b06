"""Asks the Java engine, where it is."""

import json
import os
import shutil
import subprocess
import tempfile
from typing import Any, Dict, List, Optional

#: The least table of a machine without anything that NCCL would use /dev/shm for.
_ONE_GPU = "\tGPU0\tCPU Affinity\nGPU0\t X \t0-7\n"


class EngineMissing(RuntimeError):
    """There is no shmfit to ask."""


def command() -> Optional[List[str]]:
    """How the engine is started: ``SHMFIT``, the jar in this package, or ``shmfit`` on the PATH."""
    stated = os.environ.get("SHMFIT")
    if stated:
        return stated.split()
    jar = os.path.join(os.path.dirname(__file__), "data", "shmfit.jar")
    java = shutil.which("java")
    if os.path.exists(jar) and java:
        return [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar]
    found = shutil.which("shmfit")
    return [found] if found else None


def analyze(workload: str, arguments: List[str]) -> Dict[str, Any]:
    """The engine's report as JSON, for a workload file and further arguments of ``shmfit analyze``.

    Raises EngineMissing, and RuntimeError with the engine's words where it cannot answer.
    """
    start = command()
    if start is None:
        raise EngineMissing("no shmfit on the PATH and none in this package; SHMFIT=/path/to/shmfit names one")
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
