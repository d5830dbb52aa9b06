/** What lint and fix say, in each format. */
@org.jspecify.annotations.NullMarked
package dev.shmfit.reports.lint;
