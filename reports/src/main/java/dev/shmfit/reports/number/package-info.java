/** How did a number of a report come about? Every number has a name, its path in the JSON, and an explanation. */
@NullMarked
package dev.shmfit.reports.number;

import org.jspecify.annotations.NullMarked;
