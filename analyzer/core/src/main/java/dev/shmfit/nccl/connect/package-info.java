/**
 * From search results to a communicator's rings, trees and channel counts (src/graph/connect.cc), and from those to the
 * connections that each operation needs.
 */
@NullMarked
package dev.shmfit.nccl.connect;

import org.jspecify.annotations.NullMarked;
