#!/bin/sh
# Slurm: Prolog=/opt/shmfit/share/slurm/prolog.sh
# Drains the node where the node is at fault: a /dev/shm that is missing, read-only, full of what nobody holds, or no tmpfs.
# A job that is too large does not. A prolog has no PATH, and any other exit code than 0 drains.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
shmfit=/opt/shmfit/bin/shmfit
# A node without shmfit is not at fault.
[ -x "$shmfit" ] || exit 0
said=$("$shmfit" check --config none --timeout 5 --exit-profile slurm 2>&1)
code=$?
[ -z "$said" ] || printf '%s\n' "$said"
# 1: the node is at fault. Anything else is none of the node's.
[ "$code" -ne 1 ]
