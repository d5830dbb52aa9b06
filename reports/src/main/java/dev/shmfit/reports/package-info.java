/** An analysis as text, JSON or HTML. */
@NullMarked
package dev.shmfit.reports;

import org.jspecify.annotations.NullMarked;
