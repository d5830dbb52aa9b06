/** Reads texts that people paste: finds what each holds, and takes every fact from it. */
@NullMarked
package dev.shmfit.parse.paste;

import org.jspecify.annotations.NullMarked;
