/** What a command finds around it: standard streams, the terminal, the running machine, this version. */
@NullMarked
package dev.shmfit.cli.terminal;

import org.jspecify.annotations.NullMarked;
