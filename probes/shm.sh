#!/bin/sh
# Tells who holds what in /dev/shm, and removes what nobody does, as shmfit shm does, where there is no Java. Needs a POSIX
# shell and the usual small programs (busybox has them all).
#
#   sh shm.sh                     every file: held, waiting, stale or unknown
#   sh shm.sh --clean             what would be removed
#   sh shm.sh --clean --yes       removes it: files that no process maps or has open, whose process is gone
#
# Exit status: 0; 2 where the options are wrong; 3 where a stale file could not be removed.

root=
clean=no
yes=no
stale=no
alone=no
youngest=60

usage() {
    cat <<'END'
usage: shm.sh [--stale] [--clean [--yes]] [--alone] [--older-than SECONDS] [-r ROOT]

  --stale         only files that no process has
  --clean         show what would be removed
  --yes           with --clean: remove it
  --alone         nobody else uses this /dev/shm: an entry point or an init container may say so
  --older-than N  leave younger files alone; default 60 seconds
  -r ROOT         look below ROOT in place of /
END
}

wrong() {
    printf 'shm.sh: %s\n' "$1" >&2
    usage >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --stale) stale=yes ;;
    --clean) clean=yes ;;
    --yes) yes=yes ;;
    --alone) alone=yes ;;
    --older-than)
        [ $# -gt 1 ] || wrong "--older-than: how many seconds?"
        youngest=$2
        shift
        ;;
    -r)
        [ $# -gt 1 ] || wrong "-r: which directory?"
        root=${2%/}
        shift
        ;;
    -h | --help)
        usage
        exit 0
        ;;
    *) wrong "$1: not an option" ;;
    esac
    shift
done
case $youngest in
'' | *[!0-9]*) wrong "--older-than $youngest: not a number of seconds" ;;
esac
[ "$yes" = no ] || [ "$clean" = yes ] || wrong "--yes belongs to --clean"

shm=$root/dev/shm
proc=$root/proc
[ -d "$shm" ] || wrong "there is no $shm"

work=$(mktemp -d "${TMPDIR:-/tmp}/shmfit-shm.XXXXXX") || exit 3
trap 'rm -rf "$work"' EXIT
trap 'exit 3' HUP INT TERM

# Lines "inode process" of everything that is mapped or open on the file system of /dev/shm, and how many processes may not
# be looked at.
look() {
    : >"$work/held"
    : >"$work/unlinked"
    unreadable=0
    device=$(stat -c %d "$shm/." 2>/dev/null)
    number=$(printf '%02x:%02x' $(((device >> 8) & 4095)) $(((device & 255) | ((device >> 12) & 1048320))))
    for process in "$proc"/[0-9]*; do
        pid=${process##*/}
        if [ -r "$process/maps" ] && cat "$process/maps" >"$work/maps" 2>/dev/null; then
            # The inode alone: rather one file too many that counts as held.
            awk -v pid="$pid" 'NF >= 6 { print $5, pid }' "$work/maps" |
                sort -u >>"$work/held"
            awk -v pid="$pid" -v device="$number" \
                '$4 == device && $6 ~ /^\/dev\/shm\// && / \(deleted\)$/ { print $5, pid, $1, substr($6, 10) }' \
                "$work/maps" >>"$work/unlinked"
        elif [ -d "$process" ]; then
            unreadable=$((unreadable + 1))
        fi
        for open in "$process"/fd/*; do
            case $(readlink "$open" 2>/dev/null) in
            /dev/shm/*)
                found=$(stat -L -c '%d %i' "$open" 2>/dev/null) || continue
                [ "${found% *}" = "$device" ] || continue
                printf '%s %s\n' "${found#* }" "$pid" >>"$work/held"
                name=$(readlink "$open")
                case $name in
                *' (deleted)')
                    name=${name#/dev/shm/}
                    printf '%s %s %s %s\n' "${found#* }" "$pid" "fd/${open##*/}" "${name% (deleted)}" >>"$work/unlinked"
                    ;;
                esac
                ;;
            esac
        done
    done
}

# The process in a name; nothing where the name has none.
maker() {
    printf '%s\n' "$1" | sed -n \
        -e 's/^c10_torch_\([0-9][0-9]*\)_[0-9_]*$/\1/p' \
        -e 's/^torch_\([0-9][0-9]*\)_[0-9_]*$/\1/p' \
        -e 's/^paddle_\([0-9][0-9]*\)_.*$/\1/p' \
        -e 's/^sem\.loky-\([0-9][0-9]*\)-.*$/\1/p' \
        -e 's/^joblib_memmapping_folder_\([0-9][0-9]*\)_.*$/\1/p' \
        -e 's/^__KMP_REGISTERED_LIB_\([0-9][0-9]*\).*$/\1/p'
}

all_visible() {
    [ "$alone" = yes ] || [ "$(readlink "$proc/self/ns/pid" 2>/dev/null)" = 'pid:[4026531836]' ]
}

# Sets verdict and reason for inode $1, time $2, name $3.
judge() {
    who=$(awk -v inode="$1" '$1 == inode { print $2 }' "$work/held" | sort -un | tr '\n' ' ')
    who=${who% }
    pid=$(maker "${3##*/}")
    if [ -n "$who" ]; then
        verdict=held reason="held by process $who"
    elif [ "$alone" = no ] && [ "$unreadable" -gt 0 ]; then
        verdict=unknown reason="no process that can be seen has it, but $unreadable may not be looked at"
    elif ! all_visible; then
        verdict=unknown reason="no process of this container has it; --alone says that no other has this /dev/shm"
    elif [ -n "$pid" ] && [ -d "$proc/$pid" ]; then
        verdict=waiting reason="no process has it, but process $pid of its name lives"
    elif [ $((now - $2)) -lt "$youngest" ]; then
        verdict=waiting reason="no process has it, but it is only $((now - $2)) s old"
    else
        verdict=stale reason="no process has it${pid:+, and process $pid of its name is gone}"
    fi
}

list() {
    find "$shm/" -xdev -type f -exec stat -c '%i %b %B %Y %n' {} + 2>/dev/null
}

# What a segment without a name takes: as its open or mapped file says, else what is mapped of it.
size_of() {
    case $2 in
    fd/*) taken=$(stat -L -c '%b %B' "$proc/$1/$2" 2>/dev/null) || taken= ;;
    *) taken=$(stat -L -c '%b %B' "$proc/$1/map_files/$2" 2>/dev/null) || taken= ;;
    esac
    if [ -n "$taken" ]; then
        printf '%s' $((${taken% *} * ${taken#* }))
    else
        case $2 in
        fd/*) printf 0 ;;
        *) printf '%s' $((0x${2#*-} - 0x${2%-*})) ;;
        esac
    fi
}

# Segments whose names are gone and that processes keep: no listing of names shows them.
unlinked() {
    cut -d ' ' -f 1 "$work/unlinked" | sort -u | while read -r inode; do
        bytes=0
        name=
        pids=
        grep "^$inode " "$work/unlinked" >"$work/one"
        while read -r _ pid where called; do
            size=$(size_of "$pid" "$where")
            [ "$size" -le "$bytes" ] || bytes=$size
            name=$called
            pids=$(printf '%s\n%s\n' "$pids" "$pid" | grep . | sort -un)
        done <"$work/one"
        printf 'held %s\n' "$bytes" >>"$work/verdicts"
        if [ "$stale" = no ] && [ "$clean" = no ]; then
            printf '%-7s %12s  %s  %s\n' held "$bytes" "$name (unlinked)" \
                "held by process $(printf '%s' "$pids" | tr '\n' ' '); its name is gone"
        fi
    done
}

now=$(date +%s)
look
list >"$work/files"
: >"$work/verdicts"
while read -r inode blocks unit time name; do
    judge "$inode" "$time" "${name#"$shm/"}"
    bytes=$((blocks * unit))
    printf '%s %s\n' "$verdict" "$bytes" >>"$work/verdicts"
    if [ "$verdict" != held ] || { [ "$stale" = no ] && [ "$clean" = no ]; }; then
        printf '%-7s %12s  %s  %s\n' "$verdict" "$bytes" "${name#"$shm/"}" "$reason"
    fi
done <"$work/files"
unlinked
awk '{ n[$1]++; b[$1] += $2 } END { for (v in n) printf "%s: %d file(s), %.0f bytes\n", v, n[v], b[v] }' "$work/verdicts" | sort

[ "$clean" = yes ] || exit 0
if [ "$yes" = no ]; then
    printf 'Nothing was removed; --clean --yes removes the stale ones.\n'
    exit 0
fi

# Looks again: what somebody has opened meanwhile stays.
look
list >"$work/files"
status=0
removed=0
while read -r inode blocks unit time name; do
    judge "$inode" "$time" "${name#"$shm/"}"
    [ "$verdict" = stale ] || continue
    if rm -f -- "$name" 2>/dev/null && [ ! -e "$name" ]; then
        removed=$((removed + 1))
    else
        printf 'shm.sh: %s could not be removed\n' "$name" >&2
        status=3
    fi
done <"$work/files"
printf 'Removed %s file(s).\n' "$removed"
exit "$status"
