/** Annotations of pages, the groups that share them, search, and who may read what. */
@NullMarked
package vouchsafe.annotations;

import org.jspecify.annotations.NullMarked;
