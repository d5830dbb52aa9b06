/** Reads the tables of {@code nvidia-smi topo}, as people paste them: wrapped, cut, glued, quoted, framed. */
@NullMarked
package dev.shmfit.parse.table;

import org.jspecify.annotations.NullMarked;
