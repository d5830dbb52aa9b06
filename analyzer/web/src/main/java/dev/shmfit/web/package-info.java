/** The analyzer in a web page: what the page can ask, and the files that it hands over. */
@NullMarked
package dev.shmfit.web;

import org.jspecify.annotations.NullMarked;
