/** What NCCL wrote into a log with {@code NCCL_DEBUG=INFO}. Reads lines as they come and keeps only what they say. */
@NullMarked
package dev.shmfit.log;

import org.jspecify.annotations.NullMarked;
