/** The report as lines: for a terminal, and for an issue. */
@NullMarked
package dev.shmfit.reports.text;

import org.jspecify.annotations.NullMarked;
