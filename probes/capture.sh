#!/bin/sh
# Writes down what this machine or container says about its GPUs, its /dev/shm and its limits, as shmfit capture does,
# where there is no Java. Needs a POSIX shell and the usual small programs (busybox has them all), no root. Changes
# nothing, waits for nothing longer than its time limit, and always writes a capture: what could not be taken is named
# in capture.json.
#
#   sh capture.sh -o node.tar.gz
#   kubectl exec POD -- sh -s <probes/capture.sh >pod.tar
#   ssh NODE sh -s <probes/capture.sh >node.tar
#
# Exit status: 0, also where things are missing; 2 where the options are wrong or the capture cannot be written.

version=0.1.0

usage() {
    cat <<'END'
usage: capture.sh [-o FILE|DIRECTORY] [-t SECONDS] [-n] [-r DIRECTORY]

  -o WHERE    a file that ends in .tar or .tar.gz, or a directory; default: a tar archive on standard output
  -t SECONDS  time for nvidia-smi and its like, all together (default 4)
  -n          do not redact: leave names of hosts, addresses, UUIDs and serial numbers in
  -r ROOT     take files below ROOT in place of /, such as the host's root mounted into a container
END
}

say() {
    printf 'capture.sh: %s\n' "$*" >&2
}

# A moment, in hundredths of a second.
now() {
    if read -r up _ </proc/uptime; then
        printf '%s' "${up%.*}${up#*.}"
    else
        printf '%s00' "$(date +%s)"
    fi 2>/dev/null
}

# The text as the inside of a JSON string.
quoted() {
    printf '%s' "$1" | tr '\n\t' '  ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'
}

# missing FILE REASON
missing() {
    printf '    "%s": "%s",\n' "$1" "$(quoted "$2")" >>"$work/missing"
    rm -f "$out/$1"
}

# keep FILE REASON: the file, if it holds anything, else the reason for which it does not.
keep() {
    [ -s "$out/$1" ] || missing "$1" "$2"
}

# copy FILE PATH
copy() {
    if [ ! -e "$root$2" ]; then
        missing "$1" "there is no $2"
    elif head -c 8388608 "$root$2" >"$out/$1" 2>/dev/null; then
        keep "$1" "$2 is empty"
    else
        missing "$1" "$2 cannot be read"
    fi
}

# first PATH: the first line, nothing where there is none.
first() {
    line=
    { IFS= read -r line <"$1"; } 2>/dev/null
    printf '%s' "$line"
}

# attribute PATH: whether the file can be read; then its first line is in $line.
attribute() {
    line=
    [ -r "$1" ] && { IFS= read -r line <"$1"; } 2>/dev/null
}

# --- commands -------------------------------------------------------------------------------------------------------

# start FILE COMMAND...: in the background, away from every stream that someone waits for.
start() {
    file=$1
    shift
    printf '%s\n' "$*" >"$work/run/$file.command"
    {
        begin=$(now)
        "$@" >"$work/run/$file.out" 2>"$work/run/$file.err" </dev/null &
        printf '%s\n' $! >"$work/run/$file.pid"
        wait $!
        code=$?
        printf '%s %s\n' "$code" "$((($(now) - begin) * 10))" >"$work/run/$file.ended"
        mv "$work/run/$file.ended" "$work/run/$file.done"
    } >/dev/null 2>&1 </dev/null &
}

# await FILE...: until all have ended or the time is over; then those that go on are killed and not waited for.
await() {
    while :; do
        open=
        for file in "$@"; do
            [ -e "$work/run/$file.done" ] || open="$open $file"
        done
        [ -n "$open" ] || return 0
        [ "$(now)" -lt "$deadline" ] || break
        sleep 0.05 2>/dev/null || sleep 1
    done
    for file in $open; do
        : >"$work/run/$file.late"
        { kill -9 "$(cat "$work/run/$file.pid")"; } >/dev/null 2>&1
    done
    return 1
}

# ran FILE: puts what the command printed into the capture, and how it ended into the manifest.
ran() {
    read -r command <"$work/run/$1.command"
    words=
    for word in $command; do
        words="$words\"$(quoted "$word")\", "
    done
    if [ -e "$work/run/$1.late" ]; then
        [ "$1" = shm-files.txt ] ||
            printf '    {"file": "%s", "command": [%s], "timedOut": true},\n' "$1" "${words%, }" >>"$work/commands"
        missing "$1" "$command did not answer within $limit s"
        return
    fi
    read -r code millis <"$work/run/$1.done"
    [ "$1" = shm-files.txt ] || printf '    {"file": "%s", "command": [%s], "exitCode": %s, "millis": %s},\n' \
        "$1" "${words%, }" "$code" "$millis" >>"$work/commands"
    head -c 8388608 "$work/run/$1.out" >"$out/$1"
    [ "$code" = 0 ] || head -c 65536 "$work/run/$1.err" >>"$out/$1"
    keep "$1" "$command ended with exit code $code and printed nothing"
}

# The first question goes alone: where the driver hangs, only one process is left behind.
nvidia_first=nvidia-smi-topo-m.txt
nvidia_more='nvidia-smi-topo-p2p-r.txt nvidia-smi-topo-p2p-w.txt nvidia-smi-topo-p2p-n.txt nvidia-smi-q.xml nvidia-smi-nvlink-s.txt'

nvidia_start() {
    if command -v nvidia-smi >/dev/null 2>&1; then
        start "$nvidia_first" nvidia-smi topo -m
    fi
}

nvidia_end() {
    if [ ! -e "$work/run/$nvidia_first.command" ]; then
        for file in $nvidia_first $nvidia_more; do
            missing "$file" "there is no nvidia-smi"
        done
        return
    fi
    if ! await "$nvidia_first"; then
        ran "$nvidia_first"
        for file in $nvidia_more; do
            missing "$file" "not asked, for nvidia-smi topo -m did not answer within $limit s"
        done
        return
    fi
    ran "$nvidia_first"
    for which in r w n; do
        start "nvidia-smi-topo-p2p-$which.txt" nvidia-smi topo -p2p "$which"
    done
    start nvidia-smi-q.xml nvidia-smi -q -x
    start nvidia-smi-nvlink-s.txt nvidia-smi nvlink -s
    # shellcheck disable=SC2086
    await $nvidia_more
    for file in $nvidia_more; do
        ran "$file"
    done
}

# --- the machine ----------------------------------------------------------------------------------------------------

# The GPUs, NVSwitches and network cards with all bridges above them, as the kernel sees them.
pci_devices() {
    for device in "$root"/sys/bus/pci/devices/*; do
        attribute "$device/class" || continue
        case $line in
        0x02* | 0x03* | 0x0680*) ;;
        *) continue ;;
        esac
        path=$(readlink -f "$device")
        while :; do
            case ${path##*/} in
            *:*:*.*) printf '%s\n' "$path" ;;
            *) break ;;
            esac
            path=${path%/*}
        done
    done | sort -u
}

# The access control of a bridge, from its configuration space, of which only root sees enough.
acs() {
    od -An -v -tu1 "$1" 2>/dev/null | awk '
        { for (i = 1; i <= NF; i++) byte[n++] = $i }
        END {
            for (at = 256; at >= 256 && at + 8 <= n && seen++ < 64; at = next_at) {
                if (byte[at] + 256 * byte[at + 1] == 13) {
                    printf "acs_capability=0x%02x%02x\n", byte[at + 5], byte[at + 4]
                    printf "acs_control=0x%02x%02x\n", byte[at + 7], byte[at + 6]
                }
                next_at = int((byte[at + 2] + 256 * byte[at + 3]) / 16)
            }
        }' 2>/dev/null
}

pci() {
    pci_devices | while IFS= read -r path; do
        printf '# %s\n' "${path#"$real_root"}"
        for name in class vendor device subsystem_vendor subsystem_device max_link_speed max_link_width \
            current_link_speed current_link_width numa_node; do
            attribute "$path/$name" && printf '%s=%s\n' "$name" "$line"
        done
        [ -e "$path/driver" ] && driver=$(readlink "$path/driver") && printf 'driver=%s\n' "${driver##*/}"
        case $(first "$path/class") in
        0x0604*) acs "$path/config" ;;
        esac
    done
    for kind in infiniband net; do
        for device in "$root/sys/class/$kind"/*; do
            [ -e "$device/device" ] || continue
            path=$(readlink -f "$device/device")
            printf '# %s\n' "${device#"$root"}"
            printf 'pci=%s\n' "${path#"$real_root"}"
            for name in speed operstate; do
                attribute "$device/$name" && printf '%s=%s\n' "$name" "$line"
            done
            for port in "$device"/ports/*; do
                for name in rate state link_layer; do
                    attribute "$port/$name" && printf 'port%s_%s=%s\n' "${port##*/}" "$name" "$line"
                done
            done
        done
    done
}

cpu() {
    if command -v lscpu >/dev/null 2>&1 && [ -z "$root" ]; then
        start lscpu.txt lscpu
    else
        {
            printf 'Architecture: %s\n' "$(uname -m)"
            sed '/^[[:space:]]*$/q' "$root/proc/cpuinfo" 2>/dev/null
        } >"$out/lscpu.txt"
    fi
}

# sections PATH...: each file that can be read, behind a line with its path.
sections() {
    for path in "$@"; do
        if [ -f "$path" ] && content=$(cat "$path" 2>/dev/null); then
            printf '# %s\n' "${path#"$root"}"
            [ -z "$content" ] || printf '%s\n' "$content"
        fi
    done
}

numa() {
    for node in "$root"/sys/devices/system/node/node[0-9]*; do
        sections "$node/cpulist" "$node/cpumap" "$node/distance" "$node/meminfo"
    done >"$out/numa.txt"
    keep numa.txt 'there is no /sys/devices/system/node'
}

# --- /dev/shm -------------------------------------------------------------------------------------------------------

shm_space() {
    if [ ! -d "$root/dev/shm" ]; then
        missing shm-statvfs.txt 'there is no /dev/shm'
        return
    fi
    {
        stat -f -c 'type=%T
block_size=%S
blocks=%b
blocks_free=%f
blocks_available=%a
files=%c
files_free=%d' "$root/dev/shm"
        stat -c 'mode=%a
uid=%u
gid=%g
device=%d' "$root/dev/shm"
    } >"$out/shm-statvfs.txt" 2>/dev/null
    keep shm-statvfs.txt 'stat says nothing about /dev/shm'
}

# The device of /dev/shm as /proc/PID/maps writes it, such as 00:1a.
shm_device() {
    awk '$5 == "/dev/shm" { at = $3 } END { print at }' "$root/proc/self/mountinfo" 2>/dev/null | {
        IFS=: read -r major minor
        [ -n "$minor" ] && printf '%02x:%02x' "$major" "$minor"
    }
}

# Every file in /dev/shm, and every unlinked one that a process still maps or has open, with the number of processes.
# A process in another mount namespace may have another /dev/shm: what counts is the device, not the path.
shm_files() {
    device=$(shm_device)
    all=0
    closed=0
    for process in "$root"/proc/[0-9]*; do
        all=$((all + 1))
        true 2>/dev/null <"$process/maps" || closed=$((closed + 1))
    done 2>/dev/null
    printf '# processes=%s unreadable=%s\n' "$all" "$closed"
    printf '# inode bytes allocated uid gid mode modified holders name\n'
    fields='%d %i %s %b %B %u %g %a %Y %n'
    find "$root/dev/shm" -xdev -type f -exec stat -c "$fields" {} + 2>/dev/null | sed 's/^/file /' >"$work/shm.named"
    grep -H " ${device:-/dev/shm} " "$root"/proc/[0-9]*/maps 2>/dev/null | sed 's/^/map /' >"$work/shm.mapped"
    # shellcheck disable=SC2012
    ls -l "$root"/proc/[0-9]*/fd 2>/dev/null | awk '
        /^\/.*\/fd:$/ { directory = substr($0, 1, length($0) - 1) }
        / -> \/dev\/shm\// {
            name = $0
            sub(/.* -> \/dev\/shm\//, "", name)
            number = $0
            sub(/ -> \/dev\/shm\/.*/, "", number)
            sub(/.* /, "", number)
            print directory "/" number " " name
        }' >"$work/shm.opened"
    {
        awk '{ print $1 }' "$work/shm.opened"
        awk '!($6 in seen) {
            seen[$6] = 1
            sub(/maps:/, "map_files/", $2)
            print $2
        }' "$work/shm.mapped"
    } | xargs stat -L -c "$fields" 2>/dev/null | sed 's/^/held /' >"$work/shm.held"
    {
        sed 's/^/link /' "$work/shm.opened"
        cat "$work/shm.named" "$work/shm.mapped" "$work/shm.held"
    } | awk -v root="$root" -v device="$(stat -c %d "$root/dev/shm" 2>/dev/null)" '
        function hex(text, i, n) {
            n = 0
            for (i = 1; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
            return n
        }
        function rest(from, i, text) {
            text = $from
            for (i = from + 1; i <= NF; i++) text = text " " $i
            return text
        }
        function process(path) {
            sub(/^.*\/proc\//, "", path)
            sub(/\/.*/, "", path)
            return path
        }
        function holds(who, inode) {
            if (!((who, inode) in seen)) { seen[who, inode] = 1; holders[inode]++ }
        }
        function facts() { return sprintf("%s %.0f %s %s %s %s", $4, $5 * $6, $7, $8, $9, $10) }
        $1 == "link" { link[$2] = rest(3) }
        $1 == "file" {
            name[$3] = substr(rest(11), length(root "/dev/shm/") + 1)
            known[$3] = facts()
        }
        $1 == "map" {
            holds(process($2), $6)
            if (!($6 in name)) {
                name[$6] = rest(7)
                sub(/^\/dev\/shm\//, "", name[$6])
            }
            if (!($6 in known)) {
                range = $2
                sub(/^[^:]*:/, "", range)
                split(range, ends, "-")
                end = hex($4) + hex(ends[2]) - hex(ends[1])
                if (end > size[$6]) size[$6] = end
            }
        }
        $1 == "held" && $2 == device {
            if ($11 in link) {
                holds(process($11), $3)
                if (!($3 in name)) name[$3] = link[$11]
            }
            if (!($3 in known)) known[$3] = facts()
        }
        END {
            for (inode in name) {
                if (!(inode in known)) known[inode] = sprintf("%.0f - - - - -", size[inode])
                printf "%s %s %d %s\n", inode, known[inode], holders[inode], name[inode]
            }
        }' | sort -n
}

# --- the container --------------------------------------------------------------------------------------------------

# cgroup_directory TYPE OPTION PATH: where the group of this process lies in a hierarchy; the path is from /proc/self/cgroup.
cgroup_directory() {
    awk -v type="$1" -v option="$2" -v path="$3" '
        {
            for (dash = 6; dash <= NF && $dash != "-"; dash++) ;
            if ($(dash + 1) != type || (option != "" && index("," $(dash + 3) ",", "," option ",") == 0)) next
            group = path
            if ($4 != "/") group = index(path "/", $4 "/") == 1 ? substr(path, length($4) + 1) : ""
            if (group == "/" || group ~ /\/\.\./) group = ""
            print $5 " " $5 group
            exit
        }' "$root/proc/self/mountinfo" 2>/dev/null
}

# The memory files of the own group first, then of every group above it.
cgroups() {
    sections "$root/proc/self/cgroup"
    while IFS= read -r entry; do
        hierarchy=${entry%%:*}
        entry=${entry#*:}
        controllers=${entry%%:*}
        path=${entry#*:}
        case $hierarchy:,$controllers, in
        0:,,)
            read -r top group <<END
$(cgroup_directory cgroup2 '' "$path")
END
            names='memory.max memory.high memory.swap.max memory.current memory.stat'
            ;;
        *,memory,*)
            read -r top group <<END
$(cgroup_directory cgroup memory "$path")
END
            names='memory.limit_in_bytes memory.memsw.limit_in_bytes memory.usage_in_bytes memory.stat'
            ;;
        *) continue ;;
        esac
        [ -n "$top" ] || continue
        [ -d "$root$group" ] || group=$top
        while :; do
            for name in $names; do
                sections "$root$group/$name"
            done
            [ "$group" != "$top" ] || break
            group=${group%/*}
        done
    done <"$root/proc/self/cgroup"
}

status() {
    while IFS= read -r line; do
        case $line in
        Uid:* | Gid:* | Cap*:* | NoNewPrivs:* | Seccomp:* | Cpus_allowed_list:* | Mems_allowed_list:*)
            printf '%s\n' "$line"
            ;;
        esac
    done <"$root/proc/self/status"
}

namespaces() {
    for name in cgroup ipc mnt net pid user uts; do
        target=$(readlink "$root/proc/self/ns/$name") && printf '%s=%s\n' "$name" "$target"
    done
}

# --- settings -------------------------------------------------------------------------------------------------------

# Only names on this list, and of those none that names a secret.
allowed() {
    grep -E '^((NCCL|CUDA|NVIDIA|TORCH|PYTORCH)_[A-Z0-9_]*|WORLD_SIZE|LOCAL_WORLD_SIZE|OMP_NUM_THREADS)=' |
        grep -vE '^[A-Z0-9_]*(_KEY|APIKEY|TOKEN|SECRET|PASSW|CREDENTIAL|_AUTH)[A-Z0-9_]*='
}

environment() {
    # The variables with which this shell was started, not those that this script has made.
    tr '\n\000' ' \n' <"/proc/$$/environ" 2>/dev/null | allowed | sort
}

nccl_conf() {
    for file in "${NCCL_CONF_FILE:-${HOME:-/nowhere}/.nccl.conf}" /etc/nccl.conf; do
        [ -r "$root$file" ] && sed -E '/^[[:space:]]*(NCCL|CUDA)_[A-Za-z0-9_]*[[:space:]]*=/!s/.*/#/' "$root$file"
    done
}

python_places() {
    for prefix in "${VIRTUAL_ENV:-}" "${CONDA_PREFIX:-}" $(
        for name in python3 python; do
            python=$(command -v "$name") && printf '%s\n%s\n' "$python" "$(readlink -f "$python")"
        done | sed 's|/[^/]*/[^/]*$||'
    ) /opt/conda /usr/local /usr "${HOME:-}/.local"; do
        [ -n "$prefix" ] || continue
        for place in "$root$prefix"/lib/python3*/site-packages "$root$prefix"/lib/python3*/dist-packages; do
            [ -d "$place" ] && printf '%s\n' "$place"
        done
    done
}

# found NAME VERSION PATH
found() {
    path=${3#"$root"}
    case $path in
    "${HOME:-/nowhere}"/*) path="~${path#"$HOME"}" ;;
    esac
    printf '# %s\n%s=%s\n' "$path" "$1" "$2"
}

versions_python() {
    python_places >"$work/places"
    while IFS= read -r place; do
        if [ -f "$place/torch/version.py" ]; then
            torch=$(sed -n "s/^__version__ *= *['\"]\(.*\)['\"].*/\1/p" "$place/torch/version.py")
            [ -n "$torch" ] && found torch "$torch" "$place/torch/version.py"
            cuda=$(sed -n "s/^cuda[^=]*= *['\"]\(.*\)['\"].*/\1/p" "$place/torch/version.py")
            [ -n "$cuda" ] && printf 'torch-cuda=%s\n' "$cuda"
            break
        fi
    done <"$work/places"
    while IFS= read -r place; do
        for info in "$place"/nvidia_nccl_cu*-*.dist-info; do
            [ -d "$info" ] || continue
            nccl=${info##*/nvidia_nccl_cu*-}
            found nccl "${nccl%.dist-info}" "$info"
            return
        done
    done <"$work/places"
}

versions_library() {
    {
        printf '%s\n' "${LD_LIBRARY_PATH:-}" | tr ':' '\n'
        printf '%s\n' "${CONDA_PREFIX:+$CONDA_PREFIX/lib}"
    } | while IFS= read -r place; do
        [ -n "$place" ] && [ -e "$root$place/libnccl.so.2" ] && printf '%s\n' "$place/libnccl.so.2"
    done >"$work/libraries"
    [ -n "$root" ] || ldconfig -p 2>/dev/null | sed -n 's/.*libnccl\.so\.2 .*=> //p' >>"$work/libraries"
    while IFS= read -r library; do
        real=$(readlink -f "$root$library")
        number=${real##*/libnccl.so.}
        case $number in
        2.*) ;;
        *) number=$(grep -a -o -m 1 'NCCL version [0-9][0-9.]*' "$real" 2>/dev/null | sed -n '1s/.* //p') ;;
        esac
        [ -n "$number" ] && found "$1" "$number" "$library" && return
    done <"$work/libraries"
}

versions() {
    versions_python >"$work/python"
    cat "$work/python"
    if grep -q '^nccl=' "$work/python"; then
        versions_library nccl-system
    else
        versions_library nccl
    fi
    driver=$(sed -n 's/^NVRM version:.* \([0-9][0-9]*\.[0-9][0-9.]*\) .*/\1/p' "$root/proc/driver/nvidia/version" 2>/dev/null)
    [ -n "$driver" ] && found driver "$driver" "$root/proc/driver/nvidia/version"
}

yes_if() {
    if "$@" 2>/dev/null; then printf yes; else printf no; fi
}

managed() {
    if [ -n "${COLAB_RELEASE_TAG:-}${COLAB_GPU:-}" ]; then
        printf colab
    elif [ -n "${KAGGLE_KERNEL_RUN_TYPE:-}" ]; then
        printf kaggle
    elif [ -n "${SM_TRAINING_ENV:-}${SAGEMAKER_JOB_NAME:-}${TRAINING_JOB_ARN:-}" ]; then
        printf sagemaker
    elif [ -n "${AZUREML_RUN_ID:-}" ]; then
        printf azureml
    elif [ "${AWS_EXECUTION_ENV:-}" = AWS_ECS_FARGATE ]; then
        printf fargate
    elif [ -n "${AWS_BATCH_JOB_ID:-}" ]; then
        printf aws-batch
    elif [ -n "${ECS_CONTAINER_METADATA_URI_V4:-}${ECS_CONTAINER_METADATA_URI:-}" ]; then
        printf ecs
    fi
}

# What logind does with a user's shared memory when the last session ends; the last statement counts.
remove_ipc() {
    # /run and /etc go over /usr/lib, and the drop-ins over the main file.
    cat "$root/usr/lib/systemd/logind.conf" "$root/etc/systemd/logind.conf" \
        "$root"/usr/lib/systemd/logind.conf.d/*.conf "$root"/run/systemd/logind.conf.d/*.conf \
        "$root"/etc/systemd/logind.conf.d/*.conf 2>/dev/null |
        sed -n 's/^[[:space:]]*RemoveIPC[[:space:]]*=[[:space:]]*//p' | tail -n 1
}

os_release() {
    sed -n "s/^$1=//p" "$root/etc/os-release" 2>/dev/null | tr -d "\"'" | head -n 1
}

platform() {
    printf 'kernel=%s %s %s\n' "$(first "$root/proc/sys/kernel/ostype")" "$(first "$root/proc/sys/kernel/osrelease")" \
        "$(uname -m)"
    printf 'os=%s %s\n' "$(os_release ID)" "$(os_release VERSION_ID)"
    printf 'pid1=%s\n' "$(first "$root/proc/1/comm")"
    printf 'uid=%s\n' "$(id -u)"
    printf 'dockerenv=%s\n' "$(yes_if test -e "$root/.dockerenv")"
    printf 'containerenv=%s\n' "$(yes_if test -e "$root/run/.containerenv")"
    printf 'container=%s\n' "${container:-}"
    printf 'kubernetes=%s\n' "$(yes_if test -n "${KUBERNETES_SERVICE_HOST:-}" -o -e "$root/var/run/secrets/kubernetes.io")"
    printf 'argo=%s\n' "$(yes_if test -n "${ARGO_TEMPLATE:-}${ARGO_CONTAINER_NAME:-}")"
    printf 'slurm=%s\n' "$(yes_if test -n "${SLURM_JOB_ID:-}")"
    printf 'enroot=%s\n' "$(yes_if grep -q '/enroot/' "$root/proc/self/mountinfo")"
    printf 'apptainer=%s\n' \
        "$(yes_if test -n "${APPTAINER_CONTAINER:-}${SINGULARITY_CONTAINER:-}" -o -e "$root/.singularity.d")"
    printf 'managed=%s\n' "$(managed)"
    printf 'hypervisor=%s\n' "$(yes_if grep -q -m 1 '^flags.* hypervisor' "$root/proc/cpuinfo")"
    printf 'dmi_vendor=%s\n' "$(first "$root/sys/class/dmi/id/sys_vendor")"
    printf 'dmi_product=%s\n' "$(first "$root/sys/class/dmi/id/product_name")"
    printf 'logind=%s\n' "$(yes_if test -e "$root/run/systemd/seats" -o -e "$root/run/systemd/sessions")"
    printf 'remove_ipc=%s\n' "$(remove_ipc)"
    printf 'linger=%s\n' "$(yes_if test -e "$root/var/lib/systemd/linger/$(id -un 2>/dev/null)")"
}

# --- redaction ------------------------------------------------------------------------------------------------------

# Finds (-v find=1) or replaces what tells whose machine it is. The forms are those of dev.shmfit.probes.Redactor.
# shellcheck disable=SC2016
forms='
function boundary(kind, before, after, after2) {
    if (kind == "id") return before !~ /[0-9a-zA-Z]/ && after !~ /[0-9a-zA-Z]/
    if (kind == "mac") return before !~ /[0-9a-zA-Z:]/ && after !~ /[0-9a-zA-Z:]/
    if (kind == "ip") return before !~ /[A-Za-z0-9_.-]/ && after !~ /[A-Za-z0-9_]/ && !(after == "." && after2 ~ /[0-9]/)
    if (kind == "ip6") return before !~ /[A-Za-z0-9_:]/
    if (kind == "uuid") return after !~ /[0-9a-fA-F]/
    if (kind == "host") return before !~ /[A-Za-z0-9_-]/ && after !~ /[A-Za-z0-9_-]/
    return 1
}
function told(kind, value, parts) {
    if (value == "" || value == "N/A" || value == "127.0.0.1" || value == "0.0.0.0" || value == "255.255.255.255") return 0
    if (kind == "ip") {
        split(value, parts, ".")
        if (parts[1] > 255 || parts[2] > 255 || parts[3] > 255 || parts[4] > 255) return 0
    }
    return index(value, word(kind) "-") != 1
}
function word(kind) { return kind == "ip6" ? "ip" : kind }
function name(kind, value, key) {
    if (kind == "uuid") gsub(/_/, "-", value)
    key = word(kind) " " value
    if (find) { print key; return value }
    return key in alias ? alias[key] : word(kind) "-unknown"
}
function scan(kind, form, text, left, right, done, all, value, before) {
    done = ""
    while (match(text, form)) {
        all = substr(text, RSTART, RLENGTH)
        value = all
        if (left != "") { sub(left, "", value) }
        if (right != "") { sub(right, "", value) }
        before = RSTART > 1 ? substr(text, RSTART - 1, 1) : substr(done, length(done), 1)
        if (!boundary(kind, before, substr(text, RSTART + RLENGTH, 1), substr(text, RSTART + RLENGTH + 1, 1)) || !told(kind, value)) {
            done = done substr(text, 1, RSTART)
            text = substr(text, RSTART + 1)
            continue
        }
        at = index(all, value)
        done = done substr(text, 1, RSTART - 1) substr(all, 1, at - 1) name(kind, value) substr(all, at + length(value))
        text = substr(text, RSTART + RLENGTH)
    }
    return done text
}
function known(host, text, at, done) {
    done = ""
    while ((at = index(text, host)) > 0) {
        before = at > 1 ? substr(text, at - 1, 1) : substr(done, length(done), 1)
        ok = boundary("host", before, substr(text, at + length(host), 1), "")
        done = done substr(text, 1, at - 1) (ok ? name("host", host) : host)
        text = substr(text, at + length(host))
    }
    return done text
}
BEGIN {
    h = "[0-9a-fA-F]"
    h4 = h h h h
    h8 = h4 h4
    l = "[0-9a-f]"
    l8 = l l l l l l l l
    d = "[0-9][0-9]?[0-9]?"
    while (table != "" && (getline line < table) > 0) {
        split(line, parts, "\t")
        alias[parts[1]] = parts[2]
    }
}
{
    text = $0
    if (hosts) {
        if (host != "") text = known(host, text)
        if (short != "" && short != host) text = known(short, text)
    }
    text = scan("serial", "<[A-Za-z0-9_]*serial[A-Za-z0-9_]*>[^<>]+<", text, "^[^>]*>", "<$")
    text = scan("program", "<process_name>[^<>]+<", text, "^[^>]*>", "<$")
    text = scan("user", "/(home|Users)/[^] /:,<>\"'"'"'[]+", text, "^/[^/]*/", "")
    text = scan("uuid", h8 "-" h4 "-" h4 "-" h4 "-" h8 h4, text, "", "")
    text = scan("uuid", h8 "_" h4 "_" h4 "_" h4 "_" h8 h4, text, "", "")
    text = scan("id", l8 l8 l8 l8 "[0-9a-f]*", text, "", "")
    text = scan("mac", h h ":" h h ":" h h ":" h h ":" h h ":" h h, text, "", "")
    text = scan("ip", d "[.]" d "[.]" d "[.]" d, text, "", "")
    text = scan("ip6", "([fF][cCdDeE]|[23])" h h "?" h "?:" "([0-9a-fA-F]*:)+[0-9a-fA-F]*", text, "", "")
    if (!find) print text
}'

# In these a host is never named, and a word that is one may well mean something else.
is_about_devices() {
    case $1 in
    nvidia-smi* | *.xml | sys-pci.txt | lscpu.txt | numa.txt | meminfo.txt | cgroup.txt | limits.txt | status.txt | namespaces.txt)
        return 0
        ;;
    esac
    return 1
}

# pass HOSTS PROGRAM-OPTIONS... FILE
forms_of() {
    hosts=$1
    shift
    LC_ALL=C awk -v hosts="$hosts" -v host="$host" -v short="$short" "$@"
}

redact() {
    host=$(first "$root/proc/sys/kernel/hostname")
    short=
    case $host in
    localhost | localhost.localdomain | '(none)') host= ;;
    *.*) short=${host%%.*} ;;
    esac
    # Derived from what only this boot of this machine knows: captures of its containers have the same pseudonyms.
    salt=$(first "$root/proc/sys/kernel/random/boot_id")
    for path in "$out"/*; do
        file=${path##*/}
        [ "$file" != versions.txt ] || continue
        if is_about_devices "$file"; then hosts=0; else hosts=1; fi
        forms_of "$hosts" -v find=1 "$forms" "$path"
    done 2>/dev/null | sort -u >"$work/names"
    number=0
    while read -r kind value; do
        digest=
        [ -n "$salt" ] && digest=$(printf '%s%s' "$salt" "$value" | sha256sum 2>/dev/null)
        number=$((number + 1))
        digest=${digest%"${digest#????????}"}
        printf '%s %s\t%s-%s\n' "$kind" "$value" "$kind" "${digest:-$number}"
    done <"$work/names" >"$work/table"
    for path in "$out"/* "$work/missing"; do
        file=${path##*/}
        [ "$file" != versions.txt ] || continue
        if is_about_devices "$file"; then hosts=0; else hosts=1; fi
        if forms_of "$hosts" -v table="$work/table" "$forms" "$path" >"$work/redacted" 2>/dev/null; then
            cat "$work/redacted" >"$path"
        else
            missing "$file" 'it could not be redacted: there is no working awk'
        fi
    done
}

# --- the archive ----------------------------------------------------------------------------------------------------

manifest() {
    printf '{\n  "formatVersion": 1,\n  "tool": "shmfit capture.sh %s",\n  "time": "%s",\n  "commands": [\n' "$version" "$time"
    [ ! -s "$work/commands" ] || sed '$s/,$//' "$work/commands"
    printf '  ],\n  "missing": {\n'
    [ ! -s "$work/missing" ] || sed '$s/,$//' "$work/missing"
    printf '  },\n  "redacted": %s\n}\n' "$redacted"
}

# sum TEXT: of its bytes; all are ASCII.
sum() {
    text=$1
    set --
    while [ -n "$text" ]; do
        set -- "$@" "'${text%"${text#?}"}"
        text=${text#?}
    done
    total=0
    for code in $(printf '%d ' "$@"); do
        total=$((total + code))
    done
    printf '%s' "$total"
}

zeros() {
    # Not from /dev/zero: a /dev that somebody mounted over may lack it.
    [ "$1" -le 0 ] || printf "%${1}s" '' | tr ' ' '\000'
}

# A ustar archive, without the tar program, and without the name of the one who runs this.
archive() {
    for path in "$out"/*; do
        file=capture/${path##*/}
        size=$(wc -c <"$path")
        size=$(printf '%011o' "$((size))")
        written=${file}000064400000000000000$size${tar_time}0ustar00
        check=$(printf '%06o' "$(($(sum "$written") + 256))")
        printf '%s' "$file"
        zeros "$((100 - ${#file}))"
        printf '0000644\0000000000\0000000000\000%s\000%s\000%s\000 0' "$size" "$tar_time" "$check"
        zeros 100
        printf 'ustar\00000'
        zeros 247
        cat "$path"
        zeros "$(((512 - 0$size % 512) % 512))"
    done
    zeros 1024
}

write() {
    case $destination in
    '')
        archive
        ;;
    *.tar)
        archive >"$destination"
        ;;
    *.tar.gz | *.tgz)
        archive | gzip >"$destination"
        ;;
    *)
        mkdir -p "$destination" && cp "$out"/* "$destination/"
        ;;
    esac
}

take() {
    nvidia_start
    cpu
    # A process that hangs in the driver can hold up whoever reads its maps.
    start shm-files.txt shm_files
    printf 'the search of /proc for users of /dev/shm\n' >"$work/run/shm-files.txt.command"
    copy meminfo.txt /proc/meminfo
    copy cmdline.txt /proc/cmdline
    copy mounts.txt /proc/self/mounts
    copy mountinfo.txt /proc/self/mountinfo
    copy limits.txt /proc/self/limits
    copy hostname.txt /proc/sys/kernel/hostname
    copy boot-id.txt /proc/sys/kernel/random/boot_id
    getconf PAGESIZE >"$out/page-size.txt" 2>/dev/null
    keep page-size.txt 'getconf says nothing'
    status >"$out/status.txt" 2>/dev/null
    keep status.txt '/proc/self/status cannot be read'
    namespaces >"$out/namespaces.txt" 2>/dev/null
    keep namespaces.txt '/proc/self/ns cannot be read'
    shm_space
    cgroups >"$out/cgroup.txt" 2>/dev/null
    keep cgroup.txt '/proc/self/cgroup cannot be read'
    environment >"$out/env.txt"
    # No such variable is an answer, too.
    nccl_conf >"$out/nccl.conf"
    keep nccl.conf 'there is neither ~/.nccl.conf nor /etc/nccl.conf'
    versions >"$out/versions.txt" 2>/dev/null
    keep versions.txt 'neither PyTorch, NCCL nor a driver was found'
    platform >"$out/platform.txt" 2>/dev/null
    numa
    pci >"$out/sys-pci.txt" 2>/dev/null
    keep sys-pci.txt '/sys shows no GPU, no NVSwitch and no network card'
    if [ -n "${NCCL_TOPO_DUMP_FILE:-}" ]; then
        copy nccl-topology.xml "$NCCL_TOPO_DUMP_FILE"
    else
        missing nccl-topology.xml 'NCCL_TOPO_DUMP_FILE is not set'
    fi
    nvidia_end
    for file in shm-files.txt lscpu.txt; do
        if [ -e "$work/run/$file.command" ]; then
            await "$file"
            ran "$file"
        fi
    done
}

# Everything stands in functions: the shell has read the whole script before it starts, also where it comes through a
# pipe, and no program that runs can take a part of it for its input.
main() {
    destination=
    limit=4
    redacted=true
    root=
    while [ $# -gt 0 ]; do
        case $1 in
        -o | -t | -r)
            [ $# -ge 2 ] || { say "$1 needs a value"; usage >&2; return 2; }
            case $1 in
            -o) destination=$2 ;;
            -t) limit=$2 ;;
            -r) root=${2%/} ;;
            esac
            shift 2
            ;;
        -n | --no-redact) redacted=false; shift ;;
        -h | --help) usage; return 0 ;;
        *) say "$1 is not an option"; usage >&2; return 2 ;;
        esac
    done
    case $limit in
    '' | *[!0-9]*) say "-t $limit: expected a number of seconds"; return 2 ;;
    esac
    if [ -z "$destination" ] && [ -t 1 ]; then
        say 'the archive would go to the terminal; redirect it, or give -o node.tar.gz'
        return 2
    fi
    exec </dev/null
    umask 077
    PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/nvidia/bin:/usr/lib/wsl/lib
    export PATH
    # Sorting and numbers shall not depend on who is logged in.
    LC_ALL=C
    export LC_ALL
    real_root=${root:+$(readlink -f "$root")}
    work=
    for place in "${TMPDIR:-/tmp}" /tmp /var/tmp /run /dev/shm .; do
        work=$place/shmfit-capture.$$
        mkdir "$work" 2>/dev/null && break
        work=
    done
    if [ -z "$work" ]; then
        say 'there is no directory to write to, not even for a moment; set TMPDIR to one'
        return 2
    fi
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    out=$work/capture
    mkdir "$out" "$work/run"
    : >"$work/missing"
    : >"$work/commands"
    time=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    tar_time=$(printf '%011o' "$(date +%s)")
    begun=$(now)
    deadline=$((begun + limit * 100))
    take
    [ "$redacted" = false ] || redact
    manifest >"$out/capture.json"
    write || { say "cannot write ${destination:-the archive}"; return 2; }
    set -- "$out"/*
    say "$# files in $((($(now) - begun) * 10)) ms; $(wc -l <"$work/missing" | tr -d ' ') things could not be taken: see capture.json"
}

main "$@"
