"""Writes the workload file of a program that is not changed: looks on as it iterates its loaders."""

import atexit
import importlib.abc
import importlib.machinery
import importlib.util
import os
import subprocess
import sys
from typing import Any, Dict, List, Optional

from . import _measure
from ._describe import LoaderDescription, describe
from ._others import ONE_BATCH
from ._storages import sent
from ._workload import workload

TARGET = "torch.utils.data.dataloader"


def run(program: List[str], output: str, samples: int) -> int:
    """Runs ``program`` with the hook before it on Python's path; gives its exit code."""
    here = os.path.dirname(os.path.abspath(__file__))
    environment = dict(os.environ)
    paths = [os.path.join(here, "_hook"), os.path.dirname(here), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(p for p in paths if p)
    environment["SHMFIT_TRACE"] = os.path.abspath(output)
    environment["SHMFIT_TRACE_SAMPLES"] = str(samples)
    code = subprocess.call(program, env=environment)
    if not os.path.exists(output):
        print("shmfit: no DataLoader was iterated; nothing was written", file=sys.stderr)
    return code


class _Finder(importlib.abc.MetaPathFinder):
    """Finds PyTorch's loader as everybody does, and has it told when it is there."""

    def __init__(self, then: Any) -> None:
        self.then = then

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        if fullname != TARGET:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is None or spec.loader is None:
            return spec
        plain = spec.loader.exec_module

        def executed(module: Any) -> None:
            plain(module)
            self.then(module)

        spec.loader.exec_module = executed  # type: ignore[method-assign]
        return spec


class Trace:
    """The loaders that this process has iterated, in the order of their first run."""

    def __init__(self, output: str, samples: int) -> None:
        self.output = output
        self.samples = samples
        self.process = os.getpid()
        self.loaders: Dict[int, Any] = {}
        self.descriptions: Dict[int, LoaderDescription] = {}
        self.passes: Dict[int, int] = {}
        self.undo: Any = None

    def installed(self, module: Any) -> None:
        """Wraps ``DataLoader.__iter__`` until the process ends."""
        loader_class = module.DataLoader
        plain = loader_class.__iter__
        trace = self

        def looked_at(loader: Any) -> Any:
            if os.getpid() == trace.process:
                trace.begins(loader)
            iterator = plain(loader)
            if os.getpid() == trace.process and not trace.descriptions[id(loader)].leaves:
                return trace.first_batch(loader, iterator)
            return iterator

        loader_class.__iter__ = looked_at
        self.undo = lambda: setattr(loader_class, "__iter__", plain)
        atexit.register(self.ends)

    def begins(self, loader: Any) -> None:
        key = id(loader)
        self.passes[key] = self.passes.get(key, 0) + 1
        if key not in self.loaders:
            self.loaders[key] = loader
            name = "loader%s" % (len(self.loaders) if len(self.loaders) > 1 else "")
            try:
                self.descriptions[key] = describe(loader, self.samples, name=name)
            except Exception as e:  # noqa: B902 - the program goes on whatever happens here
                note = "could not be measured: %s: %s" % (type(e).__name__, e)
                self.descriptions[key] = LoaderDescription(name, [("name", name, ""), ("workers", loader.num_workers, "")], [], [], [note])

    def first_batch(self, loader: Any, iterator: Any) -> Any:
        """Looks at the first batch that arrives, in place of making one."""
        for batch in iterator:
            there = sent(batch)
            d = self.descriptions[id(loader)]
            leaves = [_measure.Leaf({"bytes": s.nbytes, "per": "batch"}, "measured, the first batch that arrived") for s in there.storages]
            none = [_measure.Leaf({"python": "none"}, "no tensor is shared")]
            self.descriptions[id(loader)] = LoaderDescription(d.name, d.settings, leaves or none, d.extras, [], [ONE_BATCH])
            yield batch
            break
        yield from iterator

    def ends(self) -> None:
        """Writes the file and takes the wrapper away."""
        if os.getpid() != self.process or self.undo is None:
            return
        self.undo()
        if not self.descriptions:
            return
        done = []
        for key, d in self.descriptions.items():
            passes = self.passes[key]
            settings = [("epochs", passes, "as often as it was iterated") if s[0] == "epochs" else s for s in d.settings]
            done.append(LoaderDescription(d.name, settings, d.leaves, d.extras, d.notes, d.not_covered))
        text = workload(done)
        with open(self.output, "w", encoding="utf-8") as out:
            out.write(text)


def wait_for_torch(output: str, samples: int) -> None:
    """Looks on from the moment at which the program imports PyTorch's loader."""
    sys.meta_path.insert(0, _Finder(Trace(output, samples).installed))
