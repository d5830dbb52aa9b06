/** What shmfit says to people: messages by their id, with named arguments, in the languages that they are written in. */
@NullMarked
package dev.shmfit.text;

import org.jspecify.annotations.NullMarked;
