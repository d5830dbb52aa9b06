"""What arrays of multiprocessing have in /dev/shm: multiprocessing.arrays.py COUNT BYTES prints it."""
import json
import multiprocessing
import os
import sys

count, size = int(sys.argv[1]), int(sys.argv[2])
arrays = [multiprocessing.Array("b", size) for _ in range(count)]
for array in arrays:
    array[:] = [1] * size
shm = os.statvfs("/dev/shm")
print(json.dumps({"used": (shm.f_blocks - shm.f_bfree) * shm.f_frsize}))
