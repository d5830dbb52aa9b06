package dev.shmfit.reports;

/** What a log shows, without a capture to hold it against: the JSON of {@code shmfit verify --nccl-log LOG} alone. */
public record LogReportV1(int schemaVersion, ReportV1.Tool tool, VerificationV1 verification) {}
