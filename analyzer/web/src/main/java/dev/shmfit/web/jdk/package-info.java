/** What Java's library has and TeaVM's lacks. */
@NullMarked
package dev.shmfit.web.jdk;

import org.jspecify.annotations.NullMarked;
