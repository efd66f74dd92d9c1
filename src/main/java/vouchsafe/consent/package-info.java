/** Floor 4: the beginning and end of a member's grant to an app, the consequences for both, and the files that it opens. */
@NullMarked
@ApplicationModule(displayName = "consent")
package vouchsafe.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
