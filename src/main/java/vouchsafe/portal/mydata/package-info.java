/** A member's own data: the files here, their readers, public sharing, and how to take everything along or delete it. */
@NullMarked
package vouchsafe.portal.mydata;

import org.jspecify.annotations.NullMarked;
