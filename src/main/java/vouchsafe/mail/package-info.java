/** Floor 0: mail as an outbox: queued in the caller's transaction, delivered with retries, visible to administrators. */
@NullMarked
@ApplicationModule(displayName = "mail")
package vouchsafe.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
