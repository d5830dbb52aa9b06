numbers = 数字
peak = 峰值时刻：{ $moment }
free = 空闲
size = 大小
short = 缺
to-spare = 富余
recommended = 建议
size-unknown = /dev/shm 的大小未知，无法比较。
when = 各时刻
limits = 可能耗尽的资源
limit-fits = 需要 { $needs }，共 { $has }
limit-fails = 需要 { $needs }，共 { $has }：不足
limit-none = 需要 { $needs }；无限制
limit-unknown = 需要 { $needs }；上限未知
no-limit = 无限制
memories = 各种内存对照
letter = 致管理员（可复制）
letter-title = 致管理员
findings = 诊断
passed = 通过：{ $ids }
owner = 负责方：{ $owner ->
        [job] 作业
        [image] 镜像
        [node] 节点
       *[hypervisor] 虚拟化层
    }
how-by-platform = 各平台的做法见“修复”部分。
from = 依据：
facts = 未采集到的事实
facts-read = 读取到的事实
without-consequence = 取其他值也不影响结果：{ $facts }。
fixes = { $id } 的修复
fixes-title = { $id } 的修复
then-look = 然后检查：
bare-host = 裸机
versions = 其他 NCCL 版本
versions-compare = shmfit plan NODE --change nccl={ $first }..{ $last } 比较首尾两个版本。
node-gpus = 节点的 GPU
pairs = { $group } 的 pair
groups-alike = { $first } 至 { $last }（{ $groups } 个相同的组，每组 { $ranks } 个 rank）
channels = NCCL { $version }，{ $ranks } 个 rank，channel：collective { $collective }、p2p { $p2p }（每个 peer { $peer }）、NVLS { $nvls }
stops = NCCL 在 { $phase } 阶段停止：{ $why }
of-all = { $pairs }，共 { $all }
path = 路径 { $path }
over-nodes = 共 { $nodes } 个节点，以节点 { $node } 的视角（rank 为整个作业的编号，跨节点的 pair 使用 NET）：
over-nodes-joined = 共 { $nodes } 个节点，以节点 { $node } 的视角（rank 为整个作业的编号，NVLink 连接这些节点）：
legend = { $letters }（行发送到列，GPU 编号）
nvlink-all = NVLink 连接所有 GPU。
nvlink-some = NVLink 只连接 GPU { $islands }。
numa-nodes = 各 NUMA 节点的 GPU：{ $nodes }。
narrowest = 从一部分到其余部分最窄的通路是{ $over }，按 NCCL 的计算为 { $rate } GB/s{ $assumed ->
        [yes] （假定）
       *[no] { "" }
    }。
link-between-cpus = CPU 之间的链路
ring = { $channels } 个 channel（{ $which }）的 ring：{ $first }{ $between } → { $last } → 回到起点
nodes-between = { $nodes } 个节点
more-rings = 另有 { $rings } 个 ring；JSON 报告中有全部
stop = 节点 { $node }（{ $ranks }）
sockets = 套接字
with-gdr = { $nic }（使用 GPUDirect RDMA）
crossing-collective = ring 与 tree：{ $ranks } 个 rank（{ $which }），经 { $by }
crossing-sendrecv = send/recv：{ $ranks } 个 rank（{ $which }），经 { $by }
through-proxy = ，通过 rank { $rank } 的 proxy（PXN）
first-to-last = { $first } 至 { $last }
md-sum = | /dev/shm | 需要 | 字节 | 算法 |
md-memories = | 内存 | 大小 | 字节 | 说明 |
md-pairs-of = { $ranks } 个 rank，NCCL { $version }，{ $channels } 个 collective channel
md-pairs = | 有序 pair | transport | 路径 | 决定规则 |
md-from = 依据：{ $places }。
md-facts = | 未采集到的事实 | 取值 | 来源 | 影响 |
md-facts-read = | 读取到的事实 | 取值 | 位置 |
md-at = | 时刻 |
md-limits = | 可能耗尽的资源 | 需要 | 大小 | |
md-too-little = **不足**
md-versions = | NCCL | 需要 | 变化 |
