/** Reads the files of a capture, one small parser for each. Each gives the fact and its remarks, and never throws. */
@NullMarked
package dev.shmfit.parse.file;

import org.jspecify.annotations.NullMarked;
