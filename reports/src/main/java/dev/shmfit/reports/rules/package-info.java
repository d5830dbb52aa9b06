/** The register of NCCL's version rules, as text, Markdown and JSON. */
@NullMarked
package dev.shmfit.reports.rules;

import org.jspecify.annotations.NullMarked;
