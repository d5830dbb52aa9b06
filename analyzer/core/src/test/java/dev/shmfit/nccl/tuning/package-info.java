@NullMarked
package dev.shmfit.nccl.tuning;

import org.jspecify.annotations.NullMarked;
