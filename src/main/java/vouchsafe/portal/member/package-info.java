/** A member's connections: the data that each project may see, since when, and how to end it. */
@NullMarked
package vouchsafe.portal.member;

import org.jspecify.annotations.NullMarked;
