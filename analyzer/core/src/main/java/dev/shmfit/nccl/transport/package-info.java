/** Which transport a pair of ranks gets, and why (NCCL's src/transport and ncclTopoCheckP2p). */
@NullMarked
package dev.shmfit.nccl.transport;

import org.jspecify.annotations.NullMarked;
