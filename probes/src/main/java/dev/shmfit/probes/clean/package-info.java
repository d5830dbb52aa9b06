/** Looks who holds what in /dev/shm, and removes what it is told to. */
@NullMarked
package dev.shmfit.probes.clean;

import org.jspecify.annotations.NullMarked;
