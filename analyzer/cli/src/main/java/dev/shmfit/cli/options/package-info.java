/** The options that several commands share: what each takes, and what it states. */
@NullMarked
package dev.shmfit.cli.options;

import org.jspecify.annotations.NullMarked;
