"""What Ray's store has in /dev/shm once objects are written: ray.store.py STORE COUNT BYTES TEMPORARY prints it."""
import json
import os
import sys

# Ray's package would be taken for this directory's file of that name.
sys.path.pop(0)
import ray

store, count, size = (int(a) for a in sys.argv[1:4])
try:
    ray.init(object_store_memory=store, num_cpus=1, include_dashboard=False, log_to_driver=False, _temp_dir=sys.argv[4])
except ValueError as refused:
    print(json.dumps({"refused": str(refused)}))
    sys.exit()
kept = [ray.put(b"x" * size) for _ in range(count)]
shm = os.statvfs("/dev/shm")
print(json.dumps({"used": (shm.f_blocks - shm.f_bfree) * shm.f_frsize}), flush=True)
ray.shutdown()
