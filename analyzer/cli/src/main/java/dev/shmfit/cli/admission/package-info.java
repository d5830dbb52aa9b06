/** The gate of a cluster: answers a Kubernetes API server that asks whether an object may come in. */
@NullMarked
package dev.shmfit.cli.admission;

import org.jspecify.annotations.NullMarked;
