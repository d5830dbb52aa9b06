@NullMarked
package dev.shmfit.nccl.transport;

import org.jspecify.annotations.NullMarked;
