/** Pages that show what happened: audit log, a member's own activity, mail. */
@NullMarked
package vouchsafe.portal.records;

import org.jspecify.annotations.NullMarked;
