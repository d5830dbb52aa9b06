package dev.shmfit.house.sample.elsewhere;

/** Lies in a package that nobody planned. */
public final class HasNoPlace {}
