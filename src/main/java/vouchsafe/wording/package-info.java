/** Floor 5: the sentences that pages and dialects share, over what the rooms below found wrong. */
@NullMarked
@ApplicationModule(displayName = "wording")
package vouchsafe.wording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
