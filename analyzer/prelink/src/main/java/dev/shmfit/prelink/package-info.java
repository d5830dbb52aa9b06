/** A step of the build: links in the packed jar what Java would link in every process again. */
@NullMarked
package dev.shmfit.prelink;

import org.jspecify.annotations.NullMarked;
