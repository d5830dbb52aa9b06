/** What NCCL will decide on a node: versions, settings, transports, channels, connections. */
@NullMarked
package dev.shmfit.nccl;

import org.jspecify.annotations.NullMarked;
