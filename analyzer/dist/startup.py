#!/usr/bin/env python3
"""How long do whole processes of shmfit take, and how much memory?

    analyzer/dist/startup.py [-n RUNS] SHMFIT...

Each SHMFIT is a launcher, such as ./shmfit or the bin/shmfit of an unpacked archive; several are run in turn, A B A B,
so that a machine that is busy at times is so for all of them. Beside them, where there is a javac, a Java program of one
line with the same options. For each the least and the median of CPU time (user and system), of the time that passed, and
the largest memory of a process, as the operating system counts them for a process that has ended.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
from typing import Dict, List, NamedTuple, Optional, Tuple

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NODE = str(ROOT / "fixtures/observed/G8_h100_nvsw.xml")

#: What is run, and how long it may take on two cores with nothing else to do: seconds that pass.
COMMANDS: Dict[str, Tuple[List[str], Optional[float]]] = {
    "--version": (["--version"], 0.10),
    "explain 135": (["explain", "135"], 0.20),
    "explain FILE": (["explain", "{log}"], 0.20),
    "analyze (exact)": (["analyze", NODE, "--loader", "none"], 0.30),
    "check": (["check", "--loader", "none"], 0.35),
}

LOG = """Traceback (most recent call last):
RuntimeError: DataLoader worker (pid 229) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory.
"""


class Run(NamedTuple):
    """One process that has ended: seconds, seconds, KiB."""

    wall: float
    cpu: float
    peak: int


def run(command: List[str]) -> Run:
    """Runs a command without output and asks the operating system what it took."""
    with open(os.devnull, "rb+") as nothing:
        clock = os.times().elapsed
        process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
        _, status, used = os.wait4(process.pid, 0)
        wall = os.times().elapsed - clock
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit("%s ended with %d" % (" ".join(command), process.returncode))
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)


def one_liner(scratch: str) -> Optional[List[str]]:
    """The command of a Java program of one line; None without a compiler."""
    compiler = shutil.which("javac")
    if compiler is None:
        return None
    source = pathlib.Path(scratch, "OneLine.java")
    source.write_text('public class OneLine { public static void main(String[] a) { System.out.println("x"); } }\n', encoding="utf-8")
    subprocess.run([compiler, "-d", scratch, str(source)], check=True)
    return ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", scratch, "OneLine"]


def line(what: str, runs: List[Run], goal: Optional[float]) -> str:
    """A row of the table."""
    cpu, wall = [r.cpu for r in runs], [r.wall for r in runs]
    return "%-40s %5.2f %7.2f %9.2f %7.2f %9d %6s" % (
        what, min(cpu), statistics.median(cpu), min(wall), statistics.median(wall), max(r.peak for r in runs) // 1024,
        "" if goal is None else "%.2f" % goal)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=7, help="runs of each that count, after one that does not (default 7)")
    parser.add_argument("launchers", nargs="+", metavar="SHMFIT")
    asked = parser.parse_args()
    print("%-40s %13s %17s %9s %6s" % ("", "CPU s", "passed s", "peak MiB", "goal s"))
    print("%-40s %5s %7s %9s %7s" % ("", "least", "median", "least", "median"))
    with tempfile.TemporaryDirectory() as scratch:
        log = os.path.join(scratch, "train.log")
        pathlib.Path(log).write_text(LOG, encoding="utf-8")
        jobs: Dict[str, Tuple[List[str], Optional[float]]] = {}
        plain = one_liner(scratch)
        if plain:
            jobs["a Java program of one line"] = (plain, None)
        for name, (arguments, goal) in COMMANDS.items():
            for number, launcher in enumerate(asked.launchers):
                letter = " " + "ABCDEFGH"[number] if len(asked.launchers) > 1 else ""
                jobs[name + letter] = ([launcher] + [a.replace("{log}", log) for a in arguments], goal)
        taken: Dict[str, List[Run]] = {name: [] for name in jobs}
        for turn in range(asked.n + 1):
            for name, (command, _) in jobs.items():
                took = run(command)
                if turn:
                    taken[name].append(took)
        for name, (_, goal) in jobs.items():
            print(line(name, taken[name], goal))
    print("load %.1f of %d cores at the end" % (os.getloadavg()[0], os.cpu_count() or 1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
