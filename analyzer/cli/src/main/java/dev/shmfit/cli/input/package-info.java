/** What the user hands over, opened and told apart by its content. */
@NullMarked
package dev.shmfit.cli.input;

import org.jspecify.annotations.NullMarked;
