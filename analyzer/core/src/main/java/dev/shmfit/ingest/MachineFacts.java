package dev.shmfit.ingest;

import dev.shmfit.facts.ContainerFacts;
import dev.shmfit.facts.GpuFacts;
import dev.shmfit.facts.HostFacts;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.SoftwareFacts;

/**
 * Everything that was read of one machine or container at one moment, each fact with all its sources.
 *
 * @param id what it is called, for people
 * @param gpus the GPUs, the driver and the links between GPUs
 * @param host the machine and its kernel
 * @param shm /dev/shm
 * @param container the container and the process in it
 * @param software libraries and their settings
 * @param logged what a log of the job says
 * @param coverage what was not understood, and what was not there to be read
 */
public record MachineFacts(
        String id,
        GpuFacts gpus,
        HostFacts host,
        ShmFacts shm,
        ContainerFacts container,
        SoftwareFacts software,
        LoggedFacts logged,
        Coverage coverage) {}
