package dev.shmfit.house.sample.probes.format;

import dev.shmfit.house.sample.probes.live.WritesACapture;

/** The format of captures is to be readable where nothing is probed. */
public record ProbesAMachine(WritesACapture writer) {}
