/** Groups of people who annotate together: their pages, their members, and the lists of their moderators. */
@NullMarked
package vouchsafe.portal.groups;

import org.jspecify.annotations.NullMarked;
