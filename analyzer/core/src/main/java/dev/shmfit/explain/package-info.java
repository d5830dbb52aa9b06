/** What a failed job printed, and what follows: the cause, the right remedy, and what only looks like one. */
@NullMarked
package dev.shmfit.explain;

import org.jspecify.annotations.NullMarked;
