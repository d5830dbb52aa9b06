# What a job needs beside what there is, as text, Markdown and page say it.
shm-files = files in /dev/shm
memory-limit = memory limit
system-memory = system memory
open-files = open files, a process
locked-memory = locked memory, a rank
required = required
gpu-memory = GPU memory
gpu-memory-note = on { $cards ->
        [one] 1 card
       *[other] { $cards } cards
    }: the model and its activations; nothing of /dev/shm lies there
ram-note = of the machine; /dev/shm takes its pages from it, as they are written
limit-note = of the container; what is written to /dev/shm counts against it, here up to { $needs }
shm-note = what workers and NCCL share, of which this job needs { $needs }
shm-note-of-ram = { $percent } % of the RAM; what workers and NCCL share, of which this job needs { $needs }
less-than = less than { $percent }
sum = the sum of all consumers at the worst moment
files = NCCL's files, and each loader's storages and semaphores at its bound x ranks
memory-shm = /dev/shm at the worst moment
memory-driver = { " " }+ NCCL's host memory from the driver
memory-ranks = { " " }+ the stated memory of a rank x ranks
descriptors = of the process that needs most: one for each tensor storage that it holds, and about { $more } more
pinned = for each pinning loader of a rank: payload of a batch x (batches at its bound + held + 1)
not-in-capture = not in the capture
not-for-stated-size = not known for the stated size
no-size-option = the mount has no option size; a tmpfs then takes half of the machine's RAM
