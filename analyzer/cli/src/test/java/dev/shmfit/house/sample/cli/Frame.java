package dev.shmfit.house.sample.cli;

/** What stands around the commands. */
public final class Frame {}
