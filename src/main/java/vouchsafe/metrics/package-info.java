/**
 * Floor 0: what this node counts and measures, for those who look after it. Rooms say what they count when they are built;
 * no label has a value that was not known then, or is not a constant of the code.
 */
@NullMarked
@ApplicationModule(displayName = "metrics")
package vouchsafe.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
