/** Which files in /dev/shm nobody uses any more. */
@NullMarked
package dev.shmfit.explain.leftover;

import org.jspecify.annotations.NullMarked;
