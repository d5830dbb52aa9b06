/** Forecast beside fact: what the simulation says of a job, and what the job's log shows. */
@NullMarked
package dev.shmfit.verify;

import org.jspecify.annotations.NullMarked;
