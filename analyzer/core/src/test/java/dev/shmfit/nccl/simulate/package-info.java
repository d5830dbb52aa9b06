@NullMarked
package dev.shmfit.nccl.simulate;

import org.jspecify.annotations.NullMarked;
