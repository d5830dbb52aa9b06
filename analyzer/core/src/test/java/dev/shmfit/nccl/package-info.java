@NullMarked
package dev.shmfit.nccl;

import org.jspecify.annotations.NullMarked;
