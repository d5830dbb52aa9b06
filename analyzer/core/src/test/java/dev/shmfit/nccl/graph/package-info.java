@NullMarked
package dev.shmfit.nccl.graph;

import org.jspecify.annotations.NullMarked;
