/** Finds known wordings in a text of any length, wrapped, indented or behind a launcher's prefix. */
@NullMarked
package dev.shmfit.explain.scan;

import org.jspecify.annotations.NullMarked;
