/** Runs commands, reads files, writes a capture. Gives nothing a meaning. */
@NullMarked
package dev.shmfit.probes;

import org.jspecify.annotations.NullMarked;
