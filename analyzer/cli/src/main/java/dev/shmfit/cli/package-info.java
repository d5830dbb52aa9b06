/** The commands. */
@NullMarked
package dev.shmfit.cli;

import org.jspecify.annotations.NullMarked;
