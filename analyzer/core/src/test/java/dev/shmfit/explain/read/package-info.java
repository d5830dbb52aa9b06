@NullMarked
package dev.shmfit.explain.read;

import org.jspecify.annotations.NullMarked;
