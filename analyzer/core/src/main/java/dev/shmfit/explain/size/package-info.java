/** Which of NCCL's segments has this many bytes, in which versions, under which settings? */
@NullMarked
package dev.shmfit.explain.size;

import org.jspecify.annotations.NullMarked;
