/** Which algorithm NCCL's cost model picks for a collective: the estimate of time, by version, and what is enabled. */
@NullMarked
package dev.shmfit.nccl.tuning;

import org.jspecify.annotations.NullMarked;
