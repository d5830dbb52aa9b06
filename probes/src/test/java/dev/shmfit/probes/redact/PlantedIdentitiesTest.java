package dev.shmfit.probes.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells who runs a job, in the words of the programs around it: none of what is planted is left in a redacted log. */
class PlantedIdentitiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "remote: origin  https://plantedsmith:Planted-9@git.planted.example/team/model.git (fetch)",
                "url = https://x-access-token:planted@github.com/planted/plantedrepo.git",
                "git@gitlab.planted-host.example:plantedgroup/plantedproj.git",
                "[remote \"origin\"] url = ssh://plantuser@code.planted-host.example:2222/plantedgroup/x.git",
                "    token: plantedtokenword",
                "- context: {cluster: plantedcluster, namespace: planted-ns, user: planteduser-admin}",
                "current-context: planteduser-admin@plantedcluster",
                "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"cGxhbnRlZDpzZWNyZXQ=\",\"email\":\"planted@example.org\"}},\"identitytoken\":\"plantedidtok\"}",
                "{\"auths\": {\"registry.planted.example\": {\"username\": \"planteduser\", \"password\": \"plantedpw\", \"auth\": \"cGxhbnRlZHVzZXI6cGxhbnRlZHB3\"}}}",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDPlantedKeyMaterialXyZ1234567890abcdefgh planted@plantedbox",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPlantedKeyMaterialAbCdEfGhIjKlMnOpQr planteduser@laptop-planted",
                "SHA256:PlantedFingerprintAbCdEfGhIjKlMnOpQrStUvWxYz01",
                "Set-Cookie: SESSIONID=plantedsess; Path=/",
                "Cookie: a=plantedc1; csrftoken=plantedc2",
                "curl -b \"sid=plantedcookie\" https://x.example",
                "curl -H 'PRIVATE-TOKEN: plantedprivtok' https://x.example",
                "curl -H \"X-Vault-Token: plantedvault\" https://x",
                "https://hooks.slack.com/services/TPLANTED1/BPLANTED2/plantedhooktokenxyz",
                "https://discord.com/api/webhooks/123456789012345678/PlantedDiscordHook_abcdefghijklmnopqrstuvwxyz",
                "https://discordapp.com/api/webhooks/1234/planteddisc-hook",
                "https://planted.webhook.office.com/webhookb2/plantedoffice-guid@x/IncomingWebhook/plantedincoming/y",
                "https://outlook.office.com/webhook/plantedhook1/IncomingWebhook/plantedhook2",
                "DATABASE_URL=postgres://planteduser:plantedpw@db.planted.internal:5432/planteddb",
                "mongodb+srv://planteduser:planted%40pw@cluster0.planted.mongodb.net/db",
                "jdbc:postgresql://db.planted.example/prod?user=planteduser&password=plantedpw",
                "jdbc:oracle:thin:planteduser/plantedpw@//db.planted.example:1521/x",
                "mssql://sa:plantedPw!@db,1433",
                "https://plantedacct.blob.core.windows.net/cont/x?sv=2022-11-02&ss=b&srt=sco&sp=rwd&se=2024-01-01T00:00:00Z&sig=Planted%2Bsig%3D",
                "npm_PlantedPlantedPlantedPlanted123456",
                "//npm.planted.example/:_password=cGxhbnRlZA==",
                "pypi-AgEIcHlwaS5vcmcPlantedPlantedPlanted",
                "{\"access_token\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.plantedsig\",\"expires_in\":3600}",
                "planteduser@planted-gpu-07:/data$ python x.py",
                "(venv) [planteduser@plantedbox train]$ ls",
                "/nfs/home/planteduser/run.py",
                "/mnt/nfs/users/planteduser/run.py",
                "/net/planted-filer/home/planteduser/x",
                "/gpfs/home/planteduser/x",
                "/u/planteduser/x",
                "/lustre/scratch/planteduser/x",
                "/fsx/planteduser/ckpt",
                "/data/users/planteduser/x",
                "C:\\Users\\planteduser\\x",
                "~planteduser/x",
                "planted-filer:/export/home on /home type nfs (rw,addr=10.44.55.77)",
                "Serial Number: PLANTED-SN-0042",
                "serial=PLANTEDSN1",
                "S/N PLANTEDSN2",
                "chassis_serial: PLANTEDSN3",
                "<board_serial>PLANTEDSN4</board_serial>",
                "pod/planted-job-master-0 in namespace planted-ns",
                "planted-job-worker-0.planted-job.planted-ns.svc.cluster.local:29500",
                "kubectl -n planted-ns logs planted-job-worker-3",
                "Normal  Scheduled  2m  default-scheduler  Successfully assigned planted-ns/planted-job-worker-0 to planted-node-12",
                "namespace: planted-ns",
                "POD_NAMESPACE=planted-ns",
                "POD_NAME=planted-pod-0",
                "HOSTNAME=planted-pod-0",
                "NODE_NAME=planted-node-1",
                "SLURM_JOB_USER=planteduser",
                "SLURM_JOB_ACCOUNT=plantedacct",
                "SLURM_SUBMIT_HOST=planted-login1",
                "SLURM_JOB_NAME=planted-job",
                "LOGNAME=planteduser",
                "uid=1234(planteduser) gid=1234(plantedgroup) groups=1234(plantedgroup)",
                "E-mail: Planted Müller <planted.müller@example.de>",
                "planted+tag@sub.example.co.uk",
                "/home/müllerplanted/train.py",
                "/home/Жуковplanted/train.py",
                "/home/李雷planted/train.py",
                "jürgenplanted@knoten-ä1:~$ ls",
                "user: 李雷planted",
                "Author: Planted Person <planted@example.org>",
                "wandb: Currently logged in as: planteduser (plantedorg). Use `wandb login --relogin`",
                "wandb: 🚀 View run at https://wandb.ai/plantedorg/plantedproj/runs/abc123",
                "orgs:  plantedorg",
                "gs://planted-bucket/key",
                "az://planted",
                "hdfs://planted-nn:8020/x"
            })
    void it_is_gone(String line) {
        String redacted = LogRedactor.of("before\n" + line + "\nafter\n").text();
        assertThat(redacted)
                .startsWith("before\n")
                .endsWith("\nafter\n")
                .doesNotContainIgnoringCase("planted", "cGxhbnRlZ", "UGxhbnRlZ", "10.44.55", "AAAAB3", "AAAAC3");
        assertThat(LogRedactor.of(redacted).text()).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:db8:1234:5678:9abc:def0:1234:5678",
                "fe80::7ae7:d1ff:feea:46da%eth0",
                "[2a02:1810:9507::42]:29500",
                "inet6 2a02:1810:9507:abcd::42/64 scope global",
                "ether 78:e7:d1:ea:46:da  txqueuelen 1000",
                "Serial Number                         : 1565021009999",
                "GPU Serial: 1324721009999"
            })
    void addresses_and_serial_numbers_are_gone(String line) {
        assertThat(LogRedactor.of(line).text())
                .doesNotContain("1234", "feea:46da", "9507", "ea:46", "1565021009999", "1324721009999");
    }

    /** What a cluster calls its contexts and users is a word of its own elsewhere, too. */
    @Test
    void what_a_kubeconfig_names_is_gone_throughout_it() {
        String redacted = LogRedactor.of("""
                - context:
                    cluster: east-gpu-1
                    namespace: vision-team
                    user: jane-admin
                  name: jane-admin@east-gpu-1
                current-context: jane-admin@east-gpu-1
                users:
                - name: jane-admin
                """).text();
        assertThat(redacted).doesNotContain("jane", "east", "vision");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the pod sandbox changed, namespace isolation is on",
                "Error: unable to use a namespace of its own",
                "Back-off restarting failed container trainer in pod",
                "cluster size: 8, job rank 3, account for 12 GiB",
                "job 4711 was cancelled: DUE TO TIME LIMIT",
                "    from torch.utils.hooks import unserializable_hook",
                "serial execution of 4 kernels; serialize=True, serialization: fast",
                "tensor(4) = (8) [rank0](cuda)",
                "  File \"/usr/lib/python3.10/concurrent/futures/process.py\", line 246",
                "curl: (28) Connection timed out after 3000 ms",
                "NCCL_TOPO_FILE=/var/run/nvidia-topologyd/virtualTopology.xml",
                "Successfully assigned",
                "shm on /dev/shm type tmpfs (rw,nosuid,nodev,size=65536k)",
                "tmpfs  64M  64M  0 100% /dev/shm",
                "keyed by user, tokens per second: 4096",
                "mdp_size: 4, cd ~/work, ls /usr/u/x/y, passworthy: yes"
            })
    void what_only_sounds_like_it_stays(String line) {
        assertThat(LogRedactor.of(line + "\n").text()).isEqualTo(line + "\n");
    }
}
