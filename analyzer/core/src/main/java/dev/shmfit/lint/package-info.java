/** Mistakes about /dev/shm that a manifest shows by itself, by line, and how they are mended. */
@NullMarked
package dev.shmfit.lint;

import org.jspecify.annotations.NullMarked;
