/** How large NCCL's segments in /dev/shm are, by version and settings. */
@NullMarked
package dev.shmfit.nccl.segment;

import org.jspecify.annotations.NullMarked;
