/** Checks over everything that was computed, and the findings they give. */
@NullMarked
package dev.shmfit.verdict;

import org.jspecify.annotations.NullMarked;
