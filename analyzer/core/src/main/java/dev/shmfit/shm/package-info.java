/** Who needs how many bytes of /dev/shm, and what there is. */
@NullMarked
package dev.shmfit.shm;

import org.jspecify.annotations.NullMarked;
