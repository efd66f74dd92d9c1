/** A member's own data: what is here, who read it, what is public, and how to take it along or delete it. */
@NullMarked
package vouchsafe.portal.mydata;

import org.jspecify.annotations.NullMarked;
