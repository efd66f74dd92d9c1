/** Floor 5: the Open Humans dialect: token wording and the direct-sharing API. */
@NullMarked
@ApplicationModule(displayName = "openhumans")
package vouchsafe.openhumans;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
