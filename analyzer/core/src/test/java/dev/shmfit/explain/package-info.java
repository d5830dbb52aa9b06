@NullMarked
package dev.shmfit.explain;

import org.jspecify.annotations.NullMarked;
