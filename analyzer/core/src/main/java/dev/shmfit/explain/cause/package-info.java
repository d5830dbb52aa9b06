/** Concludes causes from statements: rules that weigh for and against, and say both. */
@NullMarked
package dev.shmfit.explain.cause;

import org.jspecify.annotations.NullMarked;
