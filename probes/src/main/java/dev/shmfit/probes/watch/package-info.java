/** Watches /dev/shm while a job runs. */
@NullMarked
package dev.shmfit.probes.watch;

import org.jspecify.annotations.NullMarked;
