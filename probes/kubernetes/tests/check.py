"""Holds what lies in probes/kubernetes, and what "shmfit fix" writes, against the published schemas of Kubernetes, and the
admission policy against "shmfit lint". Needs kubectl (or kustomize), kubernetes-validate, cel-python and shmfit:

    check.py SHMFIT CORPUS
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from decimal import Decimal

import celpy
import celpy.celtypes as cel
import kubernetes_validate
import yaml

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve().parent.parent
VERSIONS = ("1.31", "1.34", "1.37")
GROUPS_OF_OTHERS = re.compile(r"^(cert-manager\.io|.*\.x-k8s\.io|argoproj\.io|kubeflow\.org|ray\.io|trainer\.kubeflow\.org"
                              r"|serving\.(knative|kserve).*|batch\.volcano\.sh|workload\.codeflare\.dev|example\..*)/")
# What a file of the corpus is wrong about on purpose, and fix leaves to whoever knows what was meant.
NOT_FIXED = {"pod-twice.yaml", "pod-placeholder.yaml", "pod-dev.yaml"}

failures = []
made = [0]


def check(right, what):
    made[0] += 1
    if not right:
        failures.append(what)
        print("WRONG  " + what)


class UniqueKeys(yaml.SafeLoader):
    """YAML 1.2's booleans are what Kubernetes' JSON has."""


UniqueKeys.yaml_implicit_resolvers = {
    k: [(tag, r) for tag, r in v if tag not in ("tag:yaml.org,2002:timestamp",)]
    for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents(file):
    """What the parts of a YAML file or the objects of a JSON stream are."""
    text = file.read_text(encoding="utf-8-sig")
    return json_stream(text) if file.suffix == ".json" else yaml.load_all(text, UniqueKeys)


def json_stream(text):
    reader, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        document, at = reader.raw_decode(text, at)
        yield document


def objects(parts):
    """The items of a list such as a PodList need not say what they are: the list does."""
    found = []
    for document in parts:
        if isinstance(document, dict) and document.get("kind", "").endswith("List") and "items" in document:
            named = {"kind": document["kind"][:-len("List")], "apiVersion": document["apiVersion"]}
            found += [{**named, **item} for item in document["items"]]
        elif isinstance(document, dict) and "kind" in document and "apiVersion" in document:
            found.append(document)
    return found


def without_nulls(value):
    """What the API server takes a null for: a field that is not there."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value if v is not None] if isinstance(value, list) else value


def published(document):
    return not GROUPS_OF_OTHERS.match(document["apiVersion"])


def complaints(document, version):
    """None where the version has no schema of the kind."""
    try:
        kubernetes_validate.validate(document, version, strict=True)
        return ""
    except kubernetes_validate.ValidationError as e:
        return f"{'.'.join(str(p) for p in e.path)}: {e.message}"
    except kubernetes_validate.SchemaNotFoundError:
        return None


def kustomized(directory):
    tool = ["kustomize", "build"] if shutil.which("kustomize") else ["kubectl", "kustomize"]
    ran = subprocess.run(tool + ["--load-restrictor", "LoadRestrictionsNone", str(directory)],
                         capture_output=True, text=True, check=False)
    check(ran.returncode == 0, f"{directory}: {ran.stderr.strip()}")
    return ran.stdout


def kustomizations(scratch):
    """Each as someone would build it."""
    relative = "/".join([".."] * (len(scratch.parts))) + str(HERE)
    built = {}
    for name in ("node-job", "daemonset", "webhook", "webhook-cert-manager", "policy"):
        built[name] = kustomized(HERE / name)
    subprocess.run([HERE / "webhook-self-signed" / "make", scratch / "signed"], check=True, capture_output=True)
    built["webhook-self-signed"] = kustomized(scratch / "signed")
    for name, resources, component in (
            ("with-init-container", "[job.yaml]", "init-container"),
            ("mutating", f"[../{relative}/webhook-cert-manager]", "webhook-mutating")):
        user = scratch / name
        user.mkdir()
        (user / "job.yaml").write_text("""{apiVersion: batch/v1, kind: Job, metadata: {name: train, labels: {shmfit.dev/check: "on"}},
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: a,
            volumeMounts: [{name: dshm, mountPath: /dev/shm}]}],
            volumes: [{name: dshm, emptyDir: {medium: Memory, sizeLimit: 8Gi}}]}}}}""")
        (user / "kustomization.yaml").write_text(
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
            f"resources: {resources}\ncomponents: [../{relative}/{component}]\n")
        built[name] = kustomized(user)
    return built


def restricted(document):
    """Pods run without rights: no root, no capability, no token, nothing written but where it is mounted."""
    spec = document.get("spec", {}).get("template", {}).get("spec", {})
    for c in spec.get("containers", []) + spec.get("initContainers", []):
        if c["name"] in ("main",):
            continue
        security = c.get("securityContext", {})
        check(security.get("allowPrivilegeEscalation") is False and security.get("readOnlyRootFilesystem") is True
              and security.get("capabilities", {}).get("drop") == ["ALL"],
              f"{document['kind']} {document['metadata']['name']}: container {c['name']} has more rights than it needs")


def check_kustomizations(scratch):
    counted = 0
    for name, text in kustomizations(scratch).items():
        found = objects(yaml.load_all(text, UniqueKeys))
        check(found, f"{name}: nothing is built")
        check(not any(d["kind"] in ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding") for d in found),
              f"{name}: no right of the API is needed")
        for document in found:
            restricted(document)
            for version in VERSIONS if published(document) else ():
                said = complaints(document, version)
                check(said == "", f"{name}: {document['kind']} against {version}: {said}")
                counted += 1
        if name == "mutating":
            args = [d for d in found if d["kind"] == "Deployment"][0]["spec"]["template"]["spec"]["containers"][0]["args"]
            check("--mutate" in args and any(d["kind"] == "MutatingWebhookConfiguration" for d in found), "mutating")
        if name == "with-init-container":
            job = [d for d in found if d["kind"] == "Job"][0]["spec"]["template"]["spec"]
            check([c["name"] for c in job["initContainers"]] == ["shmfit-capture", "shmfit-check"], name)
            check({v["name"] for v in job["volumes"]} == {"dshm", "shmfit-capture", "shmfit-workload", "shmfit-out"}, name)
        if name == "webhook-self-signed":
            hook = [d for d in found if d["kind"].startswith("Validating")][0]["webhooks"][0]
            check(hook["clientConfig"].get("caBundle") and hook["failurePolicy"] == "Ignore", name)
    print(f"kustomizations: {counted} objects checked against the schemas of {', '.join(VERSIONS)}")


def quantity(text):
    """Kubernetes' function of CEL, as a number."""
    m = re.fullmatch(r"([0-9.]+(?:[eE][+-]?[0-9]+)?)(|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)", str(text))
    if not m:
        return celpy.CELEvalError(f"{text} is no quantity")
    unit = m.group(2)
    scale = {"": Decimal(1), "m": Decimal("0.001")}.get(unit)
    if scale is None:
        scale = Decimal(1024 if unit.endswith("i") else 1000) ** ("KMGTPE".index(unit[0].upper()) + 1)
    return cel.StringType(str(Decimal(m.group(1)) * scale))


def compare_to(one, other):
    if isinstance(one, Exception) or isinstance(other, Exception):
        return celpy.CELEvalError("no quantity")
    a, b = Decimal(str(one)), Decimal(str(other))
    return cel.IntType((a > b) - (a < b))


class Policy:
    """A ValidatingAdmissionPolicy, evaluated as the API server does: variables in their order, then the validations."""

    def __init__(self, document):
        self.environment = celpy.Environment()
        functions = {"quantity": quantity, "compareTo": compare_to}
        spec = document["spec"]

        def program(expression):
            return self.environment.program(self.environment.compile(expression), functions=functions)

        self.variables = [(v["name"], program(v["expression"])) for v in spec["variables"]]
        self.validations = [(program(v["expression"]), program(v["messageExpression"])) for v in spec["validations"]]
        self.kinds = {"Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"}

    def covers(self, document):
        return document["kind"] in self.kinds and document["apiVersion"] in ("v1", "apps/v1", "batch/v1")

    def messages(self, document):
        variables = cel.MapType()
        activation = {"object": celpy.json_to_cel(without_nulls(document)), "variables": variables}
        for name, program in self.variables:
            variables[cel.StringType(name)] = program.evaluate(activation)
        found = []
        for expression, message in self.validations:
            if not expression.evaluate(activation):
                found.append(str(message.evaluate(activation)))
        return found


def linted(shmfit, paths):
    ran = subprocess.run([*shmfit, "lint", "--format", "json", *map(str, paths)], capture_output=True, text=True, check=False)
    if ran.returncode > 1:
        sys.exit(f"shmfit lint: {ran.stderr}")
    found = {}
    for f in json.loads(ran.stdout)["findings"]:
        found.setdefault(pathlib.Path(f["file"]).name, []).append(f)
    return found


def check_policy(files, findings):
    """What the policy refuses, lint finds; what lint finds of the same kinds without reading a command line, the policy refuses."""
    policy = Policy(yaml.safe_load((HERE / "policy" / "policy.yaml").read_text()))
    covered = 0
    refused = {}
    for file in files:
        for document in objects(documents(file)):
            if policy.covers(document):
                covered += 1
                ids = {m.split(":")[0] for m in policy.messages(document)}
                said = {f["id"] for f in findings.get(file.name, []) if "Suppressed" not in f["summary"]
                        or f["id"] == "shm-no-size-limit"}
                # What lint tells apart, the policy does not: a volume that is there and arrives elsewhere.
                if said & {"shm-mount-missing", "shm-mounted-elsewhere"}:
                    said = said | {"shm-not-set"}
                check(ids <= said, f"policy: {file.name}: {ids - said} is no finding of lint")
                by_object = {i for i in said if i in ("shm-on-disk", "shm-no-size-limit", "shm-exceeds-memory-limit")}
                # How many GPUs a claim gives stands in another object, which the policy does not see.
                counts = "nvidia.com/gpu" in json.dumps(document, default=str)
                many = {i for f in findings.get(file.name, []) for i in [f["id"]]
                        if counts and i == "shm-not-set" and re.search(r"gets \d+ GPUs", f["summary"])}
                check(by_object | many <= ids, f"policy: {file.name}: lint finds {by_object | many - ids}, the policy does not")
                for i in ids:
                    refused[i] = refused.get(i, 0) + 1
    check(len(refused) == 4, f"policy: each rule refuses something: {refused}")
    print(f"policy: {covered} objects, refused: {dict(sorted(refused.items()))}")


def check_fixed(shmfit, files, scratch):
    """Files that fix has written obey the schemas and have no finding left, and a second run changes nothing."""
    fixed = scratch / "fixed"
    fixed.mkdir()
    copies = [shutil.copy(f, fixed / f.name) for f in files]
    ran = subprocess.run([*shmfit, "fix", "--write", *map(str, copies)], capture_output=True, text=True, check=False)
    check(ran.returncode == 0, f"fix: {ran.stderr}")
    once = {c.name: c.read_text() for c in map(pathlib.Path, copies)}
    subprocess.run([*shmfit, "fix", "--write", *map(str, copies)], capture_output=True, check=True)
    counted = 0
    for copy in map(pathlib.Path, copies):
        check(copy.read_text() == once[copy.name], f"fixed: {copy.name}: a second fix changes it again")
        for document in objects(documents(copy)):
            for version in VERSIONS if published(document) else ():
                said = complaints(document, version)
                if said is not None:
                    check(said == "" or copy.name in NOT_FIXED, f"fixed: {copy.name} against {version}: {said}")
                    counted += 1
    left = {(name, f["id"]) for name, all_of in linted(shmfit, [fixed]).items() for f in all_of
            if f["severity"] == "problem" and name not in NOT_FIXED}
    check(not left, f"fixed: problems left: {sorted(left)}")
    print(f"fixed: {len(copies)} files, {counted} objects checked against the schemas")


def main():
    shmfit, corpus = sys.argv[1].split(), pathlib.Path(sys.argv[2])
    files = sorted(f for f in corpus.iterdir() if f.suffix in (".yaml", ".json") and "apiVersion" in f.read_text())
    with tempfile.TemporaryDirectory() as directory:
        scratch = pathlib.Path(os.path.realpath(directory))
        check_kustomizations(scratch)
        check_policy(files, linted(shmfit, files))
        check_fixed(shmfit, files, scratch)
    print(f"{made[0] - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
