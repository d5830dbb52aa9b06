# What the job was taken to be, and how the peak of a DataLoader comes about.
no-gpu = no GPU
gpus-row = GPUs { $first } to { $last }
gpus-list = { $count ->
        [one] GPU
       *[other] GPUs
    } { $gpus }
ranks = { $ranks } ({ $gpus }{ $from })
ranks-without-gpus = { $ranks } (no GPUs)
ranks-gpus-unknown = { $ranks } (GPUs not known)
nodes = { $nodes }{ $kinds ->
        [several] , this kind
       *[one] { "" }
    } of { $ranks } ranks each, numbered { $order ->
        [block] node by node
       *[turn] in turn over the nodes
    }; needs are those of the neediest
pods = { $pods } of { $ranks } ranks each; needs are those of the neediest
loader = { $workers } workers, prefetch factor { $prefetch }, batches of { $batch }
rank-memory = memory of a rank
other = other { $name }
no-workers = no workers: the process itself makes the batches, in its own memory
batches = { $batches ->
        [one] 1 batch
       *[other] { $batches } batches
    } of { $size } ({ $alive })
and-semaphores = { " " }+ { $semaphores } semaphores of { $size }
and-leftovers = { " " }+ as many of the epoch before
and-other = { " " }+ { $bytes } that the dataset and stated extras keep there
less-smaller = { $sum } - { $bytes } that some of these batches are smaller
prefetched = { $workers ->
        [one] 1 worker
       *[other] { $workers } workers
    } × { $prefetch } prefetched
ahead = { $batches } ahead
pinned = { $ahead }; pinned copies are not in /dev/shm
held = { $ahead } + { $held } held + 1 handed over
all-batches = all that there are; { $sum } would be { $all }
inherited = { $sum } + { $inherited } inherited from the epoch before
