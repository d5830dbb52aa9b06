/** Which NCCL_* variables does each version read, and which values does it ignore or refuse? */
@NullMarked
package dev.shmfit.nccl.setting;

import org.jspecify.annotations.NullMarked;
