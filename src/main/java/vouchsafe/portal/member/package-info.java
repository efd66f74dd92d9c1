/** A member's connections: what each project may see, since when, and how to stop. */
@NullMarked
package vouchsafe.portal.member;

import org.jspecify.annotations.NullMarked;
