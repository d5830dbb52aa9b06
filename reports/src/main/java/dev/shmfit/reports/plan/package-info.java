/** How a plan is shown: lines as they come, or a page when all are there. */
@NullMarked
package dev.shmfit.reports.plan;

import org.jspecify.annotations.NullMarked;
