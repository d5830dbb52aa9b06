no-gpu = 没有 GPU
gpus-row = GPU { $first } 至 { $last }
gpus-list = GPU { $gpus } 号{ $count ->
        [one] { "" }
       *[other] { "" }
    }
ranks = { $ranks } 个（{ $gpus }{ $from }）
ranks-without-gpus = { $ranks } 个（没有 GPU）
ranks-gpus-unknown = { $ranks } 个（GPU 未知）
nodes = { $nodes } 个{ $kinds ->
        [several] （此类）
       *[one] { "" }
    }，每个 { $ranks } 个 rank，编号{ $order ->
        [block] 逐个节点
       *[turn] 在节点间轮流
    }；需求以需求最大的节点计
pods = { $pods } 个，每个 { $ranks } 个 rank；需求以需求最大的 pod 计
loader = { $workers } 个 worker，prefetch factor { $prefetch }，batch 大小 { $batch }
rank-memory = 每个 rank 的内存
other = 其他 { $name }
no-workers = 没有 worker：进程在自己的内存中生成 batch
batches = { $batches } 个 { $size } 的 batch（{ $alive }）
and-semaphores = { " " }+ { $semaphores } 个 { $size } 的信号量
and-leftovers = { " " }+ 上一个 epoch 的同样数量
and-other = { " " }+ 数据集和声明的额外部分占用的 { $bytes }
less-smaller = { $sum } - 其中一些 batch 较小而减少的 { $bytes }
prefetched = { $workers } 个 worker × prefetch { $prefetch }
ahead = 预先准备 { $batches } 个
pinned = { $ahead }；锁页副本不在 /dev/shm 中
held = { $ahead } + 持有 { $held } + 交出 1
all-batches = 现有的全部；{ $sum } 应为 { $all }
inherited = { $sum } + 从上一个 epoch 继承 { $inherited }
