/** Reads what people paste beside a failure: df, ls -l /dev/shm, limits. */
@NullMarked
package dev.shmfit.explain.listing;

import org.jspecify.annotations.NullMarked;
