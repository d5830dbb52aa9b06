"""Describes each kind of loader, sizes it with the engine, and runs it on a /dev/shm of its own: once with room to measure
what it takes at most, once with exactly the bound. Prints a line for each, and a count; exits with 1 where a bound does not
hold.

    SHMFIT=/path/to/shmfit unshare -m python3 compare_kinds.py [KIND...]

Needs the right to mount; the mount namespace keeps /dev/shm of the machine as it is.
"""

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]

import torch  # noqa: E402

# A process that has threads of OpenMP cannot be forked: what the fork computes would wait for them.
torch.set_num_threads(1)

import loader_kinds  # noqa: E402
import shmfit  # noqa: E402
from shmfit import _engine  # noqa: E402

NODE = os.path.join(HERE, "..", "..", "..", "fixtures", "cases", "h100-x1-docker-64m")
LIBC = ctypes.CDLL("libc.so.6", use_errno=True)
PLENTY = 2 << 30
SECONDS = 120


def mounted(size, work):
    """What work returns, in a process of its own, on a /dev/shm of that size."""
    if LIBC.mount(b"tmpfs", b"/dev/shm", b"tmpfs", 0, b"size=%d" % size):
        raise OSError(ctypes.get_errno(), "mount of /dev/shm")
    try:
        return apart(work)
    finally:
        LIBC.umount2(b"/dev/shm", 2)


def apart(work):
    """What work returns, in a process of its own; a text that says why where it returns nothing."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.setpgid(0, 0)
        try:
            answer = work()
        except BaseException as error:
            answer = "%s: %s" % (type(error).__name__, str(error)[:300])
        os.write(write, json.dumps(answer).encode())
        os._exit(0)
    os.close(write)
    told, end = b"", time.monotonic() + SECONDS
    while select.select([read], [], [], max(0, end - time.monotonic()))[0]:
        some = os.read(read, 65536)
        if not some:
            break
        told += some
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)
    os.close(read)
    return json.loads(told) if told else "no end after %d s, or killed" % SECONDS


def loaders_of(kind):
    make, use = loader_kinds.KINDS[kind]
    if use.get("fs"):
        torch.multiprocessing.set_sharing_strategy("file_system")
    made = make()
    return (made if isinstance(made, list) else [made]), use


def described(kind):
    """The workload file of a kind, as ``describe`` writes it."""
    loaders, use = loaders_of(kind)
    beside = {"zip": "beside", "after": "after", None: None}[use.get("mode")]
    return shmfit.workload(
        [
            shmfit.describe(
                loader,
                use.get("samples", 8),
                name="loader%d" % number,
                epochs=use.get("epochs", 1),
                held=use.get("held", 1),
                runs=beside if number else None,
                first_batch=use.get("first", False),
            )
            for number, loader in enumerate(loaders)
        ],
        ranks=1,
    )


def need(workload):
    """Bytes of /dev/shm that the loaders need, by the engine; NCCL, which does not run here, may need some too."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(workload)
        file.flush()
        ran = subprocess.run(
            [*_engine.command(), "analyze", NODE, "--workload", file.name, "--format", "json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )
    if ran.returncode > 1:
        return ran.stderr.strip()
    shm = json.loads(ran.stdout)["shm"]
    return shm["requiredBytes"] - sum(c["bytes"] for c in shm["consumers"] if c["name"] == "nccl")


class Watch:
    """The most that /dev/shm had; waits for it to settle where there is time."""

    def __init__(self, use, patient):
        self.pause, self.patient, self.most = (0.25 if use.get("slow") else 0.06), patient, 0
        self.base = self.used()

    @staticmethod
    def used():
        shm = os.statvfs("/dev/shm")
        return (shm.f_blocks - shm.f_bfree) * shm.f_frsize

    def look(self):
        last = self.used() - self.base
        self.most = max(self.most, last)
        same, end = 0, time.monotonic() + 4
        while self.patient and same < 3 and time.monotonic() < end:
            time.sleep(self.pause)
            now = self.used() - self.base
            same = same + 1 if now == last else 0
            last = now
            self.most = max(self.most, last)


def epoch(batches, held, keep, watch):
    number = 0
    while True:
        if held == 0:
            keep.clear()
        try:
            batch = next(batches)
        except StopIteration:
            return
        number += 1
        if number < 6 or number % 3 == 0:
            watch.look()
        keep.append(batch)
        del keep[: -max(1, held)]
        del batch


def together(loaders):
    """As zip, which would keep the first tuple that it made until it ends itself."""
    iterators = [iter(loader) for loader in loaders]
    while True:
        try:
            yield [next(iterator) for iterator in iterators]
        except StopIteration:
            return


def ran(kind, patient):
    """The most that a kind takes while it runs to its end."""
    loaders, use = loaders_of(kind)
    watch = Watch(use, patient)
    kept = [[] for _ in loaders]
    for _ in range(use.get("epochs", 1)):
        if use.get("mode") == "zip":
            epoch(together(loaders), 1, kept[0], watch)
            watch.look()
            continue
        for loader, keep in zip(loaders, kept):
            batches = iter(loader)
            epoch(batches, use.get("held", 1), keep, watch)
            del batches
            watch.look()
    return watch.most


def compare(kind):
    """How it came out, and the line for it."""
    workload = apart(lambda: described(kind))
    size = need(workload) if "loaders:" in workload else workload
    if not isinstance(size, int):
        return "not sized", "%-26s %s" % (kind, size)
    most = mounted(PLENTY, lambda: ran(kind, True))
    at_bound = mounted(max(size, 4096), lambda: ran(kind, False))
    if not isinstance(most, int):
        return "did not run", "%-26s %s" % (kind, most)
    outcome = "exceeded" if most > size else "exact" if most == size else "covered"
    if not isinstance(at_bound, int):
        outcome = "failed at its bound"
    return outcome, "%-26s need %10d  most %10d  %.3f  %s%s" % (
        kind,
        size,
        most,
        most / size if size else 0,
        outcome,
        "" if isinstance(at_bound, int) else ": " + at_bound,
    )


def main():
    kinds = sys.argv[1:] or [k for k in loader_kinds.KINDS if loader_kinds.here(k)]
    counted = {}
    for kind in kinds:
        outcome, line = compare(kind)
        counted[outcome] = counted.get(outcome, 0) + 1
        print(line, flush=True)
    print("PyTorch %s: %s" % (torch.__version__, ", ".join("%d %s" % (n, o) for o, n in sorted(counted.items()))))
    sys.exit(not set(counted) <= {"exact", "covered"})


if __name__ == "__main__":
    main()
