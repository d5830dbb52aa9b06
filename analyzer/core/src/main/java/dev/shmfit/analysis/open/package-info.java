/** What neither the machine nor the user says, and the nodes that remain possible. */
@NullMarked
package dev.shmfit.analysis.open;

import org.jspecify.annotations.NullMarked;
