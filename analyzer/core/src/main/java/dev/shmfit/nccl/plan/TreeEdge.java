package dev.shmfit.nccl.plan;

/** An edge of a tree: {@code parent} is {@code child}'s up. */
public record TreeEdge(int parent, int child) {}
