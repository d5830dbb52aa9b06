keeps-size = # 실행 중인 컨테이너의 크기는 바뀌지 않으므로 지우고 다시 시작하십시오.
not-with-podman-ipc = # --ipc=host 없이 실행하십시오. 함께 쓰면 podman이 시작을 거부합니다(종료 코드 125).
not-with-docker-ipc = # --ipc=host 없이 실행하십시오. 함께 쓰면 호스트의 /dev/shm을 쓰고 크기는 무시됩니다.
swarm-mount = # Docker Swarm 서비스에는 --shm-size가 없습니다. /dev/shm에 tmpfs를 마운트하면 같습니다.
docker-default = # 새 컨테이너 전체에 적용하려면 /etc/docker/daemon.json에 "default-shm-size": "{ $size }".
must-print = # { $value } 출력 확인
must-be = # Size가 { $size }이어야 함
at-least = # Size가 { $size } 이상이어야 함
apptainer-own = # --contain이 없으면 호스트의 /dev/shm, 있으면 머신 메모리 절반 크기의 자체 /dev/shm입니다.
apptainer-keep = # 두 번째 줄에 충분한 크기가 나올 때만 --contain을 쓰고, job이 읽는 경로는 --bind로 연결하십시오.
slurm-memory-includes = # job이 /dev/shm에 쓰는 양 포함
slurm-memory = # --mem에는 job이 /dev/shm에 쓰는 양이 포함되어야 합니다.
slurm-administrator = # 관리자가 노드에서 root로 실행하고, 유지되도록 /etc/fstab에도 넣으십시오:
host-root = # root로 실행하십시오. 실행 중인 job에도 즉시 적용되며, 둘째 줄은 재부팅 후에도 유지합니다.
compose-service = # service에 지정하십시오. build.shm_size는 이미지 빌드 중에만 유효하고, Swarm은 둘 다 무시합니다.
compose-brief = shm_size: "{ $size }" (service에 지정)
argo-template = # 학습하는 template에서 mount는 그 container에, volume은 container와 나란히 두십시오.
kuberay-volume = # KubeRay는 Ray container의 limits.memory(없으면 requests.memory) 크기의 메모리 볼륨을 /dev/shm에
    # 추가합니다. 이 값을 올리거나, 그 자리에 직접 볼륨을 마운트하십시오:
azureml-job = # job의 YAML에 넣으십시오(az ml job create --file job.yml). 없으면 /dev/shm은 2g입니다.
azureml-brief = shm_size: { $size } (job의 resources 아래)
azureml-must-be = # job의 command에서 실행; Size가 { $size }이어야 함
pod-ipc = # true이면 pod가 노드의 /dev/shm을 사용
volume-brief = /dev/shm에 emptyDir { "{" }medium: Memory, sizeLimit: { $size }{ "}" }
memory-charged = # /dev/shm에 쓰는 양은 limits.memory에 계산됩니다.
memory-charged-add = # /dev/shm에 쓰는 양은 limits.memory에 계산됩니다. 설정한다면 { $size }를 더하십시오.
every-node = # 모든 노드에서 root로: /etc/systemd/system/containerd.service.d/memlock.conf
then-restart = # 그다음 systemctl daemon-reload && systemctl restart containerd를 실행하고 pod를 다시 만드십시오
