"""What DALI's parallel source has in /dev/shm: dali.source.py DEPTH SOURCE_DEPTH BATCH BYTES WORKERS prints the most seen."""
import json
import os
import sys

import numpy
from nvidia.dali import fn, pipeline_def, types

depth, ahead, batch, size, workers = (int(a) for a in sys.argv[1:6])


def used():
    shm = os.statvfs("/dev/shm")
    return (shm.f_blocks - shm.f_bfree) * shm.f_frsize


class Source:
    def __call__(self, info):
        if info.iteration > 30:
            raise StopIteration
        return numpy.ones(size, dtype=numpy.uint8)


@pipeline_def(
    batch_size=batch,
    num_threads=1,
    device_id=None,
    prefetch_queue_depth=depth,
    py_num_workers=workers,
    py_start_method="spawn",
)
def pipeline():
    return fn.external_source(
        source=Source(), parallel=True, batch=False, prefetch_queue_depth=ahead, dtype=types.UINT8
    )


if __name__ == "__main__":
    running = pipeline()
    running.build()
    most = 0
    for _ in range(10):
        running.run()
        most = max(most, used())
    print(json.dumps({"used": most}), flush=True)
