/** Floor 1: one member's consent to one client, its versions and receipts. */
@NullMarked
@ApplicationModule(displayName = "grants")
package vouchsafe.grants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
