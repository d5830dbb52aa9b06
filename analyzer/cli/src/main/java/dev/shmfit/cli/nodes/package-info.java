/** The node catalogue that the jar carries. */
@NullMarked
package dev.shmfit.cli.nodes;

import org.jspecify.annotations.NullMarked;
