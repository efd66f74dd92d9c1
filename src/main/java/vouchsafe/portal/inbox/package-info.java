/** Messages as members see them: what they received, writing to a project, wanting no more mail. */
@NullMarked
package vouchsafe.portal.inbox;

import org.jspecify.annotations.NullMarked;
