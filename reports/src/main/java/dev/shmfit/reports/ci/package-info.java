/** The report for machines that gather results: continuous integration, code scanning, monitoring. One finding, one entry. */
@org.jspecify.annotations.NullMarked
package dev.shmfit.reports.ci;
