/** The workload file: a YAML text, checked against the published schema, then read into what the analysis takes. */
@NullMarked
package dev.shmfit.cli.workload;

import org.jspecify.annotations.NullMarked;
