/** The documentation as a site of static pages. */
@NullMarked
package dev.shmfit.web.site;

import org.jspecify.annotations.NullMarked;
