/** What a text says, whatever its words: a process ended, a call failed, a stack, a figure of a listing. */
@NullMarked
package dev.shmfit.explain.statement;

import org.jspecify.annotations.NullMarked;
