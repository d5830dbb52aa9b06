# 说明：报告的发现、日志显示的原因、NCCL 的规则。ID 不翻译。

shm-too-small = /dev/shm 对这个作业来说太小
    .because = 如果没有另行指定，容器的 /dev/shm 只有 64 MiB。NCCL 的连接和池、从 worker 传来的 DataLoader 批次都是其中的文件；tmpfs 写满后，写入以 bus error 告终，分配则报 "No space left on device"。
    .fix = 给作业所需大小的 /dev/shm：shmfit analyze 根据节点和工作负载算出。运行中的容器大小不会变，必须重建。
ray-store-exceeds-shm = Ray 的 object store 放不进 /dev/shm
    .because = Ray 默认取机器内存的约 30 % 作 object store，放在 /dev/shm。/dev/shm 更小时，Ray 会改用 /tmp 下的磁盘、缩小 store 或拒绝启动；Ray 占用的部分，NCCL 和 DataLoader 就用不上了。
    .fix = 把 /dev/shm 设为 store 与作业其余部分之和，或用 --object-store-memory 指定 store 的大小。
vllm-ring-exceeds-shm = vLLM 的 ring buffer 放不进 /dev/shm
    .because = 张量并行时，vLLM 在 /dev/shm 中建立 ring buffer，每个最大 240 MiB。页在使用时才分配，所以服务可能启动成功，之后在负载下崩溃；2026 年起会先检查空间。
    .fix = 按 ring 的大小增大 /dev/shm（worker 共用一个，每个 worker 的回复各一个），或用 VLLM_MQ_MAX_CHUNK_BYTES_MB 缩小 ring。
triton-stub-exceeds-shm = Triton 的 Python 后端放不进 /dev/shm
    .because = Python 模型的每个实例启动时在 /dev/shm 中占一块区域（1 MiB，旧版为 64 MiB），运行中还会增长。
    .fix = 区域大小乘以实例数，再加上请求所需，作为 /dev/shm 的大小；--backend-config=python,shm-default-byte-size 可缩小初始区域。
mpi-segment-exceeds-shm = MPI 的共享内存放不进 /dev/shm
    .because = Open MPI 为节点上的每个进程在 /dev/shm 中建立约 4 MiB 的文件（vader_segment、sm_segment），UCX 的 posix transport 也是如此。
    .fix = 节点上每个进程给 /dev/shm 增加 4 MiB 以上。被强制结束的作业留下的 vader_segment 文件可以删除。
shm-filling-up = 作业运行期间 /dev/shm 逐渐被占满
    .because = 每个 epoch 都在增长的是遗留文件：以命名文件共享的张量（共享策略 file_system）、一直持有共享张量的列表，或有意缓存在共享内存中的数据集。
    .fix = 用 ls -l /dev/shm（或 shmfit watch）看是谁的文件。弃用 file_system 策略，改为提高 ulimit -n；要保留的数据复制到共享内存之外。
shm-leftovers = 已死进程的文件占着 /dev/shm
    .because = 被强制结束的进程会留下段。在宿主机上，或在只重启容器的 pod 里，它们一直存在，下次运行就少了空间。
    .fix = 没有作业运行时删除：放在 entrypoint 或 Slurm epilog 中。fuser -v FILE 或 lsof /dev/shm 可看出是否仍有进程映射。
emptydir-evicted = pod 被驱逐：内存卷超过了 sizeLimit
    .because = kubelet 没有按 sizeLimit 设定 tmpfs 大小时，会定期检查并驱逐超限的 pod，而不是让写入报错。
    .fix = sizeLimit 设为作业所需；容器的内存限制设为进程所需再加上它。
container-default-shm = /dev/shm 是容器默认的 64 MiB
    .because = 没有人设置大小：docker、podman 和 containerd 此时挂载 64 MiB 的 tmpfs。
    .fix = 按 shmfit analyze 为该作业算出的大小设置。
no-space-unnamed = No space left on device，但消息没有说是哪个设备
    .because = 磁盘满、/dev/shm 满、inode 用尽，报的都是同一个错误。在容器中、来自启动进程的代码时，多半是 /dev/shm。
    .fix = 就在该容器里用 df -h /dev/shm /tmp . 和 df -i /dev/shm 查看，然后扩大写满的那个。
disk-full = 写满的是磁盘，不是 /dev/shm
    .because = 消息中的文件不在 /dev/shm。
    .fix = 清理该文件系统，或写到别处：TMPDIR、缓存或检查点的目录。
nofile-too-small = 达到打开文件数上限
    .because = 在进程间传递的每个张量占一个文件描述符，NCCL 从 {$version} 起每个段也占一个。达到上限（ulimit -n，常为 1024）后就无法再打开；较旧的程序只说共享内存对象打不开。
    .fix = 提高上限：ulimit -n 65536（docker run --ulimit nofile=65536:65536）。不要把 loader 给的张量不经复制就留在列表里。
memlock-too-small = 达到锁定内存上限
    .because = 为 RDMA 或 GPU 注册内存会锁定它，而上限（ulimit -l）太小；容器中若不提高，只有 64 KiB 或 8 MiB。
    .fix = docker run --ulimit memlock=-1:-1。Kubernetes 没有对应字段：在 containerd 设 LimitMEMLOCK=infinity。宿主机上改 /etc/security/limits.conf 并重新登录。
mappings-too-many = 进程的映射过多
    .because = 每个共享张量是一个映射，一个进程最多 65530 个（vm.max_map_count）。文件名末尾的数字是该进程到目前为止建立的个数。
    .fix = sysctl vm.max_map_count=262144，或减少共享张量：把小张量合并到一个数组。
killed-for-memory = 内核因内存杀死了进程
    .because = 达到了容器或作业的内存限制。写入 /dev/shm 的内容计入写入者的限制，所以只增大 /dev/shm 反而更容易发生。
    .fix = 把内存限制提高到进程所需加上作业放入 /dev/shm 的量；或减少 worker、prefetch、批次大小。
memory-refused = /dev/shm 还有空间，系统却不给内存
    .because = /dev/shm 的页也是内存：严格的内存限制或 vm.overcommit_memory=2 会在 tmpfs 写满之前拒绝映射或分配。
    .fix = 提高内存限制；减少节点上的 worker 或 rank。
allocation-interrupted = 信号中断了分配
    .because = 有信号到来时分配会放弃，而 {$version} 之前的 NCCL 不会重试。发送信号（SIGPROF、SIGALRM）的通常是性能分析器或定时器。
    .fix = 建立 communicator 期间不要运行性能分析器或定时器，或使用 NCCL {$version} 及以后的版本。
gpu-memory-full = GPU 自身的显存已满
    .because = 显存、机器内存和 /dev/shm 是三样不同的东西，这里是显存。
    .fix = 减小批次、模型或精度，或使用 gradient checkpointing。
segments-deleted = /dev/shm 中的段在使用时被删除
    .because = RemoveIPC=yes 时，systemd-logind 在用户最后一个会话结束时删除该用户的段（系统账户除外），即使该用户的作业仍在运行。清理脚本，或与他人共享 /dev/shm 而先结束的容器，也会如此。
    .fix = 在 /etc/systemd/logind.conf 设 RemoveIPC=no，或 loginctl enable-linger USER。
shm-not-permitted = 进程无权写 /dev/shm
    .because = /dev/shm 不是 mode 1777 的 tmpfs，或以只读挂载，或被安全策略禁止；也可能同名文件属于另一用户。
    .fix = mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm；ls -ld /dev/shm 应显示 drwxrwxrwt。
shm-attach-disagreement = 各 rank 对段的位置认识不一致
    .because = 一个 rank 用驱动提供的主机内存，另一个用 /dev/shm，并把驱动的句柄当成文件名：所以文件名是乱码，或大小为 0 或毫无意义。驱动只能在部分 NUMA node 上分配时会这样。
    .fix = 所有 rank 设 NCCL_CUMEM_HOST_ENABLE=0（此时 /dev/shm 必须足够大），或让每个 NUMA node 都有内存。
shm-attach-failed = 另一 rank 建立的段不存在
    .because = 要连接的 rank 找不到文件：两个 rank 看到的不是同一个 /dev/shm（两个容器），或文件在此期间被删除（RemoveIPC、清理程序），或建立它的 rank 已经死了。
    .fix = 看其他 rank 的第一个错误。一个节点的所有 rank 用同一个 /dev/shm；RemoveIPC=no。
bus-error-not-shm = /dev/shm 还有空间时的 bus error
    .because = bus error 表示映射的页取不到。/dev/shm 有空间时，是别处的映射文件：故障或远程卷上的数据集，或映射期间被截断的文件。
    .fix = 用 dmesg 看 I/O 错误；把数据集完整读一遍，复制到本地磁盘，重建索引。
mapped-file-fails = 映射的数据集或磁盘读不出来
    .because = 卷报告错误，或映射文件比索引所说的短。读这样的页会像 /dev/shm 写满时一样产生 bus error。
    .fix = 检查卷（dmesg、存储自带的工具），把数据复制到完好的磁盘。
mpi-session-directory = MPI 的会话目录已满或不可写
    .because = 被这样指定，或 /dev/shm 不可用时，Open MPI 把 backing file 放在会话目录（TMPDIR 之下，通常是 /tmp），而不是 /dev/shm。
    .fix = 让 TMPDIR 有空间和权限，或换一个 TMPDIR；用 df -h 和 ls -ld 看消息中的目录。
sysv-not-posix = 被拒绝的是 System V 段，不是 /dev/shm
    .because = 程序申请的是 System V 段（shmget）。它有自己的限制（ipcs -lm：段数、kernel.shmmax、kernel.shmall），与 /dev/shm 无关。
    .fix = sysctl kernel.shmmni 和 kernel.shmall；UCX 则在 UCX_TLS 中去掉 sysv。旧段：ipcs -m、ipcrm。
shm-size-malformed = /dev/shm 的大小写法有误
    .because = Docker 接受 64m 或 2g（1024 的幂），Kubernetes 用 2Gi。没有单位就是字节。
shm-size-and-ipc-host = 同时给了 --shm-size 和 --ipc=host
    .because = 用 --ipc=host 时，容器用的是宿主机的 /dev/shm，容器的任何选项都改不了它的大小；podman 拒绝，docker 忽略该大小。
    .fix = 只保留其中之一。
bus-error = bus error：映射的页取不到
    .because = 内核拿不出映射文件的页：/dev/shm 已满，或映射文件在已满或故障的磁盘上、或被截断，或共享库残缺。文本没有说是哪个文件。
    .fix = 失败后立即 df -h 和 df -h /dev/shm，用 dmesg 看 I/O 错误，再取调用栈（对 core 用 gdb 的 bt，python -X faulthandler）：最内层的帧说明是谁在用这一页。
library-truncated = 磁盘上的共享库残缺
    .because = 动态加载器在映射库时崩溃：文件比头部所说的短，例如磁盘空间不足时的下载、复制或镜像层。
    .fix = 腾出磁盘空间后重新安装该库；把大小或校验和与软件包比对。
memory-hardware = 机器的内存有故障
    .because = 在某个内存页发现了不可纠正的错误：内核弃用该页，并向映射它的进程发 SIGBUS。/dev/shm 写满时也是这个信号。
    .fix = 让节点退出服务，检测或更换内存条：dmesg、edac-util、rasdaemon 会指出是哪一条。
mapped-file-disk-full = 映射的文件在已满的磁盘上
    .because = 通过映射写入的程序，在文件所在文件系统没有空闲块时，得到的是 bus error 而不是错误消息。
    .fix = 清理该文件系统，或把文件放到别处，然后重新运行。
process-crashed = 进程因自身缺陷崩溃
    .because = 这个信号表示非法访问、检查失败或机器没有的指令。/dev/shm 写满时是 bus error 或错误消息，不是这个信号。
    .fix = 看它上面的第一个错误，或取调用栈：对 core 用 gdb 的 bt，python -X faulthandler。
segment-left-behind = 上次运行的段挡住了
    .because = 程序以固定的名字建段，遇到已存在的就拒绝。它由被强制结束的运行留下，或同一程序还有另一个在运行。
    .fix = {$stale-files} 显示文件属于谁；没有进程打开时就删除：{$remove-stale-files}，或只 rm 那一个文件。
shm-full-or-leftovers = /dev/shm 没有空间，或被已死进程的遗留文件占满
    .because = 程序建不了段，也没有说原因。被强制结束的运行的文件留在 /dev/shm，占了下次运行的空间。
    .fix = ls -l /dev/shm 和 df -h /dev/shm。删除没有进程打开的文件（{$stale-files}、{$remove-stale-files}）。只有全是在用的文件时才扩大它。
shm-tenant = 一个运行中的程序把数据放在 /dev/shm
    .because = expert load balancer、object store、KV 缓存、流式数据集在运行期间一直把权重或数据放在那里。这不是泄漏，也不是遗留：它和作业的空间都要有。
    .fix = 把该程序的大小加到需求里（{$other-tenant}），或给它自己设一个更小的限制。
semaphores-missing = 系统没有 POSIX 信号量
    .because = 没有 sem_open，或不允许使用：沙箱、serverless 函数，或没有它的 libc。Python multiprocessing 的锁因此建不了。
    .fix = 在挂载了 /dev/shm 且 sem_open 可用的地方运行；否则用线程代替进程（multiprocessing.dummy、num_workers=0）。
segment-size-wrong = 段的大小不对
    .because = 调用因参数被拒绝：大小为 0、为负或不是整页，文件被封存（seal），或比要映射的短。
    .fix = 找出程序算出的大小；通常是 shape 为 0 或溢出。
threads-limit = 达到线程或进程数上限
    .because = 无法启动线程或进程。上限来自容器的 cgroup（pids.max）、用户（ulimit -u）或内核（threads-max）；栈内存不足较少见。
    .fix = docker run --pids-limit=-1、kubelet 的 podPidsLimit、systemd 的 TasksMax；减少线程：OMP_NUM_THREADS、更少的 worker。
threads-forbidden = 不允许启动线程
    .because = 新线程因权限而不是空间被拒绝：容器运行时的 seccomp 配置比镜像旧，不认识 clone3 调用。
    .fix = 更新宿主机的 Docker（20.10.10 及以后）、containerd 和 libseccomp；要验证可用 docker run --security-opt seccomp=unconfined。
cuda-failed-first = 先失败的是 CUDA 调用
    .because = NCCL 提到段，只是因为它的 CUDA 调用失败了：是注册或分配主机内存，不是建立文件。
    .fix = 查看消息上方的 CUDA 错误；NCCL_CUMEM_HOST_ENABLE=0 可以判断是否是驱动提供的主机内存的问题。
nvls-slots-used-up = NVSwitch 没有空闲的 multicast 槽
    .because = NVLink SHARP 为每个 communicator 占用 NVSwitch 的一个 multicast 组，而组数很少。已死的进程或过多的 communicator 把它们用完了。
    .fix = 对不需要的组设 NCCL_NVLS_ENABLE=0；结束节点上的其他作业；重启 fabric manager。
custom-all-reduce-off = 引擎自带的 all-reduce 已关闭
    .because = 它要求所有 GPU 之间都有 P2P，没有就不用；由 NCCL 经共享内存完成。这不是失败。
    .fix = 无需处理；--disable-custom-all-reduce 可消除该消息。
cuda-error = CUDA 或 GPU 出错
    .because = 999（unknown error）多半表示驱动与内核模块不匹配或缺少设备文件；719 表示程序的 kernel 在 GPU 上崩溃；700 和 717 是非法地址。
    .fix = 用 dmesg 看 Xid 消息；nvidia-smi；CUDA_LAUNCH_BLOCKING=1 可指出是哪个 kernel。
loader-timeout = DataLoader worker 没有按时交出数据
    .because = 设置了 timeout=，而批次没有到：数据慢，或 worker 卡住。torch 2.10 起，/dev/shm 已满的 worker 会在逐个发送数字和列表时卡住。
    .fix = 卡住时 df -h /dev/shm，对 worker 执行 py-spy dump。满了就设好大小（shmfit analyze）；否则加快读取，或延长 timeout。
confidential-guest = 机密虚拟机没有 P2P
    .because = 在机密虚拟机（TDX、SEV-SNP）中 GPU 以保护模式运行：链路和主机内存加密，P2P 和部分主机映射被拒绝。
    .fix = 用 {$fact} p2p=none 规划；NCCL_CUMEM_ENABLE=0，或用支持该模式的驱动。
nvlink-p2p-disabled = 由 NVLink 连接的 GPU 之间 P2P 被关闭
    .because = 对这样的 GPU 对，NCCL 不会退而求其次：P2P 状态不是 OK 就是错误。问题在链路、fabric manager 或驱动。
    .fix = 让节点退出服务；nvidia-smi nvlink -s、fabric manager 的日志、重置 GPU。
fabric-not-ready = NVSwitch 的 fabric manager 没有运行
    .because = fabric manager 停止，或与驱动版本不同时，CUDA 报告系统尚未初始化（802）。
    .fix = systemctl status nvidia-fabricmanager；与驱动用同一版本；然后启动。
mnnvl-not-working = 这些节点同属一个 NVLink 域，但 IMEX 不允许共享内存
    .because = NCCL 把一个域的节点当作一个节点，并向其他节点导出内存；IMEX 拒绝时即停止。
    .fix = 在每个节点上检查 systemctl status nvidia-imex 以及 /dev/nvidia-caps-imex-channels 中的通道；在此之前 NCCL_MNNVL_ENABLE=0 则不使用该域。
pxn-level-crashes = NCCL_P2P_PXN_LEVEL=1 使 NCCL 在 init 时崩溃
    .because = 从 2.21.5 起，NCCL 查询代发的 rank 时没有给出存放 NIC 的位置，而级别 1 的分支会读取它。在首次操作时才连接的版本不会查询，除非 NCCL_RUNTIME_CONNECT=0。
    .fix = 取消 NCCL_P2P_PXN_LEVEL：默认值为 2。NCCL_PXN_DISABLE=1 也能避开该分支。
gpu-given-twice = 两个 rank 用了同一个 GPU
    .because = NCCL 拒绝同一 GPU 出现两次的 communicator：rank 没有各自的设备，或 rank 多于 GPU；同一 GPU 的 MIG 切片算一个。
    .fix = 在第一个 collective 之前 torch.cuda.set_device(local_rank)；rank 数等于 GPU 数。
cumem-host-refused = 驱动提供的主机内存失败
    .because = 从 {$version} 起，NCCL 尽可能通过驱动共享主机内存。这需要 NUMA 调用（CAP_SYS_NICE），驱动 13.0 之前还需要 GPU 之间的 P2P。
    .fix = 所有 rank 设 NCCL_CUMEM_HOST_ENABLE=0 并给足够的 /dev/shm，或用更新的驱动。
cumem-host-fallback = NCCL 从驱动的主机内存退回到 /dev/shm
    .because = 容器没有 CAP_SYS_NICE，或 NUMA 调用被禁止。在这种容器之外，同一作业可能完全不需要 /dev/shm；在这里需要。
    .fix = 据此设定 /dev/shm 大小，或 docker run --cap-add SYS_NICE。
nvml-p2p-disabled = NVML 说这些 GPU 之间的 P2P 不是 OK
    .because = 对许多型号的 PCIe 卡这是正常的。NCCL 用共享内存连接这样的 GPU 对，可以工作，但需要 /dev/shm 的空间。
    .fix = 无需修复：设好 /dev/shm 的大小。
cuda-peer-access-no = CUDA 说这些 GPU 不能互相访问
    .because = cudaDeviceCanAccessPeer 是 P2P 之前的最后一个判断；NCCL 对这对 GPU 使用共享内存。
    .fix = 无需修复：设好 /dev/shm 的大小。
collective-timeout = collective 没有按时结束
    .because = 可能是某个 rank 死了或落后，那么它自己的消息在前；也可能是 P2P 说可用而 GPU 互相等待：此时是 ACS 或 IOMMU 改了路由（GPU 100 %，第一个 collective）。
    .fix = 看任意 rank 的第一个错误。没有的话，用 NCCL_P2P_DISABLE=1 跑一次：能跑通就以 iommu=pt 启动，并关闭桥上的 ACS。
peer-gone = 另一个 rank 或进程不见了
    .because = 连接的另一端已关闭：那个进程先失败，原因在它自己的消息里。
    .fix = 在所有 rank 中找第一个错误。
worker-gone = 一个 worker 进程结束了
    .because = 等待 worker 的程序报告它已结束；原因在 worker 自己的消息或信号里。
    .fix = 找第一个错误；dmesg 显示是否被内核杀死。
nccl-system-error = NCCL 报告系统错误，没有给出原因
    .because = PyTorch 只转述 NCCL 的某个系统调用失败了。是哪一个，NCCL 的警告里有：/dev/shm 没有空间、没有描述符、网络不可达。
    .fix = 用 NCCL_DEBUG=WARN（或 INFO）再跑一次，然后 explain 该日志。
leaked-at-exit = 退出时还有段需要清理
    .because = 程序没有删除的，由 Python 的 resource tracker 在退出时删除。这是进程提前结束的后果。
    .fix = 找出使它结束的原因；tracker 也被强制结束时，文件会留在 /dev/shm。
vllm-waits = vLLM 的进程在互相等待
    .because = 一分钟内 ring 中没有空闲或已填的块：worker 在长时间计算或编译、卡住，或已死。与 /dev/shm 的大小无关。
    .fix = 模型编译期间请等待；否则找 worker 的第一个错误。
shm-tight = /dev/shm 够用，但余量很小
    .because = 需求是不会超过的上界。被强制结束的运行留下的文件，或没有说明的库，不在其中。
    .fix = 给建议的大小。
shm-fits = /dev/shm 够用
    .because = NCCL、loader 和其他已说明的使用者所占的上界小于空闲空间。如果 worker 仍因 bus error 崩溃，原因是别处的映射文件。
shm-size-unknown = 不知道 /dev/shm 有多大
    .because = capture 中没有。如果没有另行指定，容器是 64 MiB，普通宿主机是内存的一半。
    .fix = 用 --shm-size 说明；就在该容器里 df -h /dev/shm 可以看到。
shm-size-unit-lost = /dev/shm 的大小可能没有写单位
    .because = 对 docker 来说 --shm-size=2 是两个字节，向上取整到一页。
    .fix = docker 用 --shm-size=2g，Kubernetes 用 sizeLimit: 2Gi。
shm-size-is-default = 所要求的大小没有作用到这个容器
    .because = 64 MiB 是容器运行时没有收到任何指定时给的大小：写在 build: 下的 shm_size、Swarm、没有这个值的 chart、早于该选项创建的容器，或作用到了别的容器。
    .fix = 在启动这个容器的地方设置，重建容器，在里面用 df -h /dev/shm 查看。
shm-of-the-host = 容器用的是宿主机的 /dev/shm
    .because = 大小是宿主机的：与 --ipc=host 同用时，Docker 忽略 --shm-size，podman 拒绝启动（exit code 125）。宿主机的所有作业共用它。
    .fix = 二者只取其一：在宿主机上设好大小的宿主机 /dev/shm，或容器自己的。
emptydir-not-sized = Kubernetes 没有限定 /dev/shm 卷的大小
    .because = 没有挂载选项 size= 的内存 emptyDir，在 df 中是节点内存的一半；sizeLimit 靠驱逐 pod 执行，内存限制靠 OOM killer 执行。
    .fix = sizeLimit 不小于需求，内存限制为进程所需再加上它。
shm-in-use = 运行中的进程占用了一部分 /dev/shm
    .because = 推理引擎、Ray、flash checkpoint 和其他作业把段放在那里；有些到有负载时才填满。
    .fix = {$other-tenant} 按全部大小计入这样的使用者；shmfit watch 显示谁占了什么。
communicators-add-up = 每个进程组都有自己的段
    .because = communicator 在首次使用时才建立自己的段，所以作业会在 context、pipeline 或 expert 组开始使用时才崩溃。
    .fix = 用 {$group} 说明所有组；共享资源的 ncclCommSplit 需要得更少。
memlock-limits-rdma = 锁定内存上限妨碍网卡
    .because = NCCL 向网卡注册的内存算作锁定；超过 ulimit -l 时注册失败，报 "Cannot allocate memory"。
    .fix = Docker 用 --ulimit memlock=-1:-1，Kubernetes 在 containerd 设 LimitMEMLOCK=infinity。
shm-inodes-too-few = /dev/shm 能放的文件数可能太少
    .because = tmpfs 既限制字节也限制文件数。inode 用尽时，即使 df 显示有空间，也报 "No space left on device"；df -i 可以看到。
memory-limit-too-small = 仅共享内存就超过了内存限制
    .because = tmpfs 的页计入首次写入者的内存限制；超过时，即使 /dev/shm 还有空间，内核也会杀死进程。
    .fix = 内存限制设为进程所需加上作业放入 /dev/shm 的量。
memory-limit-shared = 共享内存占用内存限制的一部分
    .because = tmpfs 的页计入首次写入者的内存限制。
    .fix = 设置限制时把它算进去。
shm-size-above-memory-limit = /dev/shm 大于内存限制
    .because = 先达到的是内存限制，本应报错的地方，内核会杀死进程。
    .fix = 让 /dev/shm 比限制小出进程所需的量，或提高限制。
memory-left-when-shm-full = /dev/shm 写满时限制还剩多少
    .because = tmpfs 的页计入内存限制。
system-memory-too-small = 共享内存超过机器的内存
    .because = tmpfs 无论以多大的大小挂载，都在内存中。
    .fix = 减少该节点的 rank 或 worker，减小批次，或换一台机器。
shm-size-above-memory = /dev/shm 大于机器的内存
    .because = 大小只是上限，不占用什么；超过内存时它什么也限制不了。
    .fix = 设为作业所需的大小。
file-system-sharing = loader 以命名文件共享张量
    .because = 提前退出循环时，途中的批次会留在 /dev/shm 直到作业结束；作业被强制结束则永远留下。
    .fix = 用默认的 file_descriptor，并提高 ulimit -n。
nvlink-lost = 其他 GPU 有 NVLink，而一个没有
    .because = 主板或 fabric manager 故障，或重置没有完成。
    .fix = nvidia-smi nvlink -s、fabric manager 的日志；让节点退出服务。
network-inside-node = 同一节点的 GPU 经网络通信
    .because = NCCL 对它们既没有 P2P 也没有共享内存可用，或发现了更快的网卡。名字不同或各有 /dev/shm 的容器，对 NCCL 来说是不同的节点。
    .fix = 节点的所有 GPU 用一个容器，或用相同的 NCCL_HOSTID 和同一个 /dev/shm；取消 NCCL_SHM_DISABLE。
transport-undetermined = 已知事实还定不下是哪种 transport
    .because = 数字按需要最多的 transport 计算。
    .fix = 用 {$fact} 说明缺少的事实。
amd-p2p-default-changed = NCCL {$version} 缩小了 AMD CPU 上 P2P 的范围
    .because = 之前 P2P 可达任何地方；之后只有 communicator 最多两个 GPU 时如此，否则只到 PCIe 交换机。升级会增加 /dev/shm 的需求。
    .fix = 据此设定 /dev/shm 大小；NCCL_P2P_LEVEL=SYS 可恢复原来的范围，请测量。
env-disables-p2p = 有设置关闭了所有 GPU 对的 P2P
    .because = NCCL_P2P_DISABLE=1 或 NCCL_P2P_LEVEL=LOC，常常遗留在镜像、脚本或 nccl.conf 中。所有流量都走共享内存，NVLink 闲置。
    .fix = 除非已知这台机器的 P2P 有问题，否则取消它。
shm-disable-set = 设置了 NCCL_SHM_DISABLE=1
    .because = 没有 P2P 的 GPU 对在节点内走网络。proxy 操作池和 NVLS 段照样建在 /dev/shm。
    .fix = 取消它，给作业所需的空间。
cumem-host-without-sys-nice = 容器没有 CAP_SYS_NICE
    .because = NCCL 通过驱动使用主机内存需要它。从 {$version} 起 NCCL 能察觉并退回 /dev/shm；之前则失败。
    .fix = docker run --cap-add SYS_NICE，或 NCCL_CUMEM_HOST_ENABLE=0；并设好 /dev/shm 的大小。
cumem-host-in-place-of-shm = NCCL 用驱动的主机内存，不用 /dev/shm
    .because = 这需要较新的驱动和 CAP_SYS_NICE。缺其一，同样的连接就会走 /dev/shm。
    .fix = {$fact} cap-sys-nice=no 可为没有它的容器规划。
proxy-pool-dominates = 需求主要是 NCCL 的 proxy 操作池
    .because = 不论链路如何，每个 rank 为每个预先连接或使用网络的 communicator 建一个。从 NCCL {$from} 到 {$to} 它增大到了八倍。
    .fix = 减少顶层 communicator：用共享资源的 ncclCommSplit。
loader-dominates = 需求主要是 DataLoader 的批次
    .because = 每个 rank 有 worker × prefetch 个批次在等待，交接时再多一两个。
    .fix = 更少的 worker、更小的 prefetch、更小的 dtype。
loader-pipe-limited = loader 的结果 pipe 先于批次被填满
    .because = 张量很多的批次，其通知消息很长；pipe 满时，后面的批次在 worker 自己的内存里等待。给出的上界仍然成立。
    .fix = 通过 padding 或 packing 减少每批的张量数。
advice-to-ignore = 流传但无用的建议
    .because = 下面每一条都是针对这种失败而流传的。
job-spans-nodes = 作业跨多个节点，需求是其中一个节点的
    .because = 每个节点有自己的 /dev/shm。与其他节点通信的 rank 有别的 rank 没有的池和文件，所以各节点不同；这里给的是需要最多的那个。
job-mixes-nodes = 作业跨多种节点
    .because = 所有 rank 都取任一节点所得的最少通道数，所以每种节点在这里需要的大小与在同类之间不同。
    .fix = 给每种节点各自的 /dev/shm 大小，或都用最大的。
collnet-not-followed = 要求了 CollNet：数字是一个范围
    .because = 只有网络 plugin 提供时，NCCL 才使用它。
    .fix = 与一个节点的日志比对：shmfit verify。
adapters-excluded = 设置使 NCCL 不使用拓扑中的网卡
    .because = 拓扑是在另一次运行中写出的。没有这些网卡时，NCCL 使用其余的网卡，或拓扑中没有的套接字。
    .fix = 用相同的设置运行一次并写出拓扑（NCCL_TOPO_DUMP_FILE），再用 { $fact } 指定。
host-id-set = 多节点作业设置了 NCCL_HOSTID
    .because = 值相同的节点对 NCCL 是一台主机，bus id 相同的 GPU 就成了同一块 GPU，初始化失败。
    .fix = 取消它，或给每个节点不同的值。
net-devices-policy-not-compared = 设置了 GPU 可用的 NIC 数
    .because = NCCL_NETDEVS_POLICY 按 NCCL 源代码计算，没有可供比对的运行记录。
    .fix = 与一个节点的日志比对：shmfit verify。
nvlink-domain-not-compared = 按所声明的，NVLink 连接这些节点
    .because = NCCL 此时把它们视为一个节点。此处依照其源码；没有实际运行可供比较。
    .fix = 与一个节点的日志比对：shmfit verify。
nvlink-domain-not-followed = 这些节点可能同属一个 NVLink 域
    .because = 那样 NCCL 会把它们当作一个节点，不经网络连接。
    .fix = 说明 NCCL_MNNVL_ENABLE=0，或与一个节点的日志比对：shmfit verify。
loader-not-covered = loader 的描述留有未知
    .because = 自我描述的 loader 只看得到一些样本，看不到 worker 和循环；看不到的在 workload 文件中写作 not-covered。
    .fix = 在 workload 文件中说明（extras、max-bytes、epochs），或观察一次运行：shmfit watch。
epochs-not-stated = 从第二个 epoch 起，loader 可能需要更多
    .because = 没有说明 loader 遍历几次时，按一个 epoch 预测。为下一个 epoch 重新 fork 的 worker，会保留进程手里上一个 epoch 的批次。
    .fix = 为 loader 写 epochs=2 或更多，或设 persistent_workers=True。
other-decides-at-run-time = 另一程序占用多少 /dev/shm 只有一个范围
    .because = 有些程序只在需要时才触及段的页，或在启动时 /dev/shm 太小就改用临时目录。规划取上界。
    .fix = 在 workload 文件中写明 /dev/shm 的大小和该程序自己的设置。
engine-not-counted = 推理引擎自己的文件没有计入
    .because = 该引擎在 /dev/shm 放多少没有已知公式；NCCL 的部分已计入。
    .fix = 观察一次运行（shmfit watch），用 {$other-tenant} 说明峰值。
engine-version-assumed = 没有说明 vLLM 的版本，按已知最新版计算
    .because = 它的 ring 大小在 0.8.0、0.9.1 和 0.11.1 变过。
    .fix = 写明镜像的 tag，或在 workload 文件中写明版本。
input-not-understood = 输入的一部分看不懂
    .because = 读不懂的留作未定，绝不猜测。
    .fix = 重新采集节点，或把文件发来。
sources-disagree = 两处来源对同一事实说法不同
    .because = 合在一起的文本可能来自宿主机和它的容器、两台机器，或改动前后。发现中给出了两行，以及采用了哪一行。
    .fix = 给出作业所在容器的文本，且都取自同一时刻。
gpus-not-mapped = 无法得知作业得到哪些 GPU
    .because = CUDA_VISIBLE_DEVICES 或 NVIDIA_VISIBLE_DEVICES 以 UUID 指定 GPU，而所给内容中没有 GPU 与 UUID 的对应。
    .fix = 补上 nvidia-smi -L 的输出。也可用 {$gpus} 说明 GPU。
gpus-not-in-table = NVIDIA_VISIBLE_DEVICES 指定了表中没有的 GPU
    .because = 该表来自别处，或来自得到其他 GPU 的容器。节点没有的 GPU，NVIDIA 运行时不会为其启动容器。
    .fix = 请给出作业所在节点的表，或作业容器内 nvidia-smi 的输出。也可用 {$gpus} 说明 GPU。
pod-gpus-not-named = pod 申请的 GPU 少于表中所示
    .because = Kubernetes 只计 GPU 的数量；由 device plugin 选择给 pod 哪几块，只有 pod 的环境变量写明它们。
    .fix = 在 pod 内运行 nvidia-smi topo -m，补上其中的 NVIDIA_VISIBLE_DEVICES，或用 { $gpus } 指定 GPU。
slurm-gpus-not-named = 调度器给的 GPU 数与表中不同
    .because = 调度器（Slurm、PBS、LSF）只计 GPU 的数量；由它选择给作业哪几块，只有作业内的 CUDA_VISIBLE_DEVICES 写明它们。
    .fix = 在作业内运行 nvidia-smi topo -m，补上其中的 CUDA_VISIBLE_DEVICES，或用 { $gpus } 指定 GPU。
ranks-not-on-node = 启动器或环境变量所计的 rank 与结果不同
    .because = WORLD_SIZE 是所有节点的 rank 数，LOCAL_WORLD_SIZE 是一个节点的；它们与表中的 GPU 和已知的节点数不符。
    .fix = 给出作业所在节点的表，或用 { $ranks } 和 { $nodes } 说明。
runtime-gives-no-gpu = 没有向 NVIDIA 容器运行时要 GPU
    .because = NVIDIA_VISIBLE_DEVICES 为空、none 或 void 时，运行时不给容器 GPU。以别的途径给 GPU 的 CDI 会自行写入 void。
    .fix = 在容器内运行 nvidia-smi -L。若没有列出 GPU，请取消该变量，或让它列出作业的 GPU。
visible-list-ends = 可见 GPU 列表中有一个不存在
    .because = CUDA 只显示第一个不认识的条目之前的 GPU，之后的都不显示。
    .fix = 只列出存在的 GPU。
mig-instance-visible = 作业得到的是 MIG 实例
    .because = 一个进程只看到一个 MIG 实例，MIG 实例之间不能直接访问。
cuda-order-unknown = CUDA 的 GPU 顺序可能与 nvidia-smi 不同
    .because = 除非 CUDA_DEVICE_ORDER=PCI_BUS_ID，CUDA 从最快的开始编号；nvidia-smi 按 bus id 编号。
    .fix = 在作业中设 CUDA_DEVICE_ORDER=PCI_BUS_ID，或用 UUID 指定 GPU。
job-found = 检查时旁边有作业在运行
    .because = 由 torchrun、accelerate、deepspeed、vllm、sglang 的命令行和 rank 环境中的 LOCAL_WORLD_SIZE 看出。它的 loader 从外面看不到。
setting-not-taken = 提到的设置未被采用
    .because = 它在叙述、注释或条件之中，或者值不在文本里。它不改变任何数字。
    .fix = 如果对本作业成立，请用 {$setting} 声明。
failure-in-text = 文本记录了一次失败
    .because = 与表在同一文本中的失败是证据。/dev/shm 用尽而预测够用时，结论为 unknown：预测的作业不是失败的那个作业。
    .fix = 用 shmfit explain 解读失败，并说明失败的作业的节点数、rank、NCCL 版本、设置和 loader。
log-in-text-differs = 文本中的日志显示了不同的连接
    .because = 表旁边的 NCCL 日志是证据。日志显示共享内存而预测没有时，结论为 unknown：预测的是另一个作业。
    .fix = shmfit verify 比对日志与预测，并查找解释差异的设置、版本或事实。
mentioned-not-used = 文本叙述中提到的内容未被使用
    .because = 粘贴的输出旁边的文字可能说的是另一台机器或先前的尝试。答案取决于它时只引用，不改变答案。
    .fix = 如果对本作业成立，请用所示的选项说明。
sections-not-used = 文本中有些部分认出了，但没有用上
    .because = 软件包列表或内核日志不决定 NCCL 的行为。
nccl-newer-than-known = NCCL 比所有已知规则的版本都新
    .because = 用已知最新版本的规则代替。此后若大小、带宽或默认值变过，预测就是旧版本的。
    .fix = 用 shmfit verify 比对一次运行，或用更新的 shmfit。
nccl-setting-unknown = 没有任何 NCCL 版本读取这个变量
    .fix = 改正名字，或去掉；plugin 可能读取自己的名字。
nccl-setting-of-others = 以 NCCL_ 开头但不属于 NCCL 的变量
    .because = PyTorch、plugin、镜像和构建脚本也用这样的名字。
nccl-setting-of-other-version = 读取这个变量的是另一版本的 NCCL
    .fix = 找出取代它的变量，或去掉。
nccl-setting-never-read = NCCL 只查找它认识的变量，从不看其他的，所以拼错的或属于另一版本的变量不起作用，也没有任何提示。
nccl-setting-value-ignored = NCCL 没有按写法理解这个值
    .because = 数字用 strtoll 读取："4M" 是 4，"true" 是 0，"010" 是 8。NCCL 不认识的词和范围会被换成默认值，至多在 NCCL_DEBUG=INFO 时有一行。
    .fix = 写出完整的字节数，是写 1，词按 NCCL 文档的拼写。
nccl-setting-value-refused = NCCL 拒绝这个值并失败
    .because = 从 {$version} 起，NCCL_ALGO 或 NCCL_PROTO 中 NCCL 不认识的词会以 ncclInvalidUsage 告终，之前则没有提示。
    .fix = 使用该版本认识的词。
acs-redirects-p2p = ACS 把 P2P 转到 root complex
    .because = 桥上启用 Access Control Services 时，GPU 之间的流量不穿过交换机，而是上到 IOMMU：即使所有 P2P 状态都是 OK，也会很慢或卡住。
    .fix = 关闭 GPU 上方各桥的 ACS（setpci 或固件设置）；虚拟机共用该宿主机时不要关。
iommu-translates = IOMMU 转换 GPU 的地址
    .because = 做转换的 IOMMU 会改变 P2P 的路由，使其变慢或卡住。
    .fix = 内核命令行加 iommu=pt。
logind-removes-ipc = 用户注销时 systemd-logind 删除段
    .because = RemoveIPC=yes 时，用户最后一个会话结束就删除该用户在 /dev/shm 的内容（系统账户除外），即使该用户的作业仍在运行。
    .fix = 在 /etc/systemd/logind.conf 设 RemoveIPC=no，或 loginctl enable-linger USER。
shm-call-failed = 对 /dev/shm 的调用失败，但不是因为空间
    .because = 系统给出了错误，而它不是 /dev/shm 写满时的错误：名字过长、文件的位置上是目录、对象正被使用、锁的持有者已死、程序给的地址无效，或文件系统不是 tmpfs。
    .fix = 查看消息中的对象：ls -la /dev/shm、fuser -v FILE、findmnt /dev/shm。被强制结束的进程留下的锁或队列应删除。
shm-mode = /dev/shm 的权限不对
    .because = 人人可写，但不能删除别人的文件：mode 1777。
shm-missing = 没有 /dev/shm
    .because = shm_open 只认这个位置，所以第一个段就失败。/dev 上被挂载了别的东西，或镜像启动时没有常规的挂载。
shm-read-only = /dev/shm 以只读挂载
    .because = shm_open 报 "Read-only file system"：根文件系统只读的容器没有单独的 tmpfs，或挂载为 ro。
shm-not-tmpfs = /dev/shm 不是 tmpfs
    .because = 在磁盘上或不存在时，会很慢，失败则取决于磁盘的限制。
shm-left-behind = 已死进程的文件占着 /dev/shm
    .because = 被强制结束的进程会留下段，下次运行就少了这些空间。
    .fix = 没有作业运行时删除：放在 entrypoint 或 Slurm epilog 中。
container-differs-from-host = 容器看到的机器与宿主机不同
    .because = 容器有自己的 /dev/shm、限制和设备。宿主机上看到的，对里面的作业说明不了什么。
    .fix = 在作业运行的容器里采集；用 {$host-capture} 比对。
no-gpus = 看不到 GPU
    .because = 预测 transport 需要 GPU；loader 的部分不需要。
    .fix = 带着作业要用的 GPU 启动容器。
gpus-not-known = 不知道有哪些 GPU
    .because = 采集到的内容中没有。
    .fix = 在 PATH 中有 nvidia-smi 的地方采集，或给出在别处得到的输出。
nvidia-smi-hangs = nvidia-smi 没有响应
    .because = GPU 从总线上掉了，或驱动卡住；节点上的作业也会卡住。
    .fix = 看 dmesg（Xid），然后重置或重启；让节点退出服务。
mig-enabled = GPU 被切成 MIG 实例
    .because = 不论 GPU 有什么链路，MIG 实例都没有 P2P；NCCL 走共享内存或网络。
    .fix = 跨多个 GPU 的作业用 nvidia-smi -mig 0；否则用 {$fact} p2p=none 规划。
gpus-hidden = 容器没有得到机器的全部 GPU
    .because = 另一容器中的 rank 对 NCCL 来说在另一个节点，NCCL 依据主机名、boot id 和 /dev/shm 的设备判断：虽在同一台机器，却经网络通信。
    .fix = 用一个容器持有作业在该节点的全部 GPU；否则每个容器用相同的主机名或 NCCL_HOSTID、同一个 /dev/shm，并能看到全部 GPU。
numa-node-empty = 某个 NUMA node 没有内存，或 GPU 的 NUMA node 没有 CPU
    .because = 驱动的主机内存取自各 GPU 的 NUMA node；该 node 没有内存时，这个 rank 退回 /dev/shm 而其他 rank 不退，双方就对不上了。
    .fix = 所有 rank 设 NCCL_CUMEM_HOST_ENABLE=0；每个 CPU 插槽都插内存。
cumem-host-needs-p2p = 在这个驱动上，驱动的主机内存需要 P2P
    .because = NCCL 从 {$from} 到 {$before} 之前，自驱动 12.6 起使用它，而 CUDA 13.0 之前的驱动无法在没有 P2P 的 GPU 之间共享：初始化失败，设 NCCL_P2P_DISABLE=1 时也一样。
    .fix = 所有 rank 设 NCCL_CUMEM_HOST_ENABLE=0，并给此时所需大小的 /dev/shm；或用更新的驱动或 NCCL。
workers-worth = loader 的 worker 值多少
    .because = 没有 worker，批次在两个 step 之间生成；worker 足够时，在 GPU 计算期间生成。代价是共享内存。
    .fix = worker 够让 GPU 不空闲即可，不必更多。
rules-of-thumb = 经验法则会给出的大小
    .because = 流传的大小表既不知道批次，也不知道节点。
    .fix = 采用算出的数字。
matrix = 健康机器的矩阵是对称的，PCIe 链路构成一棵树。有问题的 GPU 对留作未定，或由消息说明采用了哪个事实。
    .fix = 重新采集节点（nvidia-smi topo -m、topo -p2p r、topo -p2p w）；表仍然如此，就报告给节点管理员。
cells-undetermined = 表中有单元格读不懂
matrix-asymmetric = 表中一对 GPU 的两个方向说法不同
p2p-asymmetric = P2P 表中一对 GPU 的两个方向说法不同
matrix-self-contradiction = 表中某个 GPU 对自己的说法自相矛盾
matrix-not-a-tree = 表中的链路不成树
nvlinks-contradiction = 表中的 NVLink 互相矛盾
affinity-contradiction = 表中的 affinity 与链路矛盾
nvlinks-lost = 一对 GPU 的 NVLink 比同类的少
gpus-missing = 表中缺了一个 GPU
    .because = GPU 从总线上掉了，或文本被截断。
different-node = 两个 rank 在不同的节点
    .because = NCCL 用主机的哈希区分节点。不同节点的 rank 经网络相连；这样的一对不占任何一方的 /dev/shm。
p2p-level-exceeded = GPU 之间的距离超出 P2P 的范围
    .because = 在多数机器上，NCCL 允许 P2P 到 PCIe 交换机（PXB）为止。跨过 host bridge 时，即使 P2P 可用，也用共享内存。
    .fix = 通常保持不变，设好 /dev/shm 的大小。NCCL_P2P_LEVEL=SYS 可尝试 P2P；先测量再保留。
p2p-turned-off = 有设置关闭了所有 GPU 对的 P2P
    .because = NCCL_P2P_DISABLE=1 和 NCCL_P2P_LEVEL=LOC 使 P2P 到不了任何其他 GPU，连 NVLink 也不行。
    .fix = 除非是为了绕开故障，否则取消它。它常常遗留在镜像或脚本中。
p2p-level-ok = GPU 足够近，可以 P2P
    .because = 它们的路径类型在 NCCL 的 level 之内。
nvml-p2p-ok = NVML 说这对 GPU 的 P2P 可用
    .because = 如 nvidia-smi topo -p2p r 和 w 所示，读和写都是 OK。
nvml-status-not-applied = NVML 说不行，而这个 NCCL 照样继续
    .because = {$version} 之前，对没有 NVLink 的 GPU 对，NCCL 只是提一下 P2P 状态不是 OK。
p2p-ipc = P2P，由 CUDA IPC 共享内存
    .because = cudaDeviceCanAccessPeer 说可以。这样的 GPU 对不占 /dev/shm。
p2p-cumem = P2P，由驱动的分配器（cuMem）共享内存
    .because = cudaDeviceCanAccessPeer 说可以。这样的 GPU 对不占 /dev/shm。
p2p-indirect = 经第三个 GPU 的 P2P
    .because = 这对 GPU 之间没有 NVLink，经由双方都有 NVLink 相连的 GPU 互达。
p2p-mnnvl = 经跨节点 NVLink 域的 P2P
    .because = 这些节点的 clusterUuid 与 cliqueId 相同，且 IMEX 共享内存。这对 GPU 不占用 /dev/shm。
cuda-peer-not-asked = 没有向 CUDA 询问这对 GPU 能否 P2P
    .because = 对方 GPU 对进程不可见（CUDA_VISIBLE_DEVICES）；NCCL 于是依据 level 和 NVML。
shm-same-host = 共享内存：同一主机，同一 /dev/shm
    .because = 如 trace 所示，P2P 先前已被拒绝。
    .fix = 无需修复：默认每个方向、每个通道占 /dev/shm 9.2 MiB。
shm-disabled = NCCL_SHM_DISABLE=1 禁止共享内存
    .because = 这对 GPU 在节点内走网络。
    .fix = 取消它，给作业所需的空间。
net-faster = 网络比 GPU 之间的路径更快
    .because = 两个 GPU 到网卡的带宽都大于它们之间的带宽。
    .fix = NCCL_NET_DISABLE_INTRA=1 可让这样的 GPU 对留在节点内。
net-last = 别无他法，只能走网络
    .because = 如 trace 所示，P2P 和共享内存都被拒绝。
net-disabled-intra = NCCL_NET_DISABLE_INTRA=1 禁止节点内走网络
    .because = 同一节点的一对 GPU 要用网络时读取该设置。
no-transport-found = 没有 transport 接受这对 GPU
    .because = P2P、共享内存和网络全都拒绝：NCCL 以 "No transport found" 停止。两个容器既没有共同的 /dev/shm 也没有网络，或设置把它们都禁止了。
    .fix = 放行一个：取消 NCCL_SHM_DISABLE，或给各 rank 共同的 /dev/shm 或网络。
gpu-outside-domain = 对方 GPU 在节点的另一部分
    .because = GPU 之间不可达时，NCCL 把节点拆成几部分，当作不同的节点。
different-host = 这些容器对 NCCL 来说是不同的主机
    .because = 主机名和 boot id，或代替它们的 NCCL_HOSTID 不同：不论 GPU 能做什么，都既没有 P2P 也没有共享内存。所有 rank 用一个容器，或用共同的 NCCL_HOSTID 和同一个 /dev/shm，可以改变这一点。
different-shm = 这些容器对 NCCL 是同一主机，但各有 /dev/shm
    .because = NCCL 会比较 /dev/shm 的挂载：对共享内存一直如此，对 P2P 从 {$version} 起。容器共享的卷或 --ipc 可以改变这一点。
domains-decide = NCCL 把节点的几部分当作不同的节点
    .because = 既不能经 P2P 也不能经共享内存互达的 GPU，会从彼此的视野中剔除。
facts-missing = 答案取决于没有采集到的事实
    .because = 各候选说明什么值得出什么 transport。
    .fix = 用 {$fact} 说明。
candidate = 事实所留下的 transport 候选之一
    .because = 缺少的事实取所写的值时成立。
operation-fails = 第一个操作失败
    .because = communicator 已建立，但为操作建立连接没有成功；摘要说明是哪一对。
    .fix = 修改摘要中指出的设置；若指出的是一对 GPU，其跟踪说明原因。
algorithm-list-invalid = NCCL_ALGO 或 NCCL_PROTO 读不懂
    .because = 较新的版本拒绝含有未知算法或 collective 的列表。
    .fix = 改正或取消它。
no-algorithm = 某个 collective 没有可用的算法和协议
    .because = NCCL_ALGO 与 NCCL_PROTO 合起来排除了该版本为它提供的全部组合。
    .fix = 取消这两个设置。
p2p-refused = nvidia-smi topo -p2p 显示 {$status}
    .because = 对这样的 GPU 对，NCCL 经主机内存。
    .fix = 设好 /dev/shm 的大小；NCCL 的任何设置都改变不了驱动的说法。
    .cns = 驱动不允许跨这个芯片组的 P2P；在虚拟机中它看到的是模拟的芯片组。
    .cns-fix = 在虚拟机中：在 hypervisor 上设 P2P clique 或虚拟 PCIe 交换机。否则设好 /dev/shm 的大小。
    .gns = 这些 GPU 不支持 P2P；对许多 PCIe 卡这是正常的。
    .ns = 这些 GPU 不支持 P2P；对许多 PCIe 卡这是正常的。
    .tns = 驱动不允许这条路径上的 P2P。
    .dr = 驱动的 registry key 关闭了 P2P。
    .u = 驱动不知道。

# 流传但无用的建议，以及原因
wrong-shm-disable = 连接改走网络栈，更慢；proxy 操作池和 NVLS 段仍在 /dev/shm
wrong-p2p-disable = 使所有 GPU 对都走共享内存，/dev/shm 的需求只会更多
wrong-huge = --shm-size=1000g 之类
    .why = 大小只是上限；超过内存限制，失败只是转到 OOM killer
wrong-chmod = 去掉了 sticky bit，任何用户都能删除任何段
wrong-ulimit = 限制的是进程；/dev/shm 的大小由它的挂载决定
wrong-shmmax = 管的是 System V 段；/dev/shm 是 tmpfs，有自己的大小
wrong-no-workers = 一直用 num_workers=0
    .why = 掩盖了空间不足，让 GPU 等数据；只有在没人能改大小期间才合适
wrong-file-system = 进程死后段留在 /dev/shm，一次次运行越积越多
wrong-more-shm = 更大的 --shm-size
    .why = 空间是够的，失败另有原因
wrong-ipc-host-and-size = --ipc=host 与 --shm-size 同用
    .why = docker 用宿主机的 /dev/shm 并忽略该大小；podman 拒绝启动
wrong-slow-storage = 只是消除消息；store 仍在磁盘上，很慢
wrong-backend-config = 没有这个设置：/dev/shm 的大小在启动容器的地方设定
wrong-btl = 进程改走本机的网络栈，更慢；NCCL 和 DataLoader 仍需要空间
wrong-remove-all = 有别的作业在运行时，会删掉它的段
wrong-no-size-limit = 去掉 sizeLimit
    .why = 卷最多可占节点内存的一半
wrong-oom-kill-disable = 作业会卡住而不是结束
wrong-remove-files = rm 它的文件
    .why = 映射这些文件的程序会因 bus error 崩溃，或什么也读不到
wrong-ignore-links = 在不能工作的链路上启动作业
wrong-ignore-message = 只是消除消息
wrong-p2p-disable-for-good = 一直用 NCCL_P2P_DISABLE=1
    .why = 能证明原因，但牺牲了所有 GPU 对的速度
wrong-longer-timeout = 更长的 timeout
    .why = 卡住的 collective 等再久也不会结束
