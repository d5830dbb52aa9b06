"""The ring of one of SGLang's groups of processes, made by SGLang's own class: sglang.ring.py PROCESSES prints what it
takes when it is made, and once each of its chunks was written."""
import json
import multiprocessing
import os
import socket
import sys


def used():
    shm = os.statvfs("/dev/shm")
    return (shm.f_blocks - shm.f_bfree) * shm.f_frsize


def member(rank, processes, port, told):
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), LOCAL_RANK=str(rank))
    import torch.distributed as dist
    from sglang.srt.distributed.parallel_state import GroupCoordinator

    dist.init_process_group("gloo", rank=rank, world_size=processes)
    group = GroupCoordinator(
        [list(range(processes))],
        rank,
        "gloo",
        use_pynccl=False,
        use_mscclpp=False,
        use_custom_allreduce=False,
        use_torch_symm_mem_all_reduce=False,
        use_hpu_communicator=False,
        use_xpu_communicator=False,
        use_message_queue_broadcaster=True,
    )
    queue = group.mq_broadcaster
    told.send("made")
    told.recv()
    if rank == 0:
        for _ in range(queue.buffer.max_chunks):
            queue.enqueue(b"x" * (queue.buffer.max_chunk_bytes - 64))
    told.send("filled")
    told.recv()


def main():
    processes = int(sys.argv[1])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    spawn = multiprocessing.get_context("spawn")
    pipes = []
    for rank in range(processes):
        here, there = spawn.Pipe()
        pipes.append(here)
        spawn.Process(target=member, args=(rank, processes, port, there), daemon=True).start()
        there.close()
    for pipe in pipes:
        pipe.recv()
    created = used()
    for pipe in pipes:
        pipe.send("go")
    for pipe in pipes:
        pipe.recv()
    print(json.dumps({"created": created, "used": used()}), flush=True)


if __name__ == "__main__":
    main()
    os._exit(0)
