/** Runs NCCL's decisions for the communicators of a job, one after another: init, then each operation. */
@NullMarked
package dev.shmfit.nccl.simulate;

import org.jspecify.annotations.NullMarked;
