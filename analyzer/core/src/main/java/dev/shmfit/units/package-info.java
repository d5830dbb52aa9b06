/** Exact quantities: byte counts and the sizes that people write. Nothing here knows what is being measured. */
@NullMarked
package dev.shmfit.units;

import org.jspecify.annotations.NullMarked;
