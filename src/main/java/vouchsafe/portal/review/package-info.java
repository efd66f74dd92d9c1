/** The pages on which projects are discussed and decided about. */
@NullMarked
package vouchsafe.portal.review;

import org.jspecify.annotations.NullMarked;
