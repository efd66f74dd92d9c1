/** The documentation the server carries with it, and the operator's own terms and privacy notice. */
@NullMarked
package vouchsafe.portal.documentation;

import org.jspecify.annotations.NullMarked;
