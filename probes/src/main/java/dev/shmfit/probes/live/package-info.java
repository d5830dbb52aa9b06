/** Asks this machine or container, or a recorded tree, what a capture holds. */
@NullMarked
package dev.shmfit.probes.live;

import org.jspecify.annotations.NullMarked;
