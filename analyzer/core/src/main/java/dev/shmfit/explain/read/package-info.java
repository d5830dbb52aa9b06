/** Reads statements out of a text: one reader for each family of sources. */
@NullMarked
package dev.shmfit.explain.read;

import org.jspecify.annotations.NullMarked;
