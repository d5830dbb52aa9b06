"""Lets the loaders of the observed programs describe themselves: describe_observed.py RUNS.jsonl.gz prints one line of
JSON for each run whose program can be set up here: {"id", "torch", "workload"} or {"id", "torch", "skipped"}.

A program is run until it first iterates a loader; its workers are never started.
"""

import gzip
import json
import os
import signal
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(HERE, "observed")]

import torch  # noqa: E402
import torch.utils.data  # noqa: E402

import shmfit  # noqa: E402


THREADS = ("queue_thread_prefetch", "monai_thread_loader", "mp_queue")


class Found(BaseException):
    """A loader is about to be iterated."""


def too_long(*_):
    raise TimeoutError("the program does not come to its loader")


class Env:
    base, mode = 0, "fast"

    def step(self, *_):
        pass

    def handover(self):
        pass

    def note(self, **_):
        pass


def loader_of(fams, run):
    """The first loader that the program iterates."""

    def found(self):
        raise Found(self)

    p = dict(nw=run["settings"]["workers"], pf=run["settings"]["prefetch"], bs=run["settings"]["batch"], n=run["settings"]["samples"])
    plan = fams.F[run["family"]](p)
    if len(plan.loaders) != 1 or plan.ranks != 1 or plan.others:
        return None
    plain = torch.utils.data.DataLoader.__iter__
    torch.utils.data.DataLoader.__iter__ = found
    try:
        plan.run(Env())
    except Found as e:
        return e.args[0]
    finally:
        torch.utils.data.DataLoader.__iter__ = plain
    return None


def main():
    import fams

    with gzip.open(sys.argv[1], "rt") as lines:
        runs = [json.loads(line) for line in lines]
    for run in runs:
        answer = {"id": run["id"], "torch": run["torch"]}
        stated = (run["workload"].get("loaders") or [{}])[0]
        strategy = torch.multiprocessing.get_sharing_strategy()
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(20)
        try:
            if run["family"] in THREADS:
                raise RuntimeError("its loader is iterated in a thread")
            torch.multiprocessing.set_sharing_strategy(stated.get("sharing", strategy))
            loader = loader_of(fams, run)
            if loader is None:
                answer["skipped"] = "no single DataLoader"
            else:
                # What no loader knows of its loop is stated.
                extras = [e for e in stated.get("extras", []) if e["kind"] in ("kept-iterators", "early-exits")]
                if run["family"] in ("worker_exception", "worker_exception_dropped"):
                    extras = [{"kind": "survived-errors", "count": 2}]
                answer["workload"] = shmfit.workload(
                    loader, ranks=1, held=stated.get("held", 1), epochs=stated.get("epochs", 1), extras=extras, first_batch=True)
        except Exception as e:  # noqa: B902 - a family that needs what is not here
            answer["skipped"] = "%s: %s" % (type(e).__name__, str(e)[:200])
        finally:
            signal.alarm(0)
            torch.multiprocessing.set_sharing_strategy(strategy)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
