/** Pages about past events: audit log, a member's own activity, mail. */
@NullMarked
package vouchsafe.portal.records;

import org.jspecify.annotations.NullMarked;
