/** The format of captures: directories and archives, their manifest, read and written within bounds. */
@NullMarked
package dev.shmfit.probes.format;

import org.jspecify.annotations.NullMarked;
