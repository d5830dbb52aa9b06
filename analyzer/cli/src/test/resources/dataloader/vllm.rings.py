"""The rings of vLLM's executor and of its group of workers, made by vLLM's own classes: vllm.rings.py WORKERS prints what
they take when they are made, and once each of their chunks was written."""
import json
import multiprocessing
import os
import sys


def used():
    shm = os.statvfs("/dev/shm")
    return (shm.f_blocks - shm.f_bfree) * shm.f_frsize


def fill(queue):
    """Messages as large as the ring takes, until each chunk has had one; the readers are as slow as can be."""
    chunk, chunks = queue.buffer.max_chunk_bytes, queue.buffer.max_chunks
    for _ in range(chunks):
        queue.enqueue(b"x" * (chunk - 64))


def group(rank, workers, port, told):
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), LOCAL_RANK=str(rank))
    import torch.distributed as dist
    from vllm.distributed.parallel_state import GroupCoordinator

    dist.init_process_group("gloo", rank=rank, world_size=workers)
    coordinator = GroupCoordinator(
        [list(range(workers))], rank, "gloo", use_device_communicator=False, use_message_queue_broadcaster=True
    )
    told.send("made")
    told.recv()
    if rank == 0:
        fill(coordinator.mq_broadcaster)
    told.send("filled")
    told.recv()


def main():
    workers = int(sys.argv[1])
    import vllm.envs as envs
    from vllm.distributed.device_communicators.shm_broadcast import MessageQueue
    from vllm.utils.network_utils import get_open_port

    port = get_open_port()
    queues, pipes = [], []
    try:
        # As MultiprocExecutor and its WorkerProc make them.
        queues.append(MessageQueue(workers, workers, max_chunk_bytes=envs.VLLM_MQ_MAX_CHUNK_BYTES_MB * 1024 * 1024))
        queues += [MessageQueue(1, 1) for _ in range(workers)]
    except RuntimeError as refused:
        print(json.dumps({"refused": str(refused)}), flush=True)
        return
    spawn = multiprocessing.get_context("spawn")
    for rank in range(workers):
        here, there = spawn.Pipe()
        pipes.append(here)
        spawn.Process(target=group, args=(rank, workers, port, there), daemon=True).start()
        there.close()
    for pipe in pipes:
        pipe.recv()
    created = used()
    for queue in queues:
        fill(queue)
    for pipe in pipes:
        pipe.send("go")
    for pipe in pipes:
        pipe.recv()
    print(json.dumps({"created": created, "used": used()}), flush=True)


if __name__ == "__main__":
    main()
    os._exit(0)
