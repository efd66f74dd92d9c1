/** Floor 3: signed event delivery. */
@NullMarked
@ApplicationModule(displayName = "webhooks")
package vouchsafe.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
