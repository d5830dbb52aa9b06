/** Manifests as files: which files are meant, and YAML texts as trees with places. */
@NullMarked
package dev.shmfit.cli.manifest;

import org.jspecify.annotations.NullMarked;
