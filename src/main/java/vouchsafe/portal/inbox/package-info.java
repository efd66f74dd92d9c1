/** Messages as members see them: messages received, letters to projects, muting. */
@NullMarked
package vouchsafe.portal.inbox;

import org.jspecify.annotations.NullMarked;
