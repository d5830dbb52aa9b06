/** Reads a capture, once and whole, into one typed value. Nothing behind this package sees captured text. */
@NullMarked
package dev.shmfit.ingest;

import org.jspecify.annotations.NullMarked;
