@NullMarked
package dev.shmfit.explain.listing;

import org.jspecify.annotations.NullMarked;
