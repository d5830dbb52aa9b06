"""Python runs this before a traced program: it puts itself out of the way, and waits for PyTorch's loader."""

import importlib.util
import os
import sys


def _step_aside() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != here]
    paths = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p and os.path.abspath(p) != here]
    if paths:
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    else:
        os.environ.pop("PYTHONPATH", None)
    sys.modules.pop("sitecustomize", None)
    # The machine's own, which this one stood before.
    spec = importlib.util.find_spec("sitecustomize")
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


_step_aside()
_output = os.environ.pop("SHMFIT_TRACE", None)
if _output:
    from shmfit._trace import wait_for_torch

    wait_for_torch(_output, int(os.environ.pop("SHMFIT_TRACE_SAMPLES", "8")))
