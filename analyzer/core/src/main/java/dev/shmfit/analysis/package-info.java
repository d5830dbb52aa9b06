/** The stages in order: the one place that sees all of them. */
@NullMarked
package dev.shmfit.analysis;

import org.jspecify.annotations.NullMarked;
