/**
 * NCCL's view of the node and its channel search (src/graph of NCCL): system, paths, search, rings and trees. Mutable
 * inside, because the search reserves bandwidth on links; nothing mutable leaves the package.
 */
@NullMarked
package dev.shmfit.nccl.graph;

import org.jspecify.annotations.NullMarked;
