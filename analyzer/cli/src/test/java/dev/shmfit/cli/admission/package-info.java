@NullMarked
package dev.shmfit.cli.admission;

import org.jspecify.annotations.NullMarked;
