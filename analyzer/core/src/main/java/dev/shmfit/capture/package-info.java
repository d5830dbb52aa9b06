/** What was read from a machine, verbatim, failures included. Nothing here gives it a meaning. */
@NullMarked
package dev.shmfit.capture;

import org.jspecify.annotations.NullMarked;
