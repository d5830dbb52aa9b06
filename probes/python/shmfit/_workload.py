"""The workload file of a job: its loaders, ranks, and the versions that this process runs."""

import os
import sys
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from . import _yaml
from ._describe import LoaderDescription, describe
from ._version import __version__

Loaders = Union[Any, Sequence[Any], Mapping[str, Any]]


def described(loaders: Loaders, samples: int = 8, **stated: Any) -> List[LoaderDescription]:
    """Every loader described: one, a list, or a mapping from names."""
    if isinstance(loaders, LoaderDescription):
        return [loaders]
    if isinstance(loaders, Mapping):
        named: Dict[str, Any] = dict(loaders)
    elif isinstance(loaders, (list, tuple)):
        named = {"loader%s" % (i + 1 if i else ""): l for i, l in enumerate(loaders)}
    else:
        named = {"loader": loaders}
    return [l if isinstance(l, LoaderDescription) else describe(l, samples, name=n, **stated) for n, l in named.items()]


def ranks_here() -> int:
    """Ranks of the job on this node, as torchrun and its like tell; 1 where nothing tells."""
    for key in ("LOCAL_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_SIZE", "MV2_COMM_WORLD_LOCAL_SIZE", "SLURM_NTASKS_PER_NODE"):
        value = os.environ.get(key, "")
        if value.isdigit() and int(value) > 0:
            return int(value)
    return 1


def nccl_version() -> Optional[str]:
    """The NCCL that PyTorch brings; known without a GPU."""
    try:
        import torch

        version = torch.cuda.nccl.version()  # type: ignore[no-untyped-call]
    except Exception:  # noqa: B902 - a PyTorch without NCCL says so in several ways
        return None
    return ".".join(str(v) for v in version) if isinstance(version, tuple) else None


def groups() -> List[str]:
    """Process groups of torch.distributed that lie on this node, as lines of the file."""
    torch = sys.modules.get("torch")
    if torch is None or not torch.distributed.is_available() or not torch.distributed.is_initialized():
        return []
    world = getattr(torch.distributed.distributed_c10d, "_world", None)
    local = ranks_here()
    first = torch.distributed.get_rank() // local * local
    lines: List[str] = []
    for group, ranks in (dict(world.pg_group_ranks) if world is not None else {}).items():
        members = sorted(r - first for r in ranks)
        if group is not torch.distributed.group.WORLD and members and 0 <= members[0] and members[-1] < local and len(members) > 1:
            lines.append("  - {name: group%d, ranks: [%s], operations: [allreduce]}" % (len(lines) + 1, members))
    return ["groups:", "  - {name: world, operations: [allreduce, allgather, reducescatter]}"] + lines if lines else []


def workload(loaders: Loaders, samples: int = 8, *, ranks: Optional[int] = None, **stated: Any) -> str:
    """The workload file as a text, each figure with a comment on where it was measured or read."""
    import torch

    all_of_them = described(loaders, samples, **stated)
    lines = ["# Written by shmfit %s from the loaders themselves." % __version__, "version: 1"]
    if ranks is None:
        lines.append(_yaml.line(0, "ranks: %d" % ranks_here(), "LOCAL_WORLD_SIZE and its like, else 1"))
    else:
        lines.append(_yaml.line(0, "ranks: %d" % ranks, "stated"))
    lines.append(_yaml.line(0, 'torch: "%s"' % torch.__version__.split("+")[0].split("a")[0], "torch.__version__"))
    nccl = nccl_version()
    if nccl:
        lines.append(_yaml.line(0, 'nccl: "%s"' % nccl, "torch.cuda.nccl.version()"))
    lines += groups()
    lines.append("loaders:")
    for d in all_of_them:
        lines += d.lines()
    return "\n".join(lines) + "\n"
