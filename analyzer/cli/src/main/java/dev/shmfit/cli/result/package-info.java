/** A command's result: whole where it was to go, or an error. */
@NullMarked
package dev.shmfit.cli.result;

import org.jspecify.annotations.NullMarked;
