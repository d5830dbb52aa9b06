/** The report as one HTML page. Everything that the page shows is laid out here; the templates only spell it. */
@NullMarked
package dev.shmfit.reports.html;

import org.jspecify.annotations.NullMarked;
