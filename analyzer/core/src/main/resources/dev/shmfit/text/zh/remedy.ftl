keeps-size = # 运行中的容器大小不会改变：请删除后重新启动。
not-with-podman-ipc = # 不要加 --ipc=host：两者同用时 podman 拒绝启动（退出码 125）。
not-with-docker-ipc = # 不要加 --ipc=host：它使用主机的 /dev/shm 并忽略该大小。
swarm-mount = # Docker Swarm 服务没有 --shm-size：在 /dev/shm 挂载 tmpfs 效果相同。
docker-default = # 对所有新容器：在 /etc/docker/daemon.json 中设置 "default-shm-size": "{ $size }"。
must-print = # 应输出 { $value }
must-be = # Size 应为 { $size }
at-least = # Size 至少应为 { $size }
apptainer-own = # 不加 --contain 时为主机的 /dev/shm；加上时为独立的，大小为机器内存的一半。
apptainer-keep = # 仅当第二行显示足够时才保留 --contain；job 要读取的内容用 --bind 绑定。
slurm-memory-includes = # 包含 job 写入 /dev/shm 的部分
slurm-memory = # --mem 必须包含 job 写入 /dev/shm 的部分。
slurm-administrator = # 由管理员在节点上以 root 执行，并写入 /etc/fstab 使其持久：
host-root = # 以 root 执行。立即生效，包括运行中的 job；第二行使其持久。
compose-service = # 写在 service 下：build.shm_size 只在构建镜像时有效；Swarm 两者都忽略。
compose-brief = shm_size: "{ $size }"（写在 service 下）
argo-template = # 在训练的 template 中：mount 写在其 container 里，volume 与 container 并列。
kuberay-volume = # KubeRay 会在 /dev/shm 添加一个内存卷，大小为 Ray 容器的 limits.memory，否则为
    # requests.memory：请调高它们，或挂载自己的卷取而代之：
azureml-job = # 写在 job 的 YAML 中（az ml job create --file job.yml）；不写则 /dev/shm 为 2g。
azureml-brief = shm_size: { $size }（写在 job 的 resources 下）
azureml-must-be = # 在 job 的 command 中执行；Size 应为 { $size }
pod-ipc = # true 时 pod 使用节点的 /dev/shm
volume-brief = 在 /dev/shm 挂载 emptyDir { "{" }medium: Memory, sizeLimit: { $size }{ "}" }
memory-charged = # 写入 /dev/shm 的内容计入 limits.memory。
memory-charged-add = # 写入 /dev/shm 的内容计入 limits.memory：若设置了它，请加上 { $size }。
every-node = # 在每个节点上以 root：/etc/systemd/system/containerd.service.d/memlock.conf
then-restart = # 然后执行 systemctl daemon-reload && systemctl restart containerd；并重建 pod
