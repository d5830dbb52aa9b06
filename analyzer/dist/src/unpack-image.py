"""Makes a bundle for runc out of the image's archive, as an init container would be run.

    unpack-image.py LAYOUT BUNDLE            unpacks the layers and writes config.json
    unpack-image.py --arguments BUNDLE ARG…  sets what the image's entry point is called with
"""

import json
import pathlib
import sys
import tarfile


def unpack(layout: pathlib.Path, bundle: pathlib.Path) -> None:
    """Unpacks every layer in order and writes a configuration that allows nothing."""
    entry = json.loads((layout / "manifest.json").read_text())[0]
    process = json.loads((layout / entry["Config"]).read_text())["config"]
    rootfs = bundle / "rootfs"
    for layer in entry["Layers"]:
        with tarfile.open(layout / layer) as archive:
            archive.extractall(rootfs)
    for directory in ("proc", "dev"):
        (rootfs / directory).mkdir(exist_ok=True)
    user, group = (int(part) for part in process["User"].split(":"))
    (bundle / "entrypoint.json").write_text(json.dumps(process["Entrypoint"]))
    (bundle / "config.json").write_text(json.dumps({
        "ociVersion": "1.0.2",
        "process": {
            "user": {"uid": user, "gid": group},
            "args": process["Entrypoint"],
            "env": process["Env"],
            "cwd": process["WorkingDir"],
            "capabilities": {"bounding": [], "effective": [], "permitted": [], "inheritable": [], "ambient": []},
            "noNewPrivileges": True,
        },
        "root": {"path": "rootfs", "readonly": True},
        "hostname": "pod",
        "mounts": [
            {"destination": "/proc", "type": "proc", "source": "proc"},
            {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"]},
            {"destination": "/dev/shm", "type": "tmpfs", "source": "shm",
             "options": ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]},
        ],
        "linux": {"namespaces": [{"type": name} for name in ("pid", "mount", "ipc", "uts", "network")]},
    }, indent=1))


def call_with(bundle: pathlib.Path, arguments: list[str]) -> None:
    """Sets the arguments of the entry point."""
    path = bundle / "config.json"
    config = json.loads(path.read_text())
    config["process"]["args"] = json.loads((bundle / "entrypoint.json").read_text()) + arguments
    path.write_text(json.dumps(config, indent=1))


if sys.argv[1] == "--arguments":
    call_with(pathlib.Path(sys.argv[2]), sys.argv[3:])
else:
    unpack(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
