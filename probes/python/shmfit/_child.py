"""Runs something in a process of its own, as a worker would, so that nothing of it stays."""

import json
import os
import sys
from typing import Any, Callable


def in_child(work: Callable[[], Any]) -> Any:
    """The answer of ``work``, run in a fork of this process; it must be what JSON can say.

    Raises RuntimeError with the child's words where it fails.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reads)
            try:
                answer = {"ok": work()}
            except BaseException as e:  # noqa: B902 - whatever it was, the parent has to know
                answer = {"error": "%s: %s" % (type(e).__name__, e)}
            with os.fdopen(writes, "w") as out:
                json.dump(answer, out)
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    answer = json.loads(text) if text else {"error": "the process ended without an answer"}
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["ok"]
