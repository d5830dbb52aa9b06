/**
 * An analysis as text, JSON, HTML or Markdown. {@link dev.shmfit.reports.ReportV1} is the stable outside view; every
 * writer reads that and nothing else.
 */
@NullMarked
package dev.shmfit.reports;

import org.jspecify.annotations.NullMarked;
