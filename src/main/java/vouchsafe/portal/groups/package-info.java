/** Groups of people who annotate together: their pages, who belongs to them, and what their moderators look through. */
@NullMarked
package vouchsafe.portal.groups;

import org.jspecify.annotations.NullMarked;
