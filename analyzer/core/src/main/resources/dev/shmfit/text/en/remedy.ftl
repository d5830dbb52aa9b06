# Comments in what is copied: each is one line that begins with # where it stands alone.
keeps-size = # A running container keeps its size: remove it and start it again.
not-with-podman-ipc = # Without --ipc=host: podman refuses to start with both (exit code 125).
not-with-docker-ipc = # Without --ipc=host, which takes the host's /dev/shm and ignores the size.
swarm-mount = # A service of Docker Swarm has no --shm-size: a tmpfs mounted at /dev/shm does the same.
docker-default = # For all new containers: "default-shm-size": "{ $size }" in /etc/docker/daemon.json.
must-print = # must print { $value }
must-be = # Size must be { $size }
at-least = # Size must be at least { $size }
apptainer-own = # Without --contain it is the host's /dev/shm; with it one of its own, of half the machine's memory.
apptainer-keep = # Keep --contain only if the second line shows enough; bind what the job reads with --bind.
slurm-memory-includes = # includes what the job writes to /dev/shm
slurm-memory = # --mem must include what the job writes to /dev/shm.
slurm-administrator = # The administrator, on the node, as root, and in /etc/fstab so that it lasts:
host-root = # As root. Takes effect at once, running jobs included; the second line makes it last.
compose-service = # At the service: build.shm_size only holds while the image is built; Swarm ignores both.
compose-brief = shm_size: "{ $size }", at the service
argo-template = # In the template that trains: the mount in its container, the volume beside the container.
kuberay-volume = # KubeRay adds a memory volume at /dev/shm as large as limits.memory of the Ray container, else
    # requests.memory: raise these, or mount a volume of your own, which takes its place:
azureml-job = # In the job's YAML (az ml job create --file job.yml); without it /dev/shm has 2g.
azureml-brief = shm_size: { $size }, under resources of the job
azureml-must-be = # in the job's command; Size must be { $size }
pod-ipc = # true gives the pod the node's /dev/shm
volume-brief = emptyDir { "{" }medium: Memory, sizeLimit: { $size }{ "}" } at /dev/shm
memory-charged = # What is written to /dev/shm counts against limits.memory.
memory-charged-add = # What is written to /dev/shm counts against limits.memory: if you set one, add { $size } to it.
every-node = # On every node, as root: /etc/systemd/system/containerd.service.d/memlock.conf
then-restart = # then: systemctl daemon-reload && systemctl restart containerd; recreate the pod
