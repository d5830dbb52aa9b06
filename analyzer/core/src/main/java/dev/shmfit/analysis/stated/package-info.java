/** What the user states: the job, and facts in place of captured ones. */
@NullMarked
package dev.shmfit.analysis.stated;

import org.jspecify.annotations.NullMarked;
