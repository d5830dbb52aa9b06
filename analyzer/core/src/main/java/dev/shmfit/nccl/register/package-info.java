/** Every rule that depends on NCCL's version, in one register. */
@NullMarked
package dev.shmfit.nccl.register;

import org.jspecify.annotations.NullMarked;
