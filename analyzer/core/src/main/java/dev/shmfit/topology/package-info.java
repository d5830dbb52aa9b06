/** The node as a graph of CPUs, PCIe switches, GPUs, NICs and NVLinks. The only package that sees jgrapht. */
@NullMarked
package dev.shmfit.topology;

import org.jspecify.annotations.NullMarked;
