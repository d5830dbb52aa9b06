"""What MosaicML's StreamingDataset has in /dev/shm at most: streaming.mds.py SAMPLES PER_SHARD BATCH WORKERS CANONICAL
writes a data set of that many samples, resumes it, reads an epoch of it through a DataLoader, and prints the most seen,
less what the workers of such a loader have by themselves."""
import json
import os
import sys
import tempfile

import torch
from streaming import MDSWriter, StreamingDataset
from torch.utils.data import DataLoader


def used():
    shm = os.statvfs("/dev/shm")
    return (shm.f_blocks - shm.f_bfree) * shm.f_frsize


class Watched(StreamingDataset):
    """Looks when an epoch's order of samples has just been shared, which is when the data set has the most."""

    def _share_work(self, sample_ids):
        shared = super()._share_work(sample_ids)
        with open(os.environ["SEEN"], "a") as file:
            file.write("%d\n" % used())
        return shared


def main():
    samples, per_shard, batch, workers, canonical = map(int, sys.argv[1:6])
    scratch = tempfile.mkdtemp()
    os.environ["SEEN"] = scratch + "/seen"
    plain = iter(DataLoader(range(64), num_workers=workers, collate_fn=len))
    base = used()
    del plain
    with MDSWriter(out=scratch + "/set", columns={"n": "int64"}, size_limit=per_shard * 12 + 100) as out:
        for n in range(samples):
            out.write({"n": n})
    data = Watched(local=scratch + "/set", shuffle=True, batch_size=batch, num_canonical_nodes=canonical)
    data.load_state_dict(
        {
            "epoch": 0,
            "sample_in_epoch": 0,
            "num_canonical_nodes": canonical,
            "shuffle_seed": 9176,
            "initial_physical_nodes": 1,
        }
    )
    loader = DataLoader(data, batch_size=batch, num_workers=workers, collate_fn=len)
    # One epoch: an iterator of before would have its semaphores until Python collects it.
    seen = sum(loader)
    assert seen >= samples, seen
    with open(os.environ["SEEN"]) as file:
        most = max(map(int, file))
    print(json.dumps({"used": most - base, "shards": data.num_shards}), flush=True)


if __name__ == "__main__":
    torch.multiprocessing.set_sharing_strategy("file_system")
    main()
