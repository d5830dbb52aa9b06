/**
 * A small project that breaks every rule of the house once. It is never run: the architecture test holds the rules
 * against it, to know that they can fail.
 */
@NullMarked
package dev.shmfit.house.sample;

import org.jspecify.annotations.NullMarked;
