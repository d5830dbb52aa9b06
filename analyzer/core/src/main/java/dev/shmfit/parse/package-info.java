/** Capture text to facts, one parser for each source. Text from a machine stops here. */
@NullMarked
package dev.shmfit.parse;

import org.jspecify.annotations.NullMarked;
