/** JMH benchmarks. */
@NullMarked
package dev.shmfit.bench;

import org.jspecify.annotations.NullMarked;
