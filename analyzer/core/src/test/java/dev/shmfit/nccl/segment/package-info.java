@NullMarked
package dev.shmfit.nccl.segment;

import org.jspecify.annotations.NullMarked;
