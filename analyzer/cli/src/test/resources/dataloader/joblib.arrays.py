"""What joblib has in /dev/shm while workers look at arrays: joblib.arrays.py COUNT BYTES prints it."""
import json
import os
import sys
import time

import numpy
from joblib import Parallel, delayed


def used():
    shm = os.statvfs("/dev/shm")
    return (shm.f_blocks - shm.f_bfree) * shm.f_frsize


def look(array):
    # A worker that still starts makes a semaphore, and unlinks it at once.
    least = used()
    for _ in range(10):
        time.sleep(0.01)
        least = min(least, used())
    return least, int(array[0])


if __name__ == "__main__":
    count, size = int(sys.argv[1]), int(sys.argv[2])
    arrays = [numpy.ones(size, dtype=numpy.uint8) for _ in range(count)]
    seen = Parallel(n_jobs=2)(delayed(look)(a) for a in arrays)
    print(json.dumps({"used": max(u for u, _ in seen)}))
