/** Many jobs on many nodes at once: sizes for templates, and what a change would do. */
@NullMarked
package dev.shmfit.plan;

import org.jspecify.annotations.NullMarked;
