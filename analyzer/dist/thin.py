#!/usr/bin/env python3
"""Times a launcher of shmfit on every pasted matrix: analyzer/dist/thin.py ./shmfit [further options, such as --nccl all]

For each table of fixtures/captures/topo: seconds that passed, seconds of CPU, the most memory, and whether the range is a bound.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

if len(sys.argv) < 2:
    sys.exit(__doc__)
launcher, more = sys.argv[1], sys.argv[2:]
root = pathlib.Path(__file__).resolve().parents[2]
# The first run builds the jar, where it is missing.
subprocess.run([launcher, "--version"], check=True, stdout=subprocess.DEVNULL)
rows = []
for table in sorted((root / "fixtures" / "captures" / "topo").glob("*.txt")):
    began = time.monotonic()
    run = subprocess.Popen(
        [launcher, "analyze", "--topo-m", str(table), "--format", "json", *more],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    report = run.stdout.read()
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    passed = time.monotonic() - began
    bound = run.returncode == 0 and any(
        a["key"] == "possible-nodes" for a in json.loads(report)["assumptions"])
    rows.append((passed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, table.stem, run.returncode, bound))
print("passed s   cpu s    MiB  table")
for passed, cpu, memory, name, code, bound in rows:
    said = "" if code == 0 else f", exit {code}"
    print(f"{passed:8.2f} {cpu:7.2f} {memory:6.0f}  {name}{', a bound' if bound else ''}{said}")
print(f"most: {max(r[0] for r in rows):.2f} s passed, {max(r[1] for r in rows):.2f} s of CPU; load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores")
