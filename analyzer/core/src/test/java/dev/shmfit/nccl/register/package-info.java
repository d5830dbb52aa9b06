@NullMarked
package dev.shmfit.nccl.register;

import org.jspecify.annotations.NullMarked;
