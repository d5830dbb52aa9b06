/** A step of the build: links in the packed jar what Java would link anew in every process. */
@NullMarked
package dev.shmfit.prelink;

import org.jspecify.annotations.NullMarked;
