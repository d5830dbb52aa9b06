/** Takes out of a text what tells whose it is: secrets, names, addresses. */
@NullMarked
package dev.shmfit.probes.redact;

import org.jspecify.annotations.NullMarked;
