title = 预测与日志对照
answer-log = 日志
answer-agrees = 一致
answer-differs = 不一致
nothing-comparable = 日志中没有可与预测对照的内容。
all-agree = 日志显示的 { $things } 项均与 NCCL { $version } 的预测一致。
some-differ = 对照的 { $things } 项中有 { $differ } 项与 NCCL { $version } 的预测不同。
log-alone = 日志显示 { $communicators } 个 communicator；没有采集，无从对照。
heading-files = /dev/shm 中的文件
heading-log = 日志
cause-likely = 可能原因：{ $why }
cause-possible = 可以解释的原因：{ $why }
rest-agrees = { $how ->
        [with] 加上 { $option }
       *[then] 这样
    }，其余全部一致。
rest-remains = { $how ->
        [with] 加上 { $option }
       *[then] 这样
    }，还剩 { $differences } 处不同。
nothing-explains = 尝试过的原因都无法解释。日志是否由本作业在本节点写出？
communicator = COMMUNICATOR { $id }（{ $least ->
        [yes] 至少 { $ranks } 个 rank
       *[no] { $ranks } 个 rank
    }）
on-gpus = ，GPU { $gpus }（依据：{ $by }）
times = ，{ $times } 次
agree = { $all } 项一致
differ = { $all } 项中 { $differ } 项不同
subject-communicator = communicator 构成
subject-init = 初始化
subject-channels = channel 数
subject-pair = pair 连接
subject-ring = ring 顺序
subject-tree = tree 结构
subject-segments = 文件
not-compared = 未对照：
and-more = ……另有 { $more } 项
not-in-log = 日志中没有
forecast-and-log = 预测 { $forecast }，日志 { $log }
no-version = 其中没有 NCCL 版本
driver = ，CUDA 驱动 { $version }
lines-of-nccl = { $version }；{ $lines } 行中 { $messages } 行来自 NCCL，其中 { $unread } 行未能理解
messages-in-lines = { $version }；{ $lines } 行中的 { $messages } 条消息来自 NCCL，其中 { $unread } 条未能理解
made = 在 /dev/shm 中创建了 { $count } 个 { $bytes } 字节的文件
rank = rank { $rank } 号
on = ，设备 { $device }
on-cuda-device = ，CUDA 设备 { $device }
rings = { $rings } 个 ring
channels = channel：collective { $collective }、NVLS { $nvls }、p2p { $p2p }、每个 peer { $peer }
pairs-via = { $pairs } 个 pair：{ $via }
by-order-of-bus-ids = bus id 的顺序
by-bus-id = bus id 对应
by-nvml-index = NVML 编号
by-index-in-log = 日志中的编号
by-cuda-index = CUDA 编号
by-order = 顺序，因日志未给出设备
several-ranks-one-gpu = 日志中多个 rank 使用同一块 GPU；它来自多个节点，或另一个节点
ranks-not-said = 未说明哪些 rank 在本节点运行
gpus-not-captured = 其 GPU 不在采集之中
one-rank-found = 在本节点只能找到其一个 rank
gpus-not-said = 日志未说明使用哪些 GPU
not-all-ranks = channel、ring 和 tree：{ $ranks } 个 rank 中已知在本节点运行的有 { $known } 个
facts-missing = ring 和 tree：取决于缺失的事实（{ $facts }）
see-the-pairs = 见 pair
cannot-be-forecast = 无法预测
not-shown = pair、channel、ring 和 tree：日志中没有
many-communicators = 日志中不同的 communicator 超过 { $most } 个；只对照了最前面的。
files-not-compared = 日志显示在 /dev/shm 中创建了文件，但并非包含每个 communicator 的每个 rank，因此未对照其数量。
other-communicator = 作业的 communicator 有 { $ranks } 个 rank（GPU { $gpus }），与所问的不同。
other-nccl = 作业运行的是 NCCL { $version }，而预测针对 { $taken }。
other-nccl-with = 作业以 { $settings } 运行 NCCL { $version }；预测针对没有该设置的 { $taken }。
other-driver = 作业在 CUDA 驱动 { $version } 上运行。
settings-shown = 日志显示 { $settings }，而采集和选项中没有。
guess-hidden-devices = 每个进程只能看到自己的 GPU（hidden devices）。
guess-p2p-none = 在作业运行处，NVML 报告 P2P 不可用。
guess-p2p-ok = 在作业运行处，NVML 报告 P2P 可用。
guess-peer-access-none = 在作业运行处，CUDA 拒绝 peer access。
guess-no-vmm = 作业运行处的驱动没有虚拟内存管理。
guess-own-process = 每个 rank 是单独的进程。
guess-one-process = 所有 rank 共用一个进程。
guess-sys-nice = 容器具有 CAP_SYS_NICE。
guess-no-sys-nice = 容器没有 CAP_SYS_NICE。
guess-older-driver = 驱动早于 12.6。
guess-newer-driver = 驱动为 12.6 或更新。
guess-no-multicast = 作业运行处的 NVSwitch 不支持 multicast。
guess-intel = CPU 为 Intel。
guess-amd = CPU 为 AMD。
guess-setting = 作业环境中有 { $setting }，而采集和日志都未显示。
guess-nccl = 作业运行了另一个 NCCL，例如 { $version }；日志未给出版本。
