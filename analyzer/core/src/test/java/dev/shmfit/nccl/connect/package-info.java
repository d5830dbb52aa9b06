@NullMarked
package dev.shmfit.nccl.connect;

import org.jspecify.annotations.NullMarked;
