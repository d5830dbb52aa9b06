"""``python -m shmfit workload train.py:loader`` and ``python -m shmfit trace -- python train.py``."""

import argparse
import importlib.util
import os
import sys
from typing import Any, Dict, List, Optional

from ._version import __version__
from ._workload import workload


def load(place: str) -> Dict[str, Any]:
    """The loaders of ``FILE.py:NAME[,NAME…]`` by name; a name is a loader, or a function without arguments that makes one."""
    file, colon, names = place.rpartition(":")
    if not colon or not names:
        raise SystemExit("shmfit: %r: expected FILE.py:NAME, such as train.py:loader" % place)
    if not os.path.exists(file):
        raise SystemExit("shmfit: there is no file %r" % file)
    sys.path.insert(0, os.path.dirname(os.path.abspath(file)))
    # Not __main__: what the script does when it is run is not wanted.
    spec = importlib.util.spec_from_file_location("shmfit_train", file)
    if spec is None or spec.loader is None:
        raise SystemExit("shmfit: %r is no Python file" % file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["shmfit_train"] = module
    spec.loader.exec_module(module)
    found = {}
    for name in names.split(","):
        value: Any = module
        for part in name.split("."):
            if not hasattr(value, part):
                raise SystemExit("shmfit: %s has no %r" % (file, name))
            value = getattr(value, part)
        is_loader = hasattr(value, "num_workers") or hasattr(value, "__next__") or hasattr(value, "pipeline")
        found[name.replace(".", "-")] = value if is_loader or not callable(value) else value()
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m shmfit", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("workload", help="write the workload file of a script's loaders; the script is imported, not run")
    one.add_argument("place", metavar="FILE.py:NAME[,NAME...]")
    one.add_argument("--samples", type=int, default=8, help="of each loader's dataset, to be looked at (default 8)")
    one.add_argument("--ranks", type=int, help="on the node (default: as torchrun tells, else 1)")
    one.add_argument("--epochs", type=int, help="how often each loader is run through")
    one.add_argument("--held", type=int, help="batches that the loop refers to at next()")
    one.add_argument("--first-batch", action="store_true", help="let a process of its own make one batch of an iterable dataset")
    one.add_argument("-o", "--output", help="write to a file")
    two = commands.add_parser("trace", help="run a program unchanged, and write the workload file of the loaders that it iterates")
    two.add_argument("-o", "--output", default="workload.yaml", help="default: workload.yaml")
    two.add_argument("--samples", type=int, default=8)
    two.add_argument("program", nargs=argparse.REMAINDER, metavar="-- PROGRAM ...")
    return parser


def main(arguments: Optional[List[str]] = None) -> int:
    """The command line; gives the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.command == "trace":
        from ._trace import run

        program = asked.program[1:] if asked.program[:1] == ["--"] else asked.program
        if not program:
            raise SystemExit("shmfit: what is to be run? python -m shmfit trace -- python train.py")
        return run(program, asked.output, asked.samples)
    text = workload(load(asked.place), asked.samples, ranks=asked.ranks, epochs=asked.epochs, held=asked.held,
                    first_batch=asked.first_batch)
    if asked.output:
        with open(asked.output, "w", encoding="utf-8") as out:
            out.write(text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
