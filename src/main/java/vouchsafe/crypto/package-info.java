/** Floor 0: seals, hashes, the key ring and random values. */
@NullMarked
@ApplicationModule(displayName = "crypto")
package vouchsafe.crypto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
