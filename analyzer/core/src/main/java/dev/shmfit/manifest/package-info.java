/**
 * The job as people have it: pod specs, compose files, {@code docker run} lines, batch scripts. Each fact that bears on
 * /dev/shm is read with its place in the text.
 */
@NullMarked
package dev.shmfit.manifest;

import org.jspecify.annotations.NullMarked;
