/** The commands, one class each. */
@NullMarked
package dev.shmfit.cli.commands;

import org.jspecify.annotations.NullMarked;
