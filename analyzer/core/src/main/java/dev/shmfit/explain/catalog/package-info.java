/** What is known in advance: explanations by id, and the wordings that point to them. Data, no logic. */
@NullMarked
package dev.shmfit.explain.catalog;

import org.jspecify.annotations.NullMarked;
