/** Typed facts about a machine, each with where it was read. Facts may be absent or unreadable, and say so. */
@NullMarked
package dev.shmfit.facts;

import org.jspecify.annotations.NullMarked;
