/** The pages on which projects are discussed and approved. */
@NullMarked
package vouchsafe.portal.review;

import org.jspecify.annotations.NullMarked;
