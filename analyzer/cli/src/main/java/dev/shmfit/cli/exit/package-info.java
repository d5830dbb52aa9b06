/** How a command ends: its exit code, and the errors that lead to one. */
@NullMarked
package dev.shmfit.cli.exit;

import org.jspecify.annotations.NullMarked;
