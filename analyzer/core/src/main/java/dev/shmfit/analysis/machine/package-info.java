/** What the machine says: its GPUs and links, its /dev/shm, limits and settings, as far as they were captured. */
@NullMarked
package dev.shmfit.analysis.machine;

import org.jspecify.annotations.NullMarked;
