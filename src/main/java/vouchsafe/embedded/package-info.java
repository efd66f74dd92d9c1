/** Floor 0: the PostgreSQL in the box: its programs, its folder, its process and its user. */
@NullMarked
@ApplicationModule(displayName = "embedded")
package vouchsafe.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
