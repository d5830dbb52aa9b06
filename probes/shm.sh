#!/bin/sh
# Tells who holds what in /dev/shm, and removes what nobody does, as shmfit shm does, where there is no Java. Needs a POSIX
# shell and the usual small programs (busybox has them all).
#
#   sh shm.sh                     every file: held, waiting, stale or unknown
#   sh shm.sh --clean             what would be removed
#   sh shm.sh --clean --yes       removes it: files that no process maps or has open, whose process is gone
#
# Exit status: 0; 2 where the options are wrong; 3 where a stale file could not be removed.

# What programs say when they fail is read.
LC_ALL=C
export LC_ALL

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
real=$(cd -P -- "$shm" && pwd -P) || exit 3
device=$(stat -c %d "$shm/.") || exit 3
number=$(printf '%02x:%02x' $(((device >> 8) & 4095)) $(((device & 255) | ((device >> 12) & 1048320))))

work=$(mktemp -d "${TMPDIR:-/tmp}/shmfit-shm.XXXXXX") || exit 3
: >"$work/tried"
trap 'back; rm -rf "$work"' EXIT
trap 'exit 3' HUP INT TERM PIPE

# The name that a file has while it is looked at for the last time, for inode $1 and path $2: it tells who took the own one
# away, and the own one, where both have room. One that stays is of a clean that was killed.
hidden_name() {
    called=.shmfit-$$-${work##*.}i$1
    last=${2##*/}
    [ $((${#called} + ${#last})) -ge 255 ] || called=$called-$last
    printf '%s/' "$called"
}

# Sets cleaner and own for a name that has such a form.
hidden_by() {
    cleaner=
    own=
    case $1 in
    .shmfit-*-*)
        rest=${1#.shmfit-}
        cleaner=${rest%%-*}
        rest=${rest#*-}
        case $rest in
        *-*) own=${rest#*-} ;;
        esac
        case $cleaner/${rest%%-*} in
        *[!0-9]*/* | /* | */ | */*[!A-Za-z0-9]*)
            cleaner=
            own=
            ;;
        esac
        ;;
    esac
}

line_end='
'

# Lines "inode process" of everything that is mapped or open on the file system of /dev/shm, and how many processes may not
# be looked at. What is open counts by device and inode: another mount namespace may call the place something else. All
# processes are read by a few programs, however many there are.
look() {
    : >"$work/unread"
    gap=
    printf '%s\n' "$proc"/[0-9]* >"$work/processes" || gap="there is no room for what was seen"
    [ "$(head -n 1 "$work/processes")" != "$proc/[0-9]*" ] || gap="/proc shows no process"
    mapped <"$work/processes" >"$work/maps" || gap="what processes map could not be read"
    # The first thread may have ended before the others, which keep maps and files.
    awk '{ print $1 }' "$work/maps" | uniq | sort -u >"$work/alive"
    sed 's,.*/,,' "$work/processes" | sort -u | comm -23 - "$work/alive" | while read -r pid; do
        set -- "$proc/$pid"/task/*
        [ $# -le 1 ] || printf '%s\n' "$@"
    done >"$work/threads"
    mapped <"$work/threads" | sed 's,^[^ ]*/\([0-9]*\)/task/[0-9]* ,\1 ,' >>"$work/maps" ||
        gap="what threads map could not be read"
    cat "$work/processes" "$work/threads" | opened >"$work/open" || gap="what processes have open could not be read"
    {
        # The inode alone: rather one file too many that counts as held.
        awk 'NF >= 7 && $6 != 0 { print $6, $1 }' "$work/maps"
        sed "s,^$device \([0-9]*\) $proc/\([0-9]*\)/.*,\1 \2," "$work/open"
    } | sort -u >"$work/held" || gap="what was seen could not be written"
    {
        awk -v device="$number" \
            '$5 == device && $7 ~ /^\/dev\/shm\// && / \(deleted\)$/ { print $6, $1, $2, substr($7, 10) }' "$work/maps"
        cut -d ' ' -f 3 "$work/open" | xargs ls -ld 2>/dev/null | sed -n 's,.* \([^ ]*/fd/[0-9]*\) -> \(.*\) (deleted)$,\1 \2,p' |
            awk 'NR == FNR { inode[$3] = $2; next }
                { n = split($1, at, "/"); name = substr($0, length($1) + 2); sub(/.*\//, "", name)
                  print inode[$1], at[n - 2], "fd/" at[n], name }' "$work/open" -
    } >"$work/unlinked"
    unreadable=$(may_not_be_read | sort -u | while read -r process; do
        [ ! -d "$process" ] || echo x
    done | grep -c x)
    # What has ended or was closed meanwhile is gone, and a kernel thread has no memory. A file in memory gives none of the
    # errors of a server that is gone. Any other error may hide a file that is held.
    other=$(grep -v -e 'ermission denied' -e 'Operation not permitted' -e 'No such file or directory' -e 'No such process' \
        -e 'Stale file handle' -e 'Transport endpoint is not connected' -e 'Input/output error' "$work/unread" | head -n 1)
    [ -z "$other" ] || gap=$(shown "$other")
}

may_not_be_read() {
    grep -e 'ermission denied' -e 'Operation not permitted' "$work/unread" | sed -n "s,.*\($proc/[0-9]*\)/.*,\1,p"
}

# Of directories of processes on standard input: lines "process range rights offset device inode path".
mapped() {
    sed 's,$,/maps,' | xargs grep -H '' /dev/null 2>>"$work/unread" | awk -v proc="$proc/" '{
        at = index($0, "/maps:"); who = substr($0, 1, at - 1)
        if (who !~ /\/task\//) sub(/.*\//, "", who)
        print who, substr($0, at + 6) }'
}

# The same for what they have open: lines "device inode path".
opened() {
    sed 's,$,/fd/,' | xargs sh -c 'exec find "$@" -type l -exec stat -L -c "%d %i %n" {} +' find 2>>"$work/unread" |
        awk -v device="$device" '$1 == device'
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
    [ "$alone" = yes ] || {
        [ "$(readlink "$proc/self/ns/pid" 2>/dev/null)" = 'pid:[4026531836]' ] && ! hidden
    }
}

# Whether /proc shows a user only the user's own processes (hidepid=, proc(5)).
hidden() {
    [ "$(id -u)" != 0 ] && grep -q ' /proc proc [^ ]*hidepid=\([24]\|invisible\|ptraceable\)' "$proc/mounts" 2>/dev/null
}

# Sets verdict and reason for inode $1, time $2, name $3.
judge() {
    who=
    if [ -s "$work/held" ]; then
        who=$(awk -v inode="$1" '$1 == inode { print $2 }' "$work/held" | sort -un | tr '\n' ' ')
        who=${who% }
    fi
    hidden_by "${3##*/}"
    pid=$(maker "${own:-${3##*/}}")
    if [ -n "$who" ]; then
        verdict=held reason="held by process $who"
    elif [ -n "$gap" ]; then
        verdict=unknown reason="no process that was seen has it, but not all was: $gap"
    elif [ "$alone" = no ] && [ "$unreadable" -gt 0 ]; then
        verdict=unknown reason="no process that can be seen has it, but $unreadable may not be looked at"
    elif ! all_visible; then
        verdict=unknown reason="no process of this container has it; --alone says that no other has this /dev/shm"
    elif [ -n "$cleaner" ] && [ -d "$proc/$cleaner" ]; then
        verdict=waiting reason="process $cleaner is looking at it for the last time"
    elif [ -n "$pid" ] && [ -d "$proc/$pid" ]; then
        verdict=waiting reason="no process has it, but process $pid of its name lives"
    elif [ $((now - $2)) -lt "$youngest" ]; then
        verdict=waiting reason="no process has it, but it is only $((now - $2)) s old"
    else
        verdict=stale reason="no process has it${pid:+, and process $pid of its name is gone}"
    fi
    [ -z "$cleaner" ] || reason="$reason; a clean took its name away${own:+, $(shown "$own")}"
}

# One line for each file: inode, blocks, bytes of a block, time, and the path with a slash behind it, so that blanks at the
# end of a name stay. A name that has a line end cannot be told from two lines: such a file is counted and left alone.
list() {
    find "$shm/" -xdev -type f ! -path "*$line_end*" -exec stat -c '%i %b %B %Y %n/' {} + 2>"$work/errors"
}

left_alone() {
    odd=$(find "$shm/" -xdev -type f -path "*$line_end*" -exec echo x \; 2>/dev/null | grep -c x)
    [ "$odd" = 0 ] || printf '%s file(s) with a line end in their paths are not looked at, and stay.\n' "$odd"
    if grep -q 'ermission denied' "$work/errors"; then
        printf 'Directories that may not be read are not looked into, and stay.\n'
    fi
}

# A name as it can be printed: without what would move the cursor.
shown() {
    case $1 in
    *[[:cntrl:]]*) printf '%s' "$1" | LC_ALL=C tr '\001-\037\177' '?' ;;
    *) printf '%s' "$1" ;;
    esac
}

# Goes where a path's file lies, if that still is below /dev/shm and on its file system: a directory that somebody replaced
# by a link leads elsewhere. What is done from there on is done in this directory and no other.
enter() {
    cd -P -- "${1%/*}" 2>/dev/null || return 1
    case $(pwd -P)/ in
    "$real"/*) ;;
    *) return 1 ;;
    esac
    [ "$(stat -c %d .)" = "$device" ]
}

# Whether name $1 here is the file with inode $2, written at time $3: a file system may give a number again.
is_still() {
    [ "$(stat -c '%d %i %Y' "./$1" 2>/dev/null)" = "$device $2 $3" ]
}

# Takes the name of a stale file away, so that nobody can open the file any more while it is looked at for the last time.
put_aside() {
    aside=$(hidden_name "$1" "$3")
    aside=${aside%/}
    printf '%s %s %s/\n' "$1" "$2" "$3" >>"$work/tried" || return 1
    (enter "$3" && is_still "${3##*/}" "$1" "$2" && mv -- "./${3##*/}" "./$aside" 2>/dev/null) || return 1
    if (enter "$3" && is_still "$aside" "$1" "$2"); then
        printf '%s %s %s/\n' "$1" "$2" "$3" >>"$work/last"
    else
        # Another file took the name in that moment.
        (enter "$3" && ln -- "./$aside" "./${3##*/}" 2>/dev/null && rm -f -- "./$aside")
        return 1
    fi
}

# Gives the name back, unless another file has it by now.
give_back() {
    aside=$(hidden_name "$1" "$3")
    come_back "$1" "$2" "$3" "${aside%/}"
}

# Gives the file with inode $1, written at time $2, that is called $4 the name of path $3.
come_back() {
    (enter "$3" && is_still "$4" "$1" "$2" && ln -- "./$4" "./${3##*/}" 2>/dev/null && rm -f -- "./$4")
}

# Names that were taken away come back where the script is stopped. A trap calls it.
# shellcheck disable=SC2317
back() {
    while read -r inode time name; do
        give_back "$inode" "$time" "${name%/}"
    done <"$work/tried"
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
            printf '%-7s %12s  %s  %s\n' held "$bytes" "$(shown "$name") (unlinked)" \
                "held by process $(printf '%s' "$pids" | tr '\n' ' '); its name is gone"
        fi
    done
}

now=$(date +%s)
list >"$work/files"
left_alone >"$work/left"
look
: >"$work/verdicts"
while read -r inode blocks unit time name; do
    name=${name%/}
    judge "$inode" "$time" "${name#"$shm/"}"
    bytes=$((blocks * unit))
    printf '%s %s\n' "$verdict" "$bytes" >>"$work/verdicts"
    if [ "$verdict" != held ] || [ -n "$cleaner" ] || { [ "$stale" = no ] && [ "$clean" = no ]; }; then
        printf '%-7s %12s  %s  %s\n' "$verdict" "$bytes" "$(shown "${name#"$shm/"}")" "$reason"
    fi
done <"$work/files"
unlinked
cat "$work/left"
awk '{ n[$1]++; b[$1] += $2 } END { for (v in n) printf "%s: %d file(s), %.0f bytes\n", v, n[v], b[v] }' "$work/verdicts" | sort

[ "$clean" = yes ] || exit 0
if [ "$yes" = no ]; then
    printf 'Nothing was removed; --clean --yes removes the stale ones.\n'
    exit 0
fi

# Looks again: what somebody has opened meanwhile stays. Then the names of the stale ones are taken away, and it looks a last
# time: a process that opened one before its name was gone is seen now, and the name comes back.
list >"$work/files"
look
status=0
removed=0
: >"$work/last"
while read -r inode blocks unit time name; do
    name=${name%/}
    judge "$inode" "$time" "${name#"$shm/"}"
    if [ "$verdict" = held ] && [ -n "$own" ] && [ ! -d "$proc/$cleaner" ]; then
        if come_back "$inode" "$time" "${name%/*}/$own" "${name##*/}"; then
            printf '%s has its name again.\n' "$(shown "$own")"
        else
            printf 'shm.sh: %s stays: its name is taken\n' "$(shown "${name##*/}")" >&2
            status=3
        fi
    fi
    [ "$verdict" = stale ] || continue
    put_aside "$inode" "$time" "$name" || {
        printf 'shm.sh: %s could not be removed\n' "$(shown "$name")" >&2
        status=3
    }
done <"$work/files"
look
while read -r inode time name; do
    name=${name%/}
    aside=$(hidden_name "$inode" "$name")
    aside=${aside%/}
    if [ -n "$gap" ] || grep -q "^$inode " "$work/held" || { [ "$alone" = no ] && [ "$unreadable" -gt 0 ]; }; then
        if give_back "$inode" "$time" "$name"; then
            printf 'shm.sh: %s stays: %s\n' "$(shown "$name")" "${gap:-a process has opened it meanwhile}" >&2
        else
            printf 'shm.sh: %s stays as %s: its name is taken\n' "$(shown "$name")" "$(shown "$aside")" >&2
            status=3
        fi
        [ -z "$gap" ] || status=3
    elif (enter "$name" && is_still "$aside" "$inode" "$time" && rm -f -- "./$aside"); then
        removed=$((removed + 1))
    else
        printf 'shm.sh: %s could not be removed\n' "$(shown "$name")" >&2
        status=3
    fi
done <"$work/last"
: >"$work/tried"
printf 'Removed %s file(s).\n' "$removed"
exit "$status"
