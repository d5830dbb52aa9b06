/** What NCCL will do, as plain values: the result of the simulation. */
@NullMarked
package dev.shmfit.nccl.plan;

import org.jspecify.annotations.NullMarked;
