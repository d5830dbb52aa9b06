package dev.shmfit.house.sample.units;

/** Nine things in one. */
public record HoldsTooMuch(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
