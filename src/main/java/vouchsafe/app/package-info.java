/** Floor 6: main class, settings, command line, server start. */
@NullMarked
@ApplicationModule(displayName = "app")
package vouchsafe.app;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
