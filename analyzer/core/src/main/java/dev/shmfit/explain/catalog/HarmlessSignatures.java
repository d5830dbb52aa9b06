package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.Signature.nothing;

import java.util.List;

/** Wordings that hold the words of a failure and report none: fields that are false, advice, explanations of statuses. */
final class HarmlessSignatures {
    static final List<Signature> ALL = List.of(
            nothing(
                    "nothing-oom-false",
                    "moby api/types/container, podman libpod/define",
                    "\"OOMKilled\": false",
                    "OOMKilled: false",
                    "OOMKilled=false"),
            nothing(
                    "nothing-if-status",
                    "python/sglang/srt/entrypoints/engine.py; the same in other launchers",
                    "If exit code is {status}",
                    "if the exit code is {status}",
                    "if exit_code={status}",
                    "if exit_code is {status}",
                    "if exit code = {status}",
                    "if exit code {status}",
                    "exit code {status} means",
                    "exit code {status} usually",
                    "exit code {status} indicates"),
            nothing(
                    "nothing-background-worker",
                    "postgresql src/backend/postmaster/postmaster.c: also at a shutdown",
                    "LOG: background worker {any} exited with exit code {status}"),
            nothing(
                    "nothing-oom-score",
                    "linux mm/oom_kill.c, systemd",
                    "oom_score_adj",
                    "OOMScoreAdjust=",
                    "OOMPolicy="),
            nothing(
                    "nothing-unit-status",
                    "systemd.service(5)",
                    "RestartForceExitStatus={status} {named}",
                    "RestartForceExitStatus=",
                    "RestartPreventExitStatus={status} {named}",
                    "RestartPreventExitStatus=",
                    "SuccessExitStatus={status} {named}",
                    "SuccessExitStatus="));

    private HarmlessSignatures() {}
}
