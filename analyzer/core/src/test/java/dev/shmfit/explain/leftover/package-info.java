@NullMarked
package dev.shmfit.explain.leftover;

import org.jspecify.annotations.NullMarked;
