/** Floor 1: members, sign-in, throttling and browser sessions. */
@NullMarked
@ApplicationModule(displayName = "accounts")
package vouchsafe.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
