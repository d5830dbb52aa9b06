"""The policy and the gate in a real API server, over the corpus. Needs etcd, kube-apiserver, kubectl, openssl and shmfit:

    api_server.py SHMFIT CORPUS [KUBE-APISERVER]

Debian has etcd (etcd-server). Where no kube-apiserver is at hand, ./build-kube-apiserver makes one from the Go modules.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import yaml

HERE = pathlib.Path(__file__).resolve().parent
KINDS = {"Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"}
failures = []
made = [0]


def check(right, what):
    made[0] += 1
    if not right:
        failures.append(what)
        print("WRONG  " + what)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """etcd, kube-apiserver and the gate, on the loopback."""

    def __init__(self, directory, apiserver, shmfit):
        self.directory, self.shmfit, self.running = directory, shmfit, []
        self.port, self.gate_port, client, peer = free_port(), free_port(), free_port(), free_port()
        for name in ("api", "gate"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                            "2", "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                            directory / f"{name}.key", "-out", directory / f"{name}.crt"], check=True, capture_output=True)
        subprocess.run(["openssl", "genrsa", "-out", directory / "sa.key", "2048"], check=True, capture_output=True)
        (directory / "tokens.csv").write_text('test,admin,admin,"system:masters"\n')
        self.start("etcd", ["etcd", "--data-dir", directory / "etcd", "--listen-client-urls", f"http://127.0.0.1:{client}",
                            "--advertise-client-urls", f"http://127.0.0.1:{client}", "--listen-peer-urls",
                            f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
                            "--initial-cluster", f"default=http://127.0.0.1:{peer}"])
        self.start("apiserver", [apiserver, f"--etcd-servers=http://127.0.0.1:{client}", "--bind-address=127.0.0.1",
                                 f"--secure-port={self.port}", "--advertise-address=127.0.0.1",
                                 f"--tls-cert-file={directory}/api.crt", f"--tls-private-key-file={directory}/api.key",
                                 f"--service-account-key-file={directory}/sa.key",
                                 f"--service-account-signing-key-file={directory}/sa.key",
                                 "--service-account-issuer=https://kubernetes.default.svc",
                                 f"--token-auth-file={directory}/tokens.csv", "--authorization-mode=RBAC",
                                 "--service-cluster-ip-range=10.0.0.0/24", "--disable-admission-plugins=ServiceAccount"])
        self.gate = self.serve("warn")
        for _ in range(240):
            if self.kubectl("get", "namespace", "default").returncode == 0:
                return
            time.sleep(0.5)
        sys.exit("the API server does not answer: " + (directory / "apiserver.log").read_text()[-2000:])

    def start(self, name, command):
        with open(self.directory / f"{name}.log", "ab") as log:
            p = subprocess.Popen([str(c) for c in command], stdout=log, stderr=log, start_new_session=True)
        self.running.append(p)
        return p

    def serve(self, policy):
        return self.start("gate", [*self.shmfit, "serve", "admission", "--tls-cert", self.directory / "gate.crt", "--tls-key",
                                   self.directory / "gate.key", "--listen", f"127.0.0.1:{self.gate_port}", "--policy", policy,
                                   "--mutate", "--drain", "0"])

    def stop(self, process):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        self.running.remove(process)

    def kubectl(self, *arguments, text=None):
        return subprocess.run(
            ["kubectl", f"--server=https://127.0.0.1:{self.port}", f"--certificate-authority={self.directory}/api.crt",
             "--token=test", "--kubeconfig=/dev/null", *map(str, arguments)],
            input=text, capture_output=True, text=True, check=False)

    def apply(self, objects):
        ran = self.kubectl("apply", "-f", "-", text=yaml.safe_dump_all(objects))
        check(ran.returncode == 0, f"apply: {ran.stderr}")

    def create(self, text, *more):
        return self.kubectl("create", "-f", "-", "--dry-run=server", "-o", "json", *more, text=text)

    def close(self):
        for p in list(self.running):
            try:
                self.stop(p)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                p.kill()


def objects(path):
    found = []
    for document in yaml.safe_load_all(path.read_text()):
        if isinstance(document, dict) and "items" in document:
            found += document["items"]
        elif isinstance(document, dict):
            found.append(document)
    return [d for d in found if d.get("kind") in KINDS and d.get("apiVersion") in ("v1", "apps/v1", "batch/v1")]


def ids(text):
    return set(re.findall(r"\b((?:shm|size|nccl|host|memlock|nofile|pods|ipc|chmod|remount)-[a-z-]+|shmmax):", text))


def webhooks(cluster):
    """The configurations of this directory, with the gate on the loopback in place of a Service."""
    import base64
    ca = base64.b64encode((cluster.directory / "gate.crt").read_bytes()).decode()
    for path in ("webhook/validating.yaml", "webhook-mutating/mutating.yaml"):
        for document in yaml.safe_load_all((HERE.parent / path).read_text()):
            for hook in document["webhooks"]:
                at = hook["clientConfig"].pop("service")["path"]
                hook["clientConfig"] = {"url": f"https://127.0.0.1:{cluster.gate_port}{at}", "caBundle": ca}
            yield document


def until(what, condition):
    for _ in range(120):
        if condition():
            return
        time.sleep(0.5)
    check(False, what)


def linted(shmfit, file):
    ran = subprocess.run([*shmfit, "lint", "--format", "json", str(file)], capture_output=True, text=True, check=False)
    return {f["id"] for f in json.loads(ran.stdout)["findings"] if f["severity"] in ("problem", "warning")}


def main():
    shmfit, corpus = sys.argv[1].split(), pathlib.Path(sys.argv[2])
    apiserver = sys.argv[3] if len(sys.argv) > 3 else shutil.which("kube-apiserver")
    if not apiserver or not shutil.which("etcd"):
        sys.exit("kube-apiserver and etcd are needed")
    files = [f for f in sorted(corpus.iterdir()) if f.suffix in (".yaml", ".json") and "apiVersion" in f.read_text()
             and objects(f)]
    with tempfile.TemporaryDirectory() as directory:
        cluster = Cluster(pathlib.Path(directory), apiserver, shmfit)
        try:
            judge(cluster, shmfit, corpus, files)
        finally:
            cluster.close()
    print(f"{made[0] - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


def judge(cluster, shmfit, corpus, files):
    bare = (corpus / "pod-no-volume.yaml").read_text()
    for name in ("policy.yaml", "binding.yaml"):
        cluster.apply(list(yaml.safe_load_all((HERE.parent / "policy" / name).read_text())))
    until("the policy warns", lambda: "shm-not-set" in cluster.create(bare).stderr)
    typed = json.loads(cluster.kubectl("get", "validatingadmissionpolicy", "shmfit", "-o", "json").stdout)
    check(not typed.get("status", {}).get("conditions"), f"the policy compiles: {typed.get('status')}")
    by_policy = {f.name: ids(cluster.create(f.read_text()).stderr) for f in files}
    refused = sum(bool(i) for i in by_policy.values())

    cluster.apply(list(webhooks(cluster)))
    until("the gate adds a volume", lambda: "dshm" in cluster.create(bare).stdout)
    cluster.kubectl("delete", "validatingadmissionpolicybinding", "shmfit")
    cluster.kubectl("delete", "mutatingwebhookconfiguration", "shmfit")
    until("policy and mutation are gone", lambda: "dshm" not in cluster.create(bare).stdout
          and "ValidatingAdmissionPolicy" not in cluster.create(bare).stderr)
    asked = warned = 0
    for file in files:
        if "shmfit-ignore" in file.read_text():
            continue  # Comments do not reach the API server.
        for document in objects(file):
            ran = cluster.create(yaml.safe_dump(document))
            if ran.returncode:
                print(f"{file.name} is no object for this server: {ran.stderr.strip()[:200]}")
                continue
            asked += 1
            warned += bool(ids(ran.stderr))
            check(ids(ran.stderr) <= linted(shmfit, file) | {"shm-not-set"},
                  f"{file.name}: the gate warns of {ids(ran.stderr)}, lint of {linted(shmfit, file)}")
            if file.name in by_policy and "shmfit" not in file.read_text():
                check(by_policy[file.name] <= ids(ran.stderr) | {"shm-not-set"} or len(objects(file)) > 1,
                      f"{file.name}: the policy warns of {by_policy[file.name]}, the gate of {ids(ran.stderr)}")
    print(f"{asked} objects: the policy warns of {refused} files, the gate of {warned} objects")
    check(asked > 25 and warned > 12 and refused > 8, "enough was asked")

    cluster.apply([d for d in webhooks(cluster) if d["kind"].startswith("Mutating")])
    until("the gate adds a volume", lambda: "dshm" in cluster.create(bare).stdout)
    real = cluster.kubectl("create", "-f", "-", "-o", "json", text=bare)
    pod = json.loads(real.stdout)
    check(any(v.get("emptyDir", {}).get("medium") == "Memory" for v in pod["spec"]["volumes"])
          and "shmfit.dev/shm" in pod["metadata"]["annotations"], "the pod has its volume and the reason")
    check(not ids(real.stderr), f"the pod with its volume is let in without a word: {real.stderr}")

    cluster.kubectl("delete", "pod", pod["metadata"]["name"], "--force", "--grace-period=0")
    cluster.kubectl("delete", "mutatingwebhookconfiguration", "shmfit")
    cluster.stop(cluster.gate)
    check(cluster.create(bare.replace("name: trainer", "name: away", 1)).returncode == 0, "where the gate is away, objects enter")
    cluster.gate = cluster.serve("deny")
    until("the gate denies", lambda: "denied the request" in cluster.create(bare.replace("name: trainer", "name: b", 1)).stderr)

    fixed = cluster.directory / "fixed"
    fixed.mkdir()
    copies = [pathlib.Path(shutil.copy(f, fixed)) for f in files]
    subprocess.run([*shmfit, "fix", "--write", *map(str, copies)], capture_output=True, check=True)
    left, entered = [], 0
    for copy, file in zip(copies, files):
        if copy.read_text() != file.read_text():
            for document in objects(copy):
                ran = cluster.create(yaml.safe_dump(document))
                entered += ran.returncode == 0
                if ran.returncode:
                    print(f"{copy.name}: {ran.stderr.strip()[:160]}")
                if ran.returncode and "denied the request" in ran.stderr:
                    left.append(f"{copy.name}: {ran.stderr.strip()}")
    check(not left, f"what fix wrote is let in: {left}")
    check(entered > 15, f"{entered} fixed objects entered")
    print(f"{entered} fixed objects entered where problems are denied")


if __name__ == "__main__":
    main()
