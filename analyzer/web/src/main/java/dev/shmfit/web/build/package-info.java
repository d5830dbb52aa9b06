/** How the page is built: what TeaVM is told, and how the parts are put together. */
@NullMarked
package dev.shmfit.web.build;

import org.jspecify.annotations.NullMarked;
